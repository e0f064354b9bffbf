import { expect } from "vitest";
import type { CommandExecutor } from "../../server/services/commands/execute-command.ts";
import type { Services } from "../../server/services/services.ts";
import { canonicalJson, type JsonValue, parseCanonicalJson } from "#domain/ledger/canonical-json.ts";
import { openParts } from "../../server/services/ledger/parts-box.ts";

/** Services whose every command is looked at, and what was seen. */
export interface WatchedServices extends Services {
  /** Types of the commands that were accepted. */
  readonly accepted: ReadonlySet<string>;
}

type Head = Awaited<ReturnType<typeof listHeadsFrom>>[number];

/**
 * Services that hold every command to the rule of one entry: an accepted one leaves exactly one of its own, what the
 * system adds names it as its cause, and a foreign hand, a second body under its id and the very same again leave none.
 */
export function watchCommands(services: Services): WatchedServices {
  const accepted = new Set<string>();
  const execute: CommandExecutor["execute"] = async (accountId, envelope) => {
    const { type, command, actor } = JSON.parse(envelope.parts.head) as Record<string, string>;
    const foreign = await findOtherAccount(services, accountId);
    const size = services.ledger.size();
    await expect(services.commands.execute(foreign, envelope)).rejects.toMatchObject({ name: "Refusal" });
    expect(await listHeadsFrom(services, size), `${type} of somebody else`).toEqual([]);

    let result: Awaited<ReturnType<CommandExecutor["execute"]>>;
    try {
      result = await services.commands.execute(accountId, envelope);
    } catch (error) {
      for (const head of await listHeadsFrom(services, size))
        await expectConsequence(services, head, command as string);
      throw error;
    }
    const [own, ...consequences] = await listHeadsFrom(services, size);
    expect(own, type).toMatchObject({ seq: result.seq, type, command_id: command, actor_id: actor });
    for (const head of consequences) await expectConsequence(services, head, command as string);

    const after = services.ledger.size();
    expect((await services.commands.execute(accountId, envelope)).seq, `${type} again`).toBe(result.seq);
    const changed = { ...envelope, salts: { ...envelope.salts, value: "ab".repeat(32) } };
    await expect(services.commands.execute(accountId, changed)).rejects.toMatchObject({ code: "command.id-reused" });
    expect(services.ledger.size(), `${type} again`).toBe(after);
    accepted.add(type as string);
    return result;
  };
  return { ...services, commands: { execute }, accepted };
}

async function findOtherAccount({ database }: Services, accountId: string): Promise<string> {
  const query = database.reader.selectFrom("account").select("id").where("id", "!=", accountId).orderBy("login");
  return (await query.executeTakeFirstOrThrow()).id;
}

function listHeadsFrom({ database }: Services, size: number) {
  return database.reader.selectFrom("ledger_head").selectAll().where("seq", ">=", size).orderBy("seq").execute();
}

async function expectConsequence({ database, vault }: Services, { seq, type }: Head, command: string): Promise<void> {
  const row = await database.reader
    .selectFrom("ledger_part")
    .selectAll()
    .where("seq", "=", seq)
    .executeTakeFirstOrThrow();
  const head = parseCanonicalJson(openParts(vault, row).head.bytes) as Record<string, JsonValue>;
  expect(head, `${type} after ${command}: ${canonicalJson(head)}`).toMatchObject({ actor: "system", cause: command });
}
