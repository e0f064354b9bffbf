import { formatCheckpoint } from "../../domain/ledger/checkpoint.ts";
import { formatNote } from "../../domain/ledger/signed-note.ts";
import { utf8 } from "../../domain/ledger/bytes.ts";
import type { SignedCheckpoint } from "./checkpoint-publisher.ts";
import type { LogKey } from "./keys.ts";

/** A key that a rotation ended. */
export interface OutgoingKey {
  readonly key: LogKey;
  /** Entries up to and with the rotation: the only checkpoint that both keys sign. */
  readonly size: number;
}

/** Signs checkpoints with the key in force. */
export class NoteSigner {
  readonly #origin: string;
  #key: LogKey;
  #outgoing: OutgoingKey | null;

  constructor(origin: string, key: LogKey, outgoing: OutgoingKey | null) {
    this.#origin = origin;
    this.#key = key;
    this.#outgoing = outgoing;
  }

  get verifierKey(): string {
    return this.#key.verifierKey;
  }

  /** @param size - entries with the rotation that ends the present key. */
  change(next: LogKey, size: number): void {
    this.#outgoing = { key: this.#key, size };
    this.#key = next;
  }

  sign(size: number, root: Uint8Array): SignedCheckpoint {
    const text = formatCheckpoint({ origin: this.#origin, size, root });
    const keys = this.#outgoing?.size === size ? [this.#outgoing.key, this.#key] : [this.#key];
    const signatures = keys.map(({ keyId, sign }) => ({ name: this.#origin, keyId, signature: sign(utf8(text)) }));
    return { size, note: formatNote({ text, signatures }) };
  }
}
