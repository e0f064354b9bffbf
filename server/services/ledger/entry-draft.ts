import { randomBytes } from "node:crypto";
import { findHeadByCommand } from "../../../db/queries/ledger.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { PartTexts } from "../../domain/event/act.ts";
import type { Head } from "../../domain/event/head.ts";
import { fromHex, toHex, utf8 } from "../../domain/ledger/bytes.ts";
import { computeCommitment, PART_NAMES, type PartName, SALT_BYTES } from "../../domain/ledger/commitment.ts";
import { hashText, sha256 } from "../hash.ts";
import type { PartSalts } from "./parts-box.ts";

/** What an entry is made of before it has its place. */
export interface EntryDraft {
  readonly head: Head;
  readonly parts: PartTexts;
  readonly salts: PartSalts;
}

/** Hex SHA-256 over parts and salts: equal only for the very same command. */
export function computeRequestHash(parts: PartTexts, salts: PartSalts): string {
  return hashText(PART_NAMES.flatMap((part) => [parts[part], salts[part]]).join("\n"));
}

/** Fresh salts for an entry that the server composes. */
export function makeSalts(): PartSalts {
  const salt = (): string => randomBytes(SALT_BYTES).toString("hex");
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

/** Row of the head index. */
export function toHeadRow(seq: number, { head, parts, salts }: EntryDraft) {
  return {
    seq,
    type: head.type,
    actor_id: head.actor,
    command_id: head.command,
    request_hash: computeRequestHash(parts, salts),
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
): Promise<{ seq: number; requestHash: string } | null> {
  const row = await findHeadByCommand(trx, command.actor, command.command);
  return row === null ? null : { seq: row.seq, requestHash: row.request_hash };
}
