import { fromHex, toHex, utf8 } from "./bytes.ts";
import { parseCanonicalJson, type JsonValue } from "./canonical-json.ts";
import type { CheckTally } from "./check-tally.ts";
import { computeCommitment, PART_NAMES, type PartName } from "./commitment.ts";
import type { DisclosedValues } from "./disclosed-entry.ts";
import type { Entry } from "./entry.ts";
import { type DisclosedPart, ERASED_PART, type ExportedParts } from "./log-export.ts";
import type { Sha256 } from "./merkle-tree.ts";

export type { DisclosedValues } from "./disclosed-entry.ts";

interface PartsCheck {
  readonly sha256: Sha256;
  /** Fails when a part is not canonical JSON. */
  readonly canonicalBytes: CheckTally;
  /** Counts each of the three parts of the entry. */
  readonly commitments: CheckTally;
}

/**
 * Opens the commitments of an entry with what is disclosed of it.
 *
 * Command and actor, to which all three are bound, stand in the head: without it the others cannot be opened and count
 * as not disclosed. So does an erased text; whether it was erased by the rules shows elsewhere, see `ErasureCheck`.
 *
 * @param parts - undefined when nothing is disclosed.
 */
export function checkParts(entry: Entry, parts: ExportedParts | undefined, check: PartsCheck): DisclosedValues {
  const values: Record<PartName, JsonValue> = { head: null, value: null, text: null };
  const head = parts?.head && parts.head !== ERASED_PART ? parsePart(entry, parts.head, check) : null;
  const binding = head === null ? null : findBinding(head);
  if (parts?.head && !binding)
    check.commitments.fail(entry.seq, `head of entry ${entry.seq} names no command and actor`);
  for (const name of PART_NAMES) {
    const part = parts?.[name];
    if (part === ERASED_PART && name !== "text") {
      check.commitments.fail(entry.seq, `${name} of entry ${entry.seq} is said to be erased; only a text can be`);
    } else if (part === ERASED_PART) {
      check.commitments.withhold(ERASED_PART);
    } else if (!part || !binding) {
      check.commitments.withhold();
    } else if (isOpening(entry, name, { part, binding, sha256: check.sha256 })) {
      check.commitments.pass();
      values[name] = name === "head" ? head : parsePart(entry, part, check);
    } else {
      check.commitments.fail(entry.seq, `${name} of entry ${entry.seq} does not fit its commitment`);
    }
  }
  return values;
}

function isOpening(
  entry: Entry,
  name: PartName,
  opening: { part: DisclosedPart; binding: { command: string; actor: string }; sha256: Sha256 },
): boolean {
  try {
    const { part, binding, sha256 } = opening;
    const input = { part: name, log: entry.log, ...binding, salt: fromHex(part.salt), bytes: utf8(part.bytes) };
    return toHex(computeCommitment(sha256, input)) === entry[name];
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function parsePart({ seq }: Entry, part: DisclosedPart, check: PartsCheck): JsonValue {
  try {
    return parseCanonicalJson(part.bytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    check.canonicalBytes.fail(seq, `part of entry ${seq}: ${error.message}`);
    return null;
  }
}

function findBinding(head: JsonValue): { command: string; actor: string } | null {
  if (typeof head !== "object" || head === null || Array.isArray(head)) return null;
  const { command, actor } = head as { readonly [key: string]: JsonValue | undefined };
  return typeof command === "string" && typeof actor === "string" ? { command, actor } : null;
}
