// The verifier of an export. It shares hashing and formats with the writer and none of its builders, queries or tiles,
// and holds log₂ n hashes, whatever the size of the log; the extra checks hold what their rows need.
import type { Act } from "../event/act.ts";
import { toHex, utf8 } from "./bytes.ts";
import type { JsonValue } from "./canonical-json.ts";
import { ChainCheck } from "./check-chain.ts";
import { ErasureCheck } from "./check-erasures.ts";
import { checkParts } from "./check-parts.ts";
import { RootCheck } from "./check-roots.ts";
import { SignatureCheck } from "./check-signatures.ts";
import { CheckTally, type LogCheck } from "./check-tally.ts";
import { type Witnessed, WitnessingCheck } from "./check-witnessing.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { DisclosedEntry } from "./disclosed-entry.ts";
import { parseEntry, type Entry } from "./entry.ts";
import {
  ERASED_PART,
  type EvidenceFile,
  parseExportHeader,
  parseExportLine,
  type ExportedParts,
  type ExportHeader,
} from "./log-export.ts";
import { hashLeaf } from "./merkle-tree.ts";
import { type LedgerCrypto, parseVerifierKey } from "./signed-note.ts";
import { formatWitnessPolicy, type WitnessPolicy } from "./witness-policy.ts";

export type { LogCheck, NotDisclosed } from "./check-tally.ts";
export type { Witnessed } from "./check-witnessing.ts";
export { DisclosedEntry } from "./disclosed-entry.ts";

/** A check beyond the log itself, such as projection = fold of the log. Called in the order of the export. */
export interface ExtraCheck {
  /** Each well-formed entry with those of its parts that are disclosed and fit their commitments. */
  onEntry(disclosed: DisclosedEntry): void;
  /** Each projection line. */
  onProjection?(projection: JsonValue): void;
  /** Each line of an evidence file. */
  onEvidence?(file: EvidenceFile): void;
  /** After the last line. */
  finish(): LogCheck;
}

export interface VerifyLogOptions {
  /**
   * The key that the reader trusts, the newest or an earlier one. Without it, and without keys in `policy`, the
   * header's own key is used, and the result shows only that the export agrees with itself: the reader has to compare
   * `key` with a source of their own.
   */
  readonly verifierKey?: string;
  /** What the reader asks of logs and witnesses; the keys of its `log` lines are trusted. */
  readonly policy?: WitnessPolicy;
  readonly extraChecks?: readonly ExtraCheck[];
}

export interface LogVerification {
  /**
   * canonical-bytes, sequence, time, previous, roots, signatures, witnesses, commitments, then the extra ones. Roots
   * has one thing for each checkpoint; witnesses one for each that has its quorum.
   */
  readonly checks: readonly LogCheck[];
  /** `failed` before `not-disclosed` before `passed`. */
  readonly verdict: "passed" | "failed" | "not-disclosed";
  readonly log: string;
  /** Verifier key that the log ends with, as its entries name it; the trusted one where they are not disclosed. */
  readonly key: string;
  readonly scope: ExportHeader["scope"];
  /** Entries in the export. */
  readonly entryCount: number;
  /** The last checkpoint whose signature holds, or null. */
  readonly checkpoint: Checkpoint | null;
  /** The newest checkpoint with a quorum of cosignatures, or null. */
  readonly witnessed: Witnessed | null;
  /** Text of the witness policy that the log itself names and that is in force; null where it asks for nobody. */
  readonly witnessPolicy: string | null;
}

/**
 * Checks a whole export, line by line.
 *
 * @param lines - without newlines; empty lines are skipped. Errors of the source pass through.
 * @throws RangeError when the first line is no header, or a verifier key that is to be trusted is malformed.
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

/** Keys that the reader trusts, or the header's. @throws RangeError when one is malformed. */
export function listTrustedKeys(
  crypto: LedgerCrypto,
  { verifierKey, policy }: Pick<VerifyLogOptions, "verifierKey" | "policy">,
  stated: string,
): Set<string> {
  const named = [
    ...(verifierKey === undefined ? [] : [verifierKey]),
    ...(policy?.logs ?? []).map((log) => log.verifierKey),
  ];
  const trusted = new Set(named.length > 0 ? named : [stated]);
  for (const key of trusted) parseVerifierKey(crypto.sha256, key);
  return trusted;
}

class LogVerifier {
  readonly #crypto: LedgerCrypto;
  readonly #header: ExportHeader;
  readonly #trusted: ReadonlySet<string>;
  readonly #extraChecks: readonly ExtraCheck[];
  readonly #canonicalBytes = new CheckTally("canonical-bytes");
  readonly #chain = new ChainCheck();
  readonly #roots: RootCheck;
  readonly #commitments = new CheckTally("commitments");
  readonly #signatures: SignatureCheck;
  readonly #witnessing: WitnessingCheck;
  readonly #erasures = new ErasureCheck(this.#commitments);
  #checkpoint: Checkpoint | null = null;
  #isTailSeen = false;

