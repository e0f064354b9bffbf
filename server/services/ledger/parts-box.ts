import { fromHex, fromUtf8, toHex, utf8, concatBytes } from "../../domain/ledger/bytes.ts";
import { computeCommitment, PART_NAMES, type PartName, SALT_BYTES } from "../../domain/ledger/commitment.ts";
import { parseEntry } from "../../domain/ledger/entry.ts";
import { sha256 } from "../hash.ts";
import type { PartTexts, ReadableParts } from "../../domain/event/act.ts";
import type { Vault } from "../vault.ts";

/** Salts of the three parts, 32 bytes each in hex. */
export type PartSalts = Readonly<Record<PartName, string>>;

export interface OpenedPart {
  readonly salt: string;
  readonly bytes: string;
}

/** The parts of an entry as they are kept: an erased text is gone with its salt, for whoever may read it. */
export type OpenedParts = Readonly<Record<Exclude<PartName, "text">, OpenedPart>> & {
  readonly text: OpenedPart | "erased";
};

/** The sealed boxes of one row; the text's is null once it was erased. */
export type PartBoxes = Readonly<Record<Exclude<PartName, "text">, Uint8Array>> & { readonly text: Uint8Array | null };

/** What the box of a part belongs to. */
export function toPartContext(seq: number, part: string): string {
  return `part/${seq}/${part}`;
}

/** Seals salt and bytes of each part for its own place in the log: a box moved to another entry does not open. */
export function sealParts(
  vault: Vault,
  seq: number,
  content: { parts: PartTexts; salts: PartSalts },
): Record<PartName, Uint8Array> {
  const box = (part: PartName): Uint8Array =>
    vault.seal(concatBytes(fromHex(content.salts[part]), utf8(content.parts[part])), toPartContext(seq, part));
  return { head: box("head"), value: box("value"), text: box("text") };
}

/** @throws Error when a box was changed or moved. */
export function openPart(vault: Vault, place: { seq: number; part: PartName }, box: Uint8Array): OpenedPart {
  const bytes = vault.open(box, toPartContext(place.seq, place.part));
  return { salt: toHex(bytes.subarray(0, SALT_BYTES)), bytes: fromUtf8(bytes.subarray(SALT_BYTES)) };
}

/** The three parts of one row. @throws Error when a box was changed or moved. */
export function openParts(vault: Vault, row: { seq: number } & PartBoxes): OpenedParts {
  const { seq } = row;
  return {
    head: openPart(vault, { seq, part: "head" }, row.head),
    value: openPart(vault, { seq, part: "value" }, row.value),
    text: row.text === null ? "erased" : openPart(vault, { seq, part: "text" }, row.text),
  };
}

/** The same; null when a box was changed or moved, or the row is gone: what people read shows that, and goes on. */
export function findParts(vault: Vault, row: ({ seq: number } & PartBoxes) | undefined): OpenedParts | null {
  if (row === undefined) return null;
  try {
    return openParts(vault, row);
  } catch {
    return null;
  }
}

/** What `parseParts` reads. */
export function toReadable({ head, value, text }: OpenedParts): ReadableParts {
  return { head: head.bytes, value: value.bytes, text: text === "erased" ? null : text.bytes };
}

/**
 * The parts, once they are what their entry commits to: who can write the boxes cannot make them say something else.
 * Of an erased text only the commitment is left, and nothing to compare with it.
 *
 * @throws Error that names the entry.
 */
export function checkParts(entryText: string | undefined, parts: OpenedParts, seq: number): OpenedParts {
  if (entryText === undefined) throw new Error(`ledger entry ${seq} is missing`);
  const entry = parseEntry(utf8(entryText));
  const { command, actor } = JSON.parse(parts.head.bytes) as { command: string; actor: string };
  for (const part of PART_NAMES) {
    const opened = parts[part];
    if (opened === "erased") continue;
    const { salt, bytes } = opened;
    const input = { part, log: entry.log, command, actor, salt: fromHex(salt), bytes: utf8(bytes) };
    if (toHex(computeCommitment(sha256, input)) !== entry[part]) {
      throw new Error(`the ${part} of ledger entry ${seq} is not what the entry commits to`);
    }
  }
  return parts;
}
