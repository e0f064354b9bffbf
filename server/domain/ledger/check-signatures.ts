// A log's key changes over time, and so does what a signature is worth. The key that stands at a place is the one that
// the disclosed entries name. It is trusted when the reader names it, or when a rotation that holds leads to it from
// one that is. The last checkpoint must be signed by a trusted key: its root then vouches for every entry before it.
import type { Act } from "../event/act.ts";
import { CheckTally } from "./check-tally.ts";
import { type Checkpoint, parseCheckpoint } from "./checkpoint.ts";
import type { DisclosedEntry } from "./disclosed-entry.ts";
import { checkRotation } from "./key-chain.ts";
import { type LedgerCrypto, verifyNote } from "./signed-note.ts";

/** Hash of a recovery key, and the entry that names it; a key of nobody's when `hash` is null. */
interface RecoveryKey {
  readonly hash: string | null;
  readonly seq: number;
}

/** Checks the notes of checkpoints, and the rotations between the keys that sign them. */
export class SignatureCheck {
  readonly tally = new CheckTally("signatures");
  readonly #crypto: LedgerCrypto;
  readonly #trusted: ReadonlySet<string>;
  /** Verifier key that stands after the newest entry; null until an entry names one. */
  #key: string | null = null;
  #isTrusted = false;
  #recovery: RecoveryKey = { hash: null, seq: -1 };
  /** Size of the newest checkpoint that the trusted key standing now has signed. */
  #trustedSize = 0;
  #last: { note: string; checkpoint: Checkpoint | null; isTrusted: boolean } | null = null;

  /** @param trusted - verifier keys that the reader trusts, one or more. */
  constructor(crypto: LedgerCrypto, trusted: ReadonlySet<string>) {
    this.#crypto = crypto;
    this.#trusted = trusted;
  }

  /** The key that the entries name last; null when none is disclosed. */
  get key(): string | null {
    return this.#key;
  }

  add({ type, act, entry }: DisclosedEntry): void {
    if (type === "log.created" && act !== null) this.#begin(act as Act<"log.created">, entry.seq);
    if (type === "log.key-rotated" && act !== null) this.#rotate(act as Act<"log.key-rotated">, entry);
  }

  /**
   * The checkpoint of a note that the standing key has signed, or null and a failure.
   *
   * @param origin - of the newest entry.
   * @param size - entries before the note; for the words of a failure.
   */
  open(note: string, { origin, size }: { origin: string; size: number }): Checkpoint | null {
    // The last checkpoint of an export may be a published one that stands already: each distinct note is checked once.
    if (this.#last?.note === note) return this.#last.checkpoint;
    const signer = this.#findSigner(note);
    const checkpoint = signer === null ? null : this.#parse(signer.text, origin);
    const isTrusted = signer !== null && (signer.key === this.#key ? this.#isTrusted : this.#trusted.has(signer.key));
    this.#last = { note, checkpoint, isTrusted };
    if (signer === null) this.tally.fail(null, `the checkpoint after ${size} entries is not signed by the log's key`);
    if (checkpoint === null) return null;
    this.tally.pass();
    if (isTrusted) this.#trustedSize = checkpoint.size;
    return checkpoint;
  }

  /** After the last line. */
  finish(): void {
    if (this.#last === null) this.tally.fail(null, "the export has no checkpoint");
    else if (this.#last.checkpoint !== null && !this.#last.isTrusted) {
      this.tally.fail(null, "the last checkpoint is signed by a key that no rotation leads to from the key you trust");
    }
  }

  #begin({ value }: Act<"log.created">, seq: number): void {
    this.#key = value.verifierKey;
    this.#isTrusted = this.#trusted.has(value.verifierKey);
    this.#recovery = { hash: value.recoveryKey, seq };
    this.#trustedSize = 0;
  }

  #rotate({ head, value }: Act<"log.key-rotated">, { seq, log }: { seq: number; log: string }): void {
    const { oldKey, newKey, signedBy } = value;
    // Where the first key is withheld, the rotation itself says which one it ends.
    const isFirst = this.#key === null;
    const expected = { log, oldKey: this.#key ?? oldKey, recoveryKey: isFirst ? null : this.#recovery.hash };
    const isGood = checkRotation(this.#crypto, { command: head.command, ...value }, expected);
    if (isGood) this.tally.pass(2);
    else this.tally.fail(seq, `entry ${seq} changes the key of the log without the signatures that it needs`);
    const isOldTrusted = isFirst ? this.#trusted.has(oldKey) : this.#isTrusted;
    // A recovery key counts when the old key has signed a checkpoint over the entry that named it: else anybody could
    // have written that entry.
    const isVouched = signedBy === "log-key" || this.#recovery.seq < this.#trustedSize;
    this.#key = newKey;
    this.#isTrusted = this.#trusted.has(newKey) || (isGood && isOldTrusted && isVouched);
    this.#recovery = { hash: value.nextRecoveryKey, seq };
  }

  /** Without a disclosed key, any of the trusted ones. */
  #findSigner(note: string): { key: string; text: string } | null {
    for (const key of this.#key === null ? this.#trusted : [this.#key]) {
      const text = this.#verify(note, key);
      if (text !== null) return { key, text };
    }
    return null;
  }

  #verify(note: string, verifierKey: string): string | null {
    try {
      return verifyNote(this.#crypto, { note, verifierKey });
    } catch (error) {
      // A key that an entry names and that is none signs nothing; one that the reader gave is checked before.
      if (error instanceof RangeError) return null;
      throw error;
    }
  }

  #parse(text: string, origin: string): Checkpoint | null {
    try {
      const checkpoint = parseCheckpoint(text);
      if (checkpoint.origin === origin) return checkpoint;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
    this.tally.fail(null, `the signed text is no checkpoint of ${origin}`);
    return null;
  }
}