  constructor(crypto: LedgerCrypto, header: ExportHeader, options: VerifyLogOptions) {
    this.#crypto = crypto;
    this.#header = header;
    this.#trusted = listTrustedKeys(crypto, options, header.key);
    this.#extraChecks = options.extraChecks ?? [];
    this.#roots = new RootCheck(crypto.sha256, this.#chain);
    this.#signatures = new SignatureCheck(crypto, this.#trusted);
    this.#witnessing = new WitnessingCheck(crypto, options.policy ?? null);
  }

  addLine(text: string): void {
    const line = this.#attempt(() => parseExportLine(text));
    if (!line) return;
    if ("entry" in line) this.#addEntry(line.entry, line.parts);
    else if ("checkpoint" in line) this.#addCheckpoint(line.checkpoint);
    else {
      this.#isTailSeen = true;
      for (const check of this.#extraChecks) {
        if ("projection" in line) check.onProjection?.(line.projection);
        else check.onEvidence?.(line.evidence);
      }
    }
  }

  finish(): LogVerification {
    this.#chain.finish(this.#header.log);
    this.#signatures.finish();
    this.#witnessing.finish();
    this.#erasures.finish();
    this.#roots.finish();
    const { sequence, time, previous } = this.#chain;
    const tallies = [this.#canonicalBytes, sequence, time, previous, this.#roots.tally];
    tallies.push(this.#signatures.tally, this.#witnessing.tally, this.#commitments);
    const checks = [...tallies.map((tally) => tally.toCheck()), ...this.#extraChecks.map((check) => check.finish())];
    return {
      checks,
      verdict: toVerdict(checks),
      log: this.#header.log,
      key: this.#signatures.key ?? [...this.#trusted][0] ?? this.#header.key,
      scope: this.#header.scope,
      entryCount: this.#roots.size,
      checkpoint: this.#checkpoint,
      witnessed: this.#witnessing.witnessed,
      witnessPolicy: this.#witnessing.inForce.quorum === null ? null : formatWitnessPolicy(this.#witnessing.inForce),
    };
  }

  #addEntry(text: string, parts: ExportedParts | undefined): void {
    const bytes = this.#attempt(() => utf8(text));
    if (!bytes) return;
    const seq = this.#chain.nextSeq;
    if (this.#isTailSeen) this.#chain.sequence.fail(seq, `entry ${seq} stands after the end of the log`);
    const entry = this.#attempt(() => parseEntry(bytes));
    const disclosed = entry === null ? null : this.#disclose(entry, parts);
    // Events of the log itself decide what the rest is checked against; others are read only by the check that asks.
    const act = disclosed !== null && isOfLog(disclosed) ? disclosed.act : null;
    if (act?.head.type === "log.created") this.#roots.continueFrom(act as Act<"log.created">);
    const leaf = hashLeaf(this.#crypto.sha256, bytes);
    this.#roots.append(leaf);
    this.#chain.add(disclosed, toHex(leaf));
    if (disclosed === null) return;
    if (isOfLog(disclosed) && disclosed.issue !== null) {
      this.#canonicalBytes.fail(disclosed.entry.seq, `entry ${disclosed.entry.seq} is no event: ${disclosed.issue}`);
    }
    this.#signatures.add(disclosed);
    this.#witnessing.add(disclosed);
    this.#erasures.add(disclosed);
    for (const check of this.#extraChecks) check.onEntry(disclosed);
  }

  #disclose(entry: Entry, parts: ExportedParts | undefined): DisclosedEntry {
    this.#canonicalBytes.pass();
    const tallies = { canonicalBytes: this.#canonicalBytes, commitments: this.#commitments };
    const values = checkParts(entry, parts, { sha256: this.#crypto.sha256, ...tallies });
    return new DisclosedEntry(entry, values, parts?.text === ERASED_PART);
  }

  #addCheckpoint(note: string): void {
    const size = this.#roots.size;
    const checkpoint = this.#signatures.open(note, { origin: this.#chain.log ?? this.#header.log, size });
    this.#roots.cover(checkpoint);
    if (checkpoint === null) return;
    this.#checkpoint = checkpoint;
    this.#witnessing.cover(note, checkpoint.size);
  }

  /** The result, or null and a failure at the present place when outside bytes do not parse. */
  #attempt<T>(parse: () => T): T | null {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#canonicalBytes.fail(this.#chain.nextSeq, error.message);
      return null;
    }
  }
}

function isOfLog({ type }: DisclosedEntry): boolean {
  return type !== null && type.startsWith("log.");
}

/** The worst of the checks. */
export function toVerdict(checks: readonly LogCheck[]): LogVerification["verdict"] {
  if (checks.some((check) => check.failed !== null)) return "failed";
  return checks.some((check) => check.notDisclosed > 0) ? "not-disclosed" : "passed";
}
