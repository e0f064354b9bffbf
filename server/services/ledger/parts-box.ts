import { fromHex, fromUtf8, toHex, utf8, concatBytes } from "../../domain/ledger/bytes.ts";
import { computeCommitment, PART_NAMES, type PartName, SALT_BYTES } from "../../domain/ledger/commitment.ts";
import { parseEntry } from "../../domain/ledger/entry.ts";
import { sha256 } from "../hash.ts";
import type { PartTexts } from "../../domain/event/act.ts";
import type { Vault } from "../vault.ts";

/** Salts of the three parts, 32 bytes each in hex. */
export type PartSalts = Readonly<Record<PartName, string>>;

export interface OpenedPart {
  readonly salt: string;
  readonly bytes: string;
}

/** Seals salt and bytes of each part for its own place in the log: a box moved to another entry does not open. */
export function sealParts(
  vault: Vault,
  seq: number,
  content: { parts: PartTexts; salts: PartSalts },
): Record<PartName, Uint8Array> {
  const box = (part: PartName): Uint8Array =>
    vault.seal(concatBytes(fromHex(content.salts[part]), utf8(content.parts[part])), `part/${seq}/${part}`);
  return { head: box("head"), value: box("value"), text: box("text") };
}

/** @throws Error when a box was changed or moved. */
export function openPart(vault: Vault, place: { seq: number; part: PartName }, box: Uint8Array): OpenedPart {
  const bytes = vault.open(box, `part/${place.seq}/${place.part}`);
  return { salt: toHex(bytes.subarray(0, SALT_BYTES)), bytes: fromUtf8(bytes.subarray(SALT_BYTES)) };
}

/** The three parts of one row. */
export function openParts(
  vault: Vault,
  row: { seq: number } & Record<PartName, Uint8Array>,
): Record<PartName, OpenedPart> {
  const entries = PART_NAMES.map((part) => [part, openPart(vault, { seq: row.seq, part }, row[part])] as const);
  return Object.fromEntries(entries) as Record<PartName, OpenedPart>;
}

/**
 * The parts, once they are what their entry commits to: who can write the boxes cannot make them say something else.
 *
 * @throws Error that names the entry.
 */
export function checkParts(
  entryText: string | undefined,
  parts: Record<PartName, OpenedPart>,
  seq: number,
): Record<PartName, OpenedPart> {
  if (entryText === undefined) throw new Error(`ledger entry ${seq} is missing`);
  const entry = parseEntry(utf8(entryText));
  const { command, actor } = JSON.parse(parts.head.bytes) as { command: string; actor: string };
  for (const part of PART_NAMES) {
    const { salt, bytes } = parts[part];
    const input = { part, log: entry.log, command, actor, salt: fromHex(salt), bytes: utf8(bytes) };
    if (toHex(computeCommitment(sha256, input)) !== entry[part]) {
      throw new Error(`the ${part} of ledger entry ${seq} is not what the entry commits to`);
    }
  }
  return parts;
}
