// The verifier of an export. It shares hashing and formats with the writer and none of its builders, queries or tiles,
// and holds log₂ n hashes, whatever the size of the log.
import { bytesEqual, toHex, utf8 } from "./bytes.ts";
import type { JsonValue } from "./canonical-json.ts";
import { CheckTally, type LogCheck } from "./check-tally.ts";
import { checkParts, type DisclosedValues } from "./check-parts.ts";
import { parseCheckpoint, type Checkpoint } from "./checkpoint.ts";
import { CompactRange } from "./compact-range.ts";
import { FIRST_PREV, parseEntry, type Entry } from "./entry.ts";
import { parseExportHeader, parseExportLine, type ExportedParts, type ExportHeader } from "./log-export.ts";
import { hashLeaf } from "./merkle-tree.ts";
import { verifyNote, type LedgerCrypto } from "./signed-note.ts";

export type { LogCheck } from "./check-tally.ts";

/** A check beyond the log itself, such as projection = fold of the log. Called in the order of the export. */
export interface ExtraCheck {
  /** Each well-formed entry with those of its parts that are disclosed and fit their commitments; null otherwise. */
  onEntry(entry: Entry, parts: DisclosedValues): void;
  /** Each projection line. */
  onProjection(projection: JsonValue): void;
  /** After the last line. */
  finish(): LogCheck;
}

export interface VerifyLogOptions {
  /**
   * The key that the reader trusts. Without it the header's own key is used, and the result shows only that the export
   * agrees with itself: the reader has to compare `key` with a source of their own.
   */
  readonly verifierKey?: string;
  readonly extraChecks?: readonly ExtraCheck[];
}

export interface LogVerification {
  /** canonical-bytes, sequence, time, previous, root, signature, commitments, then the extra ones. */
  readonly checks: readonly LogCheck[];
  /** `failed` before `not-disclosed` before `passed`. */
  readonly verdict: "passed" | "failed" | "not-disclosed";
  readonly log: string;
  /** Verifier key that was used. */
  readonly key: string;
  readonly scope: ExportHeader["scope"];
  /** Entries in the export. */
  readonly entryCount: number;
  /** The checkpoint whose signature holds, or null. */
  readonly checkpoint: Checkpoint | null;
}

/**
 * Checks a whole export, line by line.
 *
 * @param lines - without newlines; empty lines are skipped. Errors of the source pass through.
 * @throws RangeError when the first line is no header, or the verifier key is malformed.
 */
export async function verifyLog(
  crypto: LedgerCrypto,
  lines: AsyncIterable<string>,
  options: VerifyLogOptions = {},
): Promise<LogVerification> {
  let verifier: LogVerifier | null = null;
  for await (const line of lines) {
    if (line === "") continue;
    if (verifier) verifier.addLine(line);
    else verifier = new LogVerifier(crypto, parseExportHeader(line), options);
  }
  if (!verifier) throw new RangeError("verify log: the export is empty");
  return verifier.finish();
}

class LogVerifier {
  readonly #crypto: LedgerCrypto;
  readonly #header: ExportHeader;
  readonly #key: string;
  readonly #extraChecks: readonly ExtraCheck[];
  readonly #range: CompactRange;
  readonly #canonicalBytes = new CheckTally("canonical-bytes");
  readonly #sequence = new CheckTally("sequence");
  readonly #time = new CheckTally("time");
  readonly #previous = new CheckTally("previous");
  readonly #root = new CheckTally("root");
  readonly #signature = new CheckTally("signature");
  readonly #commitments = new CheckTally("commitments");
  #nextSeq = 0;
  #lastAt = "";
  #lastLeaf = FIRST_PREV;
  /** An entry whose successor names another hash: which of the two was changed shows only one entry later. */
  #brokenLink: { seq: number; nextSeq: number } | null = null;
  #checkpoint: Checkpoint | null = null;
  #isCheckpointSeen = false;

  constructor(crypto: LedgerCrypto, header: ExportHeader, options: VerifyLogOptions) {
    this.#crypto = crypto;
    this.#header = header;
    this.#key = options.verifierKey ?? header.key;
    this.#extraChecks = options.extraChecks ?? [];
    this.#range = new CompactRange(crypto.sha256);
  }

