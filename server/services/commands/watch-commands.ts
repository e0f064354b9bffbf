import { parseParts } from "../../domain/event/act.ts";
import type { CommandEnvelope } from "../../domain/event/envelope.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { AccessLog } from "../access/access-log.ts";
import type { CommandExecutor } from "./execute-command.ts";
import type { createRefusedAttempts } from "./refused-attempts.ts";

interface Watchers {
  readonly access: Pick<AccessLog, "note">;
  readonly refusedAttempts: ReturnType<typeof createRefusedAttempts>;
  /** Called after the commit of an erasure, before its answer. */
  readonly forgetErased: () => Promise<void>;
}

/** The same executor; refusals are noted, and what was erased is gone from the disk before anybody hears of it. */
export function watchCommands(executor: CommandExecutor, watchers: Watchers): CommandExecutor {
  return {
    execute: async (accountId, envelope, memory) => {
      try {
        const result = await executor.execute(accountId, envelope, memory);
        if (toPlace(envelope).door === "erasure.confirmed") await watchers.forgetErased();
        return result;
      } catch (error) {
        if (error instanceof Refusal) {
          watchers.access.note({ kind: "refused", accountId, ...toPlace(envelope), outcome: error.code });
          await watchers.refusedAttempts.record(error, { accountId, envelope });
        }
        throw error;
      }
    },
  };
}

/** Which command, and on what; of what is no command nothing is said. */
function toPlace(envelope: CommandEnvelope): { door: string; thing: string | null } {
  const parsed = parseParts(envelope.parts);
  if (!parsed.ok) return { door: "command", thing: null };
  const { type, case: caseId, item, batch, round } = parsed.act.head;
  return { door: type, thing: caseId ?? item ?? batch ?? round ?? null };
}
