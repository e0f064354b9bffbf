import { createProjectionCheck } from "../scoring/check-projection.ts";
import { utf8 } from "./bytes.ts";
import { ErasureCheck } from "./check-erasures.ts";
import { createEvidenceCheck } from "./check-evidence.ts";
import { checkParts } from "./check-parts.ts";
import { createSealsCheck } from "./check-seals.ts";
import { SignatureCheck } from "./check-signatures.ts";
import { CheckTally } from "./check-tally.ts";
import { WitnessingCheck } from "./check-witnessing.ts";
import { DisclosedEntry } from "./disclosed-entry.ts";
import type { Dossier, DossierEntry } from "./dossier.ts";
import { type Entry, parseEntry } from "./entry.ts";
import { ERASED_PART } from "./log-export.ts";
import type { LedgerCrypto } from "./signed-note.ts";
import { parseTlogProof, verifyTlogProof } from "./tlog-proof.ts";
import { formatWitnessPolicy } from "./witness-policy.ts";
import { listTrustedKeys, type LogVerification, toVerdict, type VerifyLogOptions } from "./verify-log.ts";

export interface VerifyDossierOptions extends Pick<VerifyLogOptions, "verifierKey" | "policy"> {
  /** As for `createEvidenceCheck`. */
  readonly evidenceFiles?: ReadonlyMap<string, string> | null;
}

/**
 * Checks a dossier by itself: canonical-bytes, sequence, inclusion, signatures, witnesses, commitments, seals,
 * projection and evidence.
 *
 * @throws RangeError when a verifier key that is to be trusted is malformed.
 */
export function verifyDossier(
  crypto: LedgerCrypto,
  dossier: Dossier,
  options: VerifyDossierOptions = {},
): LogVerification {
  const trusted = listTrustedKeys(crypto, options, dossier.key);
  const reading = new EntryReading(crypto, dossier);
  const signatures = new SignatureCheck(crypto, trusted);
  const witnessing = new WitnessingCheck(crypto, options.policy ?? null);
  for (const disclosed of reading.read(dossier.keys)) {
    signatures.add(disclosed);
    witnessing.add(disclosed);
  }
  const checkpoint = signatures.open(dossier.checkpoint, { origin: dossier.log, size: reading.size });
  signatures.finish();
  if (checkpoint !== null) witnessing.cover(dossier.checkpoint, checkpoint.size);
  witnessing.finish();
  const projection = createProjectionCheck(["score", "decision"]);
  const evidence = createEvidenceCheck(options.evidenceFiles ?? null);
  const extra = [createSealsCheck({ isOneItem: true }), projection, evidence];
  const erasures = new ErasureCheck(reading.commitments);
  for (const disclosed of reading.read(dossier.entries)) {
    erasures.add(disclosed);
    for (const check of extra) check.onEntry(disclosed);
  }
  erasures.finish();
  reading.finish();
  for (const row of dossier.scores) projection.onProjection?.({ table: "score", row });
  for (const row of dossier.decisions) projection.onProjection?.({ table: "decision", row });
  for (const file of dossier.evidence) evidence.onEvidence?.(file);
  const { canonicalBytes, sequence, inclusion, commitments } = reading;
  const tallies = [canonicalBytes, sequence, inclusion, signatures.tally, witnessing.tally, commitments];
  const checks = [...tallies.map((tally) => tally.toCheck()), ...extra.map((check) => check.finish())];
  return {
    checks,
    verdict: toVerdict(checks),
    log: dossier.log,
    key: signatures.key ?? [...trusted][0] ?? dossier.key,
    scope: "dossier",
    entryCount: dossier.keys.length + dossier.entries.length,
    checkpoint,
    witnessed: witnessing.witnessed,
    witnessPolicy: witnessing.inForce.quorum === null ? null : formatWitnessPolicy(witnessing.inForce),
  };
}

/** Reads entries of a dossier, each with its own proof. */
class EntryReading {
  readonly canonicalBytes = new CheckTally("canonical-bytes");
  readonly sequence = new CheckTally("sequence");
  readonly inclusion = new CheckTally("inclusion");
  readonly commitments = new CheckTally("commitments");
  readonly #crypto: LedgerCrypto;
  readonly #dossier: Dossier;
  /** Names that the log has had, with those before a recovery. */
  readonly #logs: Set<string>;
  /** First entry of each log that an entry names. */
  readonly #firstOf = new Map<string, number>();
  size = 0;

  constructor(crypto: LedgerCrypto, dossier: Dossier) {
    this.#crypto = crypto;
    this.#dossier = dossier;
    this.#logs = new Set([dossier.log]);
  }

  finish(): void {
    for (const [log, seq] of this.#firstOf) {
      if (!this.#logs.has(log)) this.sequence.fail(seq, `entry ${seq} is of the log ${log}`);
    }
  }

  *read(entries: readonly DossierEntry[]): Iterable<DisclosedEntry> {
    let before: Entry | null = null;
    for (const { entry: text, parts, proof } of entries) {
      const entry = this.#parse(text);
      if (entry === null) continue;
      this.#checkPlace(entry, before);
      this.#checkProof(entry, { text, proof });
      const tallies = { canonicalBytes: this.canonicalBytes, commitments: this.commitments };
      const values = checkParts(entry, parts, { sha256: this.#crypto.sha256, ...tallies });
      const disclosed = new DisclosedEntry(entry, values, parts.text === ERASED_PART);
      this.#learnNames(disclosed);
      before = entry;
      yield disclosed;
    }
  }

  #parse(text: string): Entry | null {
    try {
      const entry = parseEntry(utf8(text));
      this.canonicalBytes.pass();
      return entry;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.canonicalBytes.fail(null, error.message);
      return null;
    }
  }

  #checkPlace({ seq, at, log }: Entry, before: Entry | null): void {
    if (before !== null && (seq <= before.seq || at < before.at)) {
      this.sequence.fail(seq, `entry ${seq} of ${at} stands after entry ${before.seq} of ${before.at}`);
    } else this.sequence.pass();
    if (!this.#firstOf.has(log)) this.#firstOf.set(log, seq);
  }

  #checkProof({ seq }: Entry, { text, proof }: { text: string; proof: string }): void {
    const checkpoint = this.#follow(proof, { text, seq });
    if (checkpoint === null) this.inclusion.fail(seq, `the proof of entry ${seq} does not lead to the checkpoint`);
    else {
      this.inclusion.pass();
      this.size = checkpoint.size;
    }
  }

  #follow(text: string, entry: { text: string; seq: number }) {
    try {
      const proof = parseTlogProof(text);
      if (proof.leafIndex !== entry.seq || proof.checkpoint !== this.#dossier.checkpoint) return null;
      return verifyTlogProof(this.#crypto.sha256, proof, utf8(entry.text));
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
  }

  /** Entries from before a recovery are of the log that was recovered. */
  #learnNames({ act }: DisclosedEntry): void {
    if (act?.head.type !== "log.created") return;
    const { previous } = act.value as { previous: { origin: string } | null };
    if (previous !== null) this.#logs.add(previous.origin);
  }
}
