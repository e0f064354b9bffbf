import { findHeadByCommand, listEntriesAt } from "../../../db/queries/ledger.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { PartTexts } from "../../domain/event/act.ts";
import type { Head } from "../../domain/event/head.ts";
import { fromHex, toHex, utf8 } from "../../domain/ledger/bytes.ts";
import { computeCommitment, PART_NAMES, type PartName, SALT_BYTES } from "../../domain/ledger/commitment.ts";
import { type Entry, parseEntry } from "../../domain/ledger/entry.ts";
import { sha256 } from "../hash.ts";
import { type RandomBytes, systemRandomBytes } from "../random-bytes.ts";
import { LogCorrupt } from "./log-corrupt.ts";
import type { PartSalts } from "./parts-box.ts";

/** What an entry is made of before it has its place. */
export interface EntryDraft {
  readonly head: Head;
  readonly parts: PartTexts;
  readonly salts: PartSalts;
}

/** Fresh salts. */
export function makeSalts(random: RandomBytes = systemRandomBytes): PartSalts {
  const salt = (): string => toHex(random(SALT_BYTES));
  return { head: salt(), value: salt(), text: salt() };
}

/** Commitments to the three parts, lower-case hex. */
export function commitToParts(log: string, { head, parts, salts }: EntryDraft): Record<PartName, string> {
  const { actor, command } = head;
  const commit = (part: PartName): string => {
    const input = { part, log, command, actor, salt: fromHex(salts[part]), bytes: utf8(parts[part]) };
    return toHex(computeCommitment(sha256, input));
  };
  return { head: commit("head"), value: commit("value"), text: commit("text") };
}

/** Whether an entry is of this very command: its commitments bind parts and salts, an erased text's too. */
export function isSameCommand(entry: Entry, draft: EntryDraft): boolean {
  const commitments = commitToParts(entry.log, draft);
  return PART_NAMES.every((part) => commitments[part] === entry[part]);
}

/** Row of the head index. */
export function toHeadRow(seq: number, head: Head) {
  return {
    seq,
    type: head.type,
    actor_id: head.actor,
    command_id: head.command,
    round_id: head.round ?? null,
    entity_id: head.entity ?? null,
    indicator: head.indicator ?? null,
    item_id: head.item ?? null,
    case_id: head.case ?? null,
  };
}

/** The entry of a command that was accepted before, or null. */
export async function findAccepted(
  trx: Transaction,
  command: { actor: string; command: string },
): Promise<{ seq: number; entry: Entry } | null> {
  const row = await findHeadByCommand(trx, command.actor, command.command);
  if (row === null) return null;
  const [accepted] = await listEntriesAt(trx, [row.seq]);
  if (accepted === undefined) throw new LogCorrupt(`ledger entry ${row.seq} is missing`);
  return { seq: row.seq, entry: parseEntry(utf8(accepted.entry)) };
}
