// Writes what was found, in one transaction: a crash leaves the log as it was, or whole.
import type { Database } from "../../../db/dialects/database.ts";
import { findLedgerState } from "../../../db/queries/ledger.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { buildParts } from "../../domain/event/act.ts";
import { currentVersion, type ValuePart } from "../../domain/event/catalogue.ts";
import { fromHex, toHex, utf8 } from "../../domain/ledger/bytes.ts";
import { makeSalts } from "../ledger/entry-draft.ts";
import type { LogOrigins } from "../ledger/log-history.ts";
import { LogTail } from "../ledger/log-tail.ts";
import { toPartContext } from "../ledger/parts-box.ts";
import { makeUlid, systemRandomBytes } from "../random-bytes.ts";
import { replayPage } from "../rebuild/replay-log.ts";
import type { Vault } from "../vault.ts";
import { findWholeParts, type FoundEntry } from "./found-entries.ts";
import type { JoinedEntries } from "./join-entries.ts";

export interface RestoreOptions {
  readonly database: Database;
  readonly vault: Vault;
  /** Goes on from the log's end. */
  readonly entries: readonly FoundEntry[];
}

/** The log that goes on where another one lost its end. */
export interface Successor {
  readonly origin: string;
  /** Its own keys; the recovery key by its hash. */
  readonly verifierKey: string;
  readonly recoveryKey: string;
  readonly previous: { readonly origin: string; readonly signed: NonNullable<JoinedEntries["signed"]> };
  readonly lost: JoinedEntries["lost"];
  /** The policy in force at the end of what survives; null: none. */
  readonly witnessPolicy: string | null;
  /** Pseudonymous ids of the two persons: the administrator first. */
  readonly persons: readonly [string, string];
  readonly reason: string;
  readonly now: Date;
}

/** Puts the missing end of a log back: the same log goes on. */
export async function restoreLog({ database, vault, entries }: RestoreOptions): Promise<void> {
  await database.writer.run((trx) => writeEntries(trx, vault, entries));
}

/**
 * Puts back what there is, and begins the successor.
 *
 * Published checkpoints over what is lost are taken out: the log can no longer show what they cover.
 */
export async function beginSuccessor(options: RestoreOptions, successor: Successor): Promise<void> {
  const { database, vault, entries } = options;
  await database.writer.run(async (trx) => {
    await writeEntries(trx, vault, entries);
    const state = await findLedgerState(trx);
    if (state === null) throw new RangeError("begin successor: no entry survives");
    await trx.deleteFrom("cosignature").where("size", ">", state.size).execute();
    await trx.deleteFrom("checkpoint").where("size", ">", state.size).execute();
    const tail = new LogTail(successor.origin, vault);
    const head = { size: state.size, at: state.last_at, leaf: state.last_leaf };
    const draft = toDraft(successor, state.size);
    await tail.append(trx, draft, { head, instant: successor.now.toISOString() });
    await tail.flush(trx, head);
  });
}

/** The name of the log after the last one: the first name, and a number that counts on. */
export function toSuccessorOrigin(origins: LogOrigins): string {
  return `${origins[0]!.origin}-${origins.length + 1}`;
}

async function writeEntries(trx: Transaction, vault: Vault, entries: readonly FoundEntry[]): Promise<void> {
  const [first] = entries;
  if (first === undefined) return;
  const rows = entries.map(({ entry, text, leafHash }) => ({ seq: entry.seq, at: entry.at, entry: text, leafHash }));
  const boxes = new Map(entries.map((found) => [found.entry.seq, sealWhole(vault, found)]));
  await replayPage(trx, vault, { from: first.entry.seq, rows, boxes });
}

function sealWhole(vault: Vault, found: FoundEntry) {
  const { seq } = found.entry;
  const parts = findWholeParts(found);
  if (parts === null) throw new RangeError(`restore log: parts of entry ${seq} are not known`);
  const seal = (part: "head" | "value" | "text", { salt, bytes }: { salt: string; bytes: string }): Uint8Array =>
    vault.seal(Buffer.concat([fromHex(salt), utf8(bytes)]), toPartContext(seq, part));
  const text = parts.text === "erased" ? null : seal("text", parts.text);
  return { seq, head: seal("head", parts.head), value: seal("value", parts.value), text };
}

function toDraft(successor: Successor, entries: number) {
  const { verifierKey, recoveryKey, witnessPolicy, previous, lost, persons, reason, now } = successor;
  const { origin, signed } = previous;
  const value: ValuePart<"log.created"> = {
    verifierKey,
    clock: "real time",
    recoveryKey,
    witnessPolicy,
    previous: { origin, size: signed.size, root: toHex(signed.root), entries, lost: [...lost] },
  };
  const command = makeUlid(now.getTime(), systemRandomBytes);
  const text = { reason: `${reason} (${persons.join(", ")})` };
  const facts = { subject: persons[0] };
  const parts = buildParts({ type: "log.created", actor: "system", command, facts, value, text });
  const head = { ...facts, type: "log.created", v: currentVersion("log.created"), actor: "system", command };
  return { head, parts, salts: makeSalts() };
}
