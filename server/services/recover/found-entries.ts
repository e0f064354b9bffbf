import { bytesEqual, fromHex, toHex, utf8 } from "../../domain/ledger/bytes.ts";
import { computeCommitment, PART_NAMES, type PartName } from "../../domain/ledger/commitment.ts";
import { type Entry, parseEntry } from "../../domain/ledger/entry.ts";
import { hashLeaf } from "../../domain/ledger/merkle-tree.ts";
import { sha256 } from "../hash.ts";
import type { OpenedPart, OpenedParts } from "../ledger/parts-box.ts";

/** What a source shows of an entry; null is withheld. */
export type ShownParts = Readonly<Record<PartName, OpenedPart | "erased" | null>>;

/** An entry that a source has, and all that any source shows of its parts. */
export interface FoundEntry {
  readonly entry: Entry;
  readonly text: string;
  readonly leafHash: Uint8Array;
  /** Hex, to name it by. */
  readonly leaf: string;
  readonly parts: Map<PartName, OpenedPart | "erased">;
  /** Proved to be in a signed tree by itself, as in a receipt. */
  isProved: boolean;
  /** From the second copy of the installation itself, which has what was committed and perhaps signed to nobody. */
  isCopied: boolean;
}

/** A checkpoint that the log's key signed. */
export interface FoundCheckpoint {
  readonly size: number;
  readonly root: Uint8Array;
  /** For messages. */
  readonly source: string;
}

/** What all sources have of the missing end of a log. */
export class FoundEntries {
  /** First entry that is missing. */
  readonly from: number;
  readonly #bySeq = new Map<number, Map<string, FoundEntry>>();
  readonly #checkpoints: FoundCheckpoint[] = [];

  constructor(from: number) {
    this.from = from;
  }

  get checkpoints(): readonly FoundCheckpoint[] {
    return this.#checkpoints;
  }

  addCheckpoint(checkpoint: FoundCheckpoint): void {
    this.#checkpoints.push(checkpoint);
  }

  /**
   * Takes an entry with those of its parts that fit its commitments.
   *
   * @returns null for one that the log still has.
   * @throws RangeError when the text is no entry.
   */
  add(text: string, shown: ShownParts): FoundEntry | null {
    const entry = parseEntry(utf8(text));
    if (entry.seq < this.from) return null;
    const leafHash = hashLeaf(sha256, utf8(text));
    const leaf = toHex(leafHash);
    const found = this.#at(entry.seq).get(leaf) ?? {
      entry,
      text,
      leafHash,
      leaf,
      parts: new Map<PartName, OpenedPart | "erased">(),
      isProved: false,
      isCopied: false,
    };
    this.#at(entry.seq).set(leaf, found);
    addFittingParts(found, shown);
    return found;
  }

  /** Entries of this number, in the order in which they were found; more than one where sources disagree. */
  list(seq: number): FoundEntry[] {
    return [...(this.#bySeq.get(seq)?.values() ?? [])];
  }

  /** Numbers of all entries found, ascending. */
  listSeqs(): number[] {
    return [...this.#bySeq.keys()].sort((a, b) => a - b);
  }

  #at(seq: number): Map<string, FoundEntry> {
    const found = this.#bySeq.get(seq) ?? new Map<string, FoundEntry>();
    this.#bySeq.set(seq, found);
    return found;
  }
}

/** The parts, when every one of them is known; a text may be erased. */
export function findWholeParts({ parts }: FoundEntry): OpenedParts | null {
  const [head, value, text] = PART_NAMES.map((part) => parts.get(part));
  if (head === undefined || head === "erased" || value === undefined || value === "erased" || text === undefined)
    return null;
  return { head, value, text };
}

/** A part is bound to actor and command, which the head says: without a head nothing can be checked. */
function addFittingParts({ entry, parts }: FoundEntry, shown: ShownParts): void {
  const head = shown.head ?? parts.get("head") ?? null;
  const bound = head === null || head === "erased" ? null : readBound(head.bytes);
  if (bound === null) return;
  for (const part of PART_NAMES) {
    const given = shown[part];
    if (given === "erased" && part === "text" && !parts.has("text")) parts.set("text", "erased");
    if (given !== null && given !== "erased" && isCommitted(entry, { part, ...bound }, given)) parts.set(part, given);
  }
}

function readBound(head: string): { command: string; actor: string } | null {
  try {
    const { command, actor } = JSON.parse(head) as { command?: unknown; actor?: unknown };
    return typeof command === "string" && typeof actor === "string" ? { command, actor } : null;
  } catch {
    return null;
  }
}

function isCommitted(
  entry: Entry,
  bound: { part: PartName; command: string; actor: string },
  { salt, bytes }: OpenedPart,
): boolean {
  try {
    const input = { ...bound, log: entry.log, salt: fromHex(salt), bytes: utf8(bytes) };
    return bytesEqual(computeCommitment(sha256, input), fromHex(entry[bound.part]));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
