import { buildParts } from "#domain/event/act.ts";
import type { EventType, TextPart, ValuePart } from "#domain/event/catalogue.ts";
import type { HeadFacts } from "#domain/event/head.ts";
import { fromHex, toBase64, toHex, utf8 } from "#domain/ledger/bytes.ts";
import { formatCheckpoint } from "#domain/ledger/checkpoint.ts";
import { computeCommitment, PART_NAMES, type PartName } from "#domain/ledger/commitment.ts";
import { CompactRange } from "#domain/ledger/compact-range.ts";
import { encodeEntry, FIRST_PREV } from "#domain/ledger/entry.ts";
import { encodeRotation, hashRecoveryKey } from "#domain/ledger/key-chain.ts";
import { type ERASED_PART, type ExportedParts, type ExportLine, formatExportLine } from "#domain/ledger/log-export.ts";
import { hashLeaf } from "#domain/ledger/merkle-tree.ts";
import { ALGORITHM_ED25519, formatNote, formatVerifierKey, keyId } from "#domain/ledger/signed-note.ts";
import { type LogVerification, verifyLog, type VerifyLogOptions } from "#domain/ledger/verify-log.ts";
import { crypto, LOG, makeKey, saltOf, sha256 } from "./make-log.ts";

/** The act of a made-up log; the actor is `system` unless it is named. */
export interface Given<T extends EventType = EventType> {
  readonly type: T;
  readonly facts?: HeadFacts;
  readonly value: ValuePart<T>;
  readonly text?: TextPart<T>;
  readonly actor?: string;
  readonly log?: string;
}

export type Key = ReturnType<typeof makeNamedKey>;

/** A key whose name is that of the log; the seed is 32 times the byte. */
export function makeNamedKey(seedByte: number, name = LOG) {
  const { publicKey, sign } = makeKey(seedByte);
  const verifierKey = formatVerifierKey(sha256, { name, publicKey });
  return { name, verifierKey, keyId: keyId(sha256, name, ALGORITHM_ED25519, publicKey), sign };
}

export const commandOf = (seq: number): string => String(seq).padStart(26, "0");

/** Lines of an export, line by line, with everything disclosed. */
export class MadeExport {
  readonly lines: ExportLine[] = [];
  readonly #range = new CompactRange(sha256);
  #prev = FIRST_PREV;
  /** Name that checkpoints carry. */
  log = LOG;

  get size(): number {
    return this.#range.size;
  }

  /** @returns its number. */
  add<T extends EventType>({ type, facts = {}, value, text, actor = "system", log = this.log }: Given<T>): number {
    const seq = this.size;
    const command = commandOf(seq);
    this.log = log;
    const bytes = buildParts({ type, actor, command, facts, value, text: text ?? ({} as TextPart<T>) });
    const commit = (part: PartName): string => {
      const bound = { part, log, command, actor, salt: fromHex(saltOf(seq, part)), bytes: utf8(bytes[part]) };
      return toHex(computeCommitment(sha256, bound));
    };
    const at = new Date(Date.UTC(2026, 0, 1) + 1000 * seq).toISOString();
    const commitments = { head: commit("head"), value: commit("value"), text: commit("text") };
    const entry = encodeEntry({ at, log, prev: this.#prev, seq, v: 1, ...commitments });
    const leaf = hashLeaf(sha256, entry);
    this.#range.append(leaf);
    this.#prev = toHex(leaf);
    const parts = PART_NAMES.map((part) => [part, { salt: saltOf(seq, part), bytes: bytes[part] }]);
    this.lines.push({ entry: new TextDecoder().decode(entry), parts: Object.fromEntries(parts) as ExportedParts });
    return seq;
  }

  /** A checkpoint over what stands, signed with each key; further signature lines as text. */
  sign(keys: readonly Key[] = [makeNamedKey(1)], further = ""): string {
    const text = formatCheckpoint({ origin: this.log, size: this.size, root: this.#range.computeRoot() });
    const signatures = keys.map((key) => ({ name: key.name, keyId: key.keyId, signature: key.sign(utf8(text)) }));
    const note = formatNote({ text, signatures }) + further;
    this.lines.push({ checkpoint: note });
    return note;
  }

  root(): string {
    return toHex(this.#range.computeRoot());
  }

  /** Replaces parts of the entry of a number: null withholds, and `erased` says so. */
  show(seq: number, parts: Partial<Record<PartName, null | typeof ERASED_PART>>): void {
    let place = -1;
    const at = this.lines.findIndex((line) => "entry" in line && (place += 1) === seq);
    const line = this.lines[at] as { entry: string; parts: ExportedParts };
    this.lines[at] = { ...line, parts: { ...line.parts, ...parts } };
  }

  async verify(options: VerifyLogOptions = {}): Promise<LogVerification & { failed: Record<string, number | null> }> {
    const head = { kind: "assay-export" as const, v: 2 as const, scope: "round" as const, contains: [] };
    const lines = this.lines.map(formatExportLine);
    lines.unshift(formatExportLine({ ...head, log: this.log, key: makeNamedKey(1, this.log).verifierKey }));
    const result = await verifyLog(crypto, stream(lines), options);
    const bad = result.checks.flatMap(({ name, failed }) => (failed === null ? [] : [[name, failed.seq] as const]));
    return { ...result, failed: Object.fromEntries(bad) };
  }
}

async function* stream(lines: readonly string[]): AsyncIterable<string> {
  yield* lines;
}

/** The first act of a log. */
export function logCreated(
  over: Partial<ValuePart<"log.created">> = {},
  { key = makeNamedKey(1), recovery }: { key?: Key; recovery?: Key } = {},
): Given<"log.created"> {
  const recoveryKey = recovery === undefined ? null : hashRecoveryKey(sha256, recovery.verifierKey);
  const value = { verifierKey: key.verifierKey, clock: "real time" as const, recoveryKey };
  return {
    type: "log.created",
    value: { ...value, witnessPolicy: null, previous: null, ...over },
    text: { reason: (over.previous ?? null) === null ? "" : "Ổ đĩa hỏng, khôi phục từ bản sao gần nhất." },
  };
}

/** A rotation as the next entry of the log. */
export function keyRotated(
  { size, log }: MadeExport,
  { old, next, recovery }: { old: Key; next: Key; recovery?: Key },
): Given<"log.key-rotated"> {
  const terms = { command: commandOf(size), oldKey: old.verifierKey, newKey: next.verifierKey };
  const message = encodeRotation(log, terms);
  return {
    type: "log.key-rotated",
    value: {
      oldKey: terms.oldKey,
      newKey: terms.newKey,
      signedBy: recovery === undefined ? "log-key" : "recovery-key",
      recoveryKey: recovery?.verifierKey ?? null,
      signature: toBase64((recovery ?? old).sign(message)),
      newSignature: toBase64(next.sign(message)),
      nextRecoveryKey: null,
    },
    text: { reason: "Đổi khóa theo lịch hằng năm của ban thư ký." },
  };
}