  addLine(text: string): void {
    const line = this.#attempt(() => parseExportLine(text));
    if (!line) return;
    if ("entry" in line) this.#addEntry(line.entry, line.parts);
    else if ("checkpoint" in line) this.#addCheckpoint(line.checkpoint);
    else if ("projection" in line) for (const check of this.#extraChecks) check.onProjection(line.projection);
  }

  finish(): LogVerification {
    this.#settleBrokenLink(false);
    if (!this.#isCheckpointSeen) {
      this.#signature.fail(null, "the export has no checkpoint");
      this.#root.fail(null, "no checkpoint to compare the root with");
    }
    const tallies = [
      this.#canonicalBytes,
      this.#sequence,
      this.#time,
      this.#previous,
      this.#root,
      this.#signature,
      this.#commitments,
    ];
    const checks = [...tallies.map((tally) => tally.toCheck()), ...this.#extraChecks.map((check) => check.finish())];
    const isComplete = checks.every((check) => check.notDisclosed === 0);
    const isGood = checks.every((check) => check.failed === null);
    return {
      checks,
      verdict: !isGood ? "failed" : isComplete ? "passed" : "not-disclosed",
      log: this.#header.log,
      key: this.#key,
      scope: this.#header.scope,
      entryCount: this.#range.size,
      checkpoint: this.#checkpoint,
    };
  }

  #addEntry(text: string, parts: ExportedParts | undefined): void {
    const bytes = this.#attempt(() => utf8(text));
    if (!bytes) return;
    if (this.#isCheckpointSeen)
      this.#sequence.fail(this.#nextSeq, `entry ${this.#nextSeq} stands after the checkpoint`);
    const leaf = hashLeaf(this.#crypto.sha256, bytes);
    this.#range.append(leaf);
    const entry = this.#attempt(() => parseEntry(bytes));
    if (entry) {
      this.#canonicalBytes.pass();
      this.#checkPlace(entry);
      const values = checkParts(entry, parts, {
        sha256: this.#crypto.sha256,
        canonicalBytes: this.#canonicalBytes,
        commitments: this.#commitments,
      });
      for (const check of this.#extraChecks) check.onEntry(entry, values);
    }
    this.#lastLeaf = toHex(leaf);
    this.#nextSeq = (entry?.seq ?? this.#nextSeq) + 1;
  }

  #checkPlace(entry: Entry): void {
    const { seq, at, prev } = entry;
    const expected = this.#nextSeq;
    if (entry.log !== this.#header.log) this.#sequence.fail(seq, `entry ${seq} is of the log ${entry.log}`);
    else if (seq > expected) this.#sequence.fail(expected, `entry ${expected} is missing: ${seq} stands in its place`);
    else if (seq < expected) this.#sequence.fail(seq, `entry ${seq} stands where ${expected} is due`);
    else this.#sequence.pass();

    if (at < this.#lastAt) this.#time.fail(seq, `entry ${seq} is of ${at}, before its predecessor of ${this.#lastAt}`);
    else this.#time.pass();
    this.#lastAt = at;

    const isLinked = prev === this.#lastLeaf;
    this.#settleBrokenLink(!isLinked);
    if (isLinked) this.#previous.pass();
    // Where an entry is missing or extra, its neighbour is no suspect: the entry that does not fit is named itself.
    else this.#brokenLink = { seq: seq === expected ? seq - 1 : seq, nextSeq: seq };
  }

  /**
   * Names the entry that broke the chain. When the successor of a changed entry is itself untouched, the link after it
   * holds; when that one is broken too, the successor is what was changed.
   */
  #settleBrokenLink(isNextBroken: boolean): void {
    if (!this.#brokenLink) return;
    const { seq, nextSeq } = this.#brokenLink;
    const named = isNextBroken || seq < 0 ? nextSeq : seq;
    this.#previous.fail(named, `entry ${nextSeq} does not name the hash of the entry before it: see entry ${named}`);
    this.#brokenLink = null;
  }

  #addCheckpoint(note: string): void {
    if (this.#isCheckpointSeen) {
      this.#signature.fail(null, "the export has more than one checkpoint");
      return;
    }
    this.#isCheckpointSeen = true;
    const text = verifyNote(this.#crypto, { note, verifierKey: this.#key });
    if (text === null) {
      this.#signature.fail(null, "the checkpoint is not signed by the key of the log");
      this.#root.fail(null, "no signed root to compare with");
      return;
    }
    const checkpoint = this.#attempt(() => parseCheckpoint(text));
    if (!checkpoint || checkpoint.origin !== this.#header.log) {
      this.#signature.fail(null, `the signed text is no checkpoint of ${this.#header.log}`);
      this.#root.fail(null, "no signed root to compare with");
      return;
    }
    this.#signature.pass();
    this.#checkpoint = checkpoint;
    this.#compareRoot(checkpoint);
  }

  #compareRoot({ size, root }: Checkpoint): void {
    const count = this.#range.size;
    if (count !== size) {
      const detail =
        count < size
          ? `the checkpoint covers ${size} entries, the export has ${count}`
          : `entry ${size} is not covered`;
      this.#sequence.fail(Math.min(count, size), detail);
      this.#root.fail(Math.min(count, size), detail);
    } else if (bytesEqual(this.#range.computeRoot(), root)) {
      this.#root.pass();
    } else {
      // A change that no later entry contradicts is in the last one, or every hash after it was made anew.
      const isChainWhole = this.#previous.failed === null && this.#brokenLink === null && count > 0;
      this.#root.fail(
        isChainWhole ? count - 1 : null,
        isChainWhole
          ? `the root is not the signed one: entry ${count - 1} was changed, or an earlier one and all hashes after it`
          : "the root is not the signed one",
      );
    }
  }

  /** The result, or null and a failure at the present place when outside bytes do not parse. */
  #attempt<T>(parse: () => T): T | null {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#canonicalBytes.fail(this.#nextSeq, error.message);
      return null;
    }
  }
}
