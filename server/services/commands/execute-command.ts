import { findActor } from "../../../db/queries/actors.ts";
import { listEntriesAt, listParts } from "../../../db/queries/ledger.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { type Act, buildParts, parseParts } from "../../domain/event/act.ts";
import type { EventType } from "../../domain/event/catalogue.ts";
import type { CommandEnvelope } from "../../domain/event/envelope.ts";
import { parseCheckpoint } from "../../domain/ledger/checkpoint.ts";
import { PART_NAMES } from "../../domain/ledger/commitment.ts";
import type { Entry } from "../../domain/ledger/entry.ts";
import type { Receipt } from "../../domain/ledger/receipt.ts";
import { parseNote } from "../../domain/ledger/signed-note.ts";
import { type Actor, actorIdIn } from "../../domain/policy/actor.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type EntryDraft, findAccepted, isSameCommand, type Ledger } from "../ledger/ledger.ts";
import { checkParts, openParts } from "../ledger/parts-box.ts";
import type { Vault } from "../vault.ts";
import type { CommandHandler, DecideContext } from "./handler.ts";

/** What happened, told to the feed after the commit. Names no value and no text. */
export interface Recorded {
  readonly seq: number;
  readonly at: string;
  readonly act: Act;
  readonly accountId: string;
}

export interface CommandResult {
  readonly seq: number;
  readonly receipt: Receipt;
  /**
   * Proof that the receipt's checkpoint continues the log of the size that the sender has kept, hashes in Base64. Null
   * when the sender named none, or a log that is larger than this one.
   */
  readonly consistency: { readonly from: number; readonly proof: readonly string[] } | null;
}

/** What the sender's browser has kept of the log. */
export interface SenderMemory {
  /** Size of the newest checkpoint that it verified, ≥ 1; null when there is none. */
  readonly keptSize: number | null;
}

export interface CommandServices {
  readonly ledger: Ledger;
  readonly vault: Vault;
  readonly now: () => Date;
  readonly conclusionHash: (trx: Transaction, itemId: string) => Promise<string>;
  readonly isProvisional: (seq: number) => boolean;
  readonly handlers: ReadonlyMap<EventType, CommandHandler>;
  /** Called after the commit, in the order of the entries. */
  readonly publish: (recorded: Recorded) => void;
  /** Called inside the transaction once an entry stands: marks what the group must recompute. */
  readonly recorded: (recorded: Omit<Recorded, "accountId">) => void;
}

/** Accepts commands of signed-in people. */
export interface CommandExecutor {
  /**
   * Decides a command and records it with exactly one entry.
   *
   * The same command again gives the same entry with a current receipt. On return entry and rows are on disk.
   *
   * @param memory - nothing kept when left out.
   * @throws Refusal with nothing written; `command.facts-differ` when the sender's page was out of date.
   */
  execute(accountId: string, envelope: CommandEnvelope, memory?: SenderMemory): Promise<CommandResult>;
}

export function createCommandExecutor(services: CommandServices): CommandExecutor {
  return {
    execute: async (accountId, envelope, memory = { keptSize: null }) => {
      const act = parseEnvelope(envelope);
      let recorded: Recorded | null = null;
      const seq = await services.ledger.run(async (trx) => {
        const context = await openContext(services, { trx, accountId, act });
        const accepted = await findAccepted(trx, act.head);
        if (accepted !== null) return confirmRepeated(accepted, { head: act.head, ...envelope });
        const handler = getHandler(services, act.head.type);
        const decision = await handler.decide(context, act);
        compareParts(act, envelope, decision);
        const entry = await services.ledger.append(trx, { head: act.head, ...envelope });
        await handler.project({ trx, readParts: context.readParts, ...entry }, act);
        services.recorded({ ...entry, act });
        recorded = { ...entry, act, accountId };
        return entry.seq;
      });
      if (recorded !== null) services.publish(recorded);
      const receipt = await services.ledger.receipt(seq);
      return { seq, receipt, consistency: await proveKept(services.ledger, receipt, memory) };
    },
  };
}

async function proveKept(
  ledger: Ledger,
  { checkpoint }: Receipt,
  { keptSize: from }: SenderMemory,
): Promise<CommandResult["consistency"]> {
  const { size } = parseCheckpoint(parseNote(checkpoint).text);
  if (from === null || from < 1 || from > size) return null;
  return { from, proof: await ledger.proveConsistency(from, size) };
}

/** @throws Refusal `command.invalid` naming each place that has the wrong shape. */
export function parseEnvelope(envelope: CommandEnvelope): Act {
  const parsed = parseParts(envelope.parts);
  if (!parsed.ok) throw new Refusal("command.invalid", { issues: parsed.issues });
  return parsed.act;
}

function confirmRepeated(accepted: { seq: number; entry: Entry }, draft: EntryDraft): number {
  if (!isSameCommand(accepted.entry, draft)) throw new Refusal("command.id-reused", { seq: accepted.seq });
  return accepted.seq;
}

function getHandler(services: CommandServices, type: EventType): CommandHandler {
  const handler = services.handlers.get(type);
  if (handler === undefined) throw new Refusal("command.invalid", { issues: [{ path: "head.type" }] });
  return handler;
}

async function openContext(
  services: CommandServices,
  { trx, accountId, act }: { trx: Transaction; accountId: string; act: Act },
): Promise<DecideContext> {
  const actor = await findActor(trx, accountId);
  if (actor === null || !isOwnPseudonym(actor, act)) throw new Refusal("actor.forbidden");
  return {
    trx,
    actor,
    actingAs: act.head.actor,
    now: services.now().toISOString(),
    readParts: makePartsReader(trx, services.vault),
    isProvisional: services.isProvisional,
    conclusionHash: (itemId) => services.conclusionHash(trx, itemId),
  };
}

/** In a round a member acts under the seat's pseudonym, never under the account's own, and the reverse outside it. */
function isOwnPseudonym(actor: Actor, { head }: Act): boolean {
  return head.actor === (head.round === undefined ? actor.actorId : actorIdIn(actor, head.round));
}

export function makePartsReader(trx: Transaction, vault: Vault): DecideContext["readParts"] {
  return async (seqs) => {
    const rows = await listParts(trx, seqs);
    const entries = new Map((await listEntriesAt(trx, seqs)).map((row) => [row.seq, row.entry]));
    return new Map(rows.map((row) => [row.seq, checkParts(entries.get(row.seq), openParts(vault, row), row.seq)]));
  };
}

function compareParts(
  act: Act,
  envelope: CommandEnvelope,
  decision: { facts: object; value?: unknown; text?: unknown },
): void {
  const built = buildParts({
    type: act.head.type,
    actor: act.head.actor,
    command: act.head.command,
    facts: decision.facts,
    value: (decision.value ?? act.value) as never,
    text: (decision.text ?? act.text) as never,
  });
  const part = PART_NAMES.find((name) => built[name] !== envelope.parts[name]);
  if (part !== undefined) throw new Refusal("command.facts-differ", { part });
}
