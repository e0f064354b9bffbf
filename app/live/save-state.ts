import * as encoding from "lib0/encoding";
import type { WebsocketProvider } from "y-websocket";
import { messageSync } from "y-websocket";
import * as syncProtocol from "y-protocols/sync";

/**
 * Where the prose is. `saved`: on the server's disk. `saving`: sent, not yet confirmed. `local`: written while there is
 * no connection, in this browser only. `offline`: no connection, nothing waits. `closed:4403`: the server closed the
 * room for good with that code.
 */
export type SaveState = "saved" | "saving" | "local" | "offline" | `closed:${number}`;

/** A value to subscribe to, as `useSyncExternalStore` wants it. */
export interface Observed<T> {
  readonly subscribe: (listener: () => void) => () => void;
  readonly get: () => T;
}

export interface WatchedSaveState extends Observed<SaveState> {
  /** Whether anything was written here that was never confirmed, also after the room was closed for good. */
  hasUnsaved(): boolean;
}

/** Edits that follow each other faster share one confirmation. */
const BURST_MS = 100;

/**
 * Tells truly whether what was written is on the server's disk.
 *
 * The server answers a sync-step-1 only after everything before it on that socket is on disk. So one is sent after each
 * burst of edits, and after our answer to the server's own; the n-th answer confirms all that was sent before the n-th
 * question. A new socket starts from nothing confirmed. The provider's own `synced` says nothing about offline edits.
 *
 * @param provider - not yet connected.
 */
export function watchSaveState(provider: WebsocketProvider): WatchedSaveState & { stop(): void } {
  return new SaveWatch(provider);
}

class SaveWatch {
  readonly #provider: WebsocketProvider;
  readonly #listeners = new Set<() => void>();
  #state: SaveState = "offline";
  #isConnected = false;
  /** The server has asked what it lacks: before that, no answer can confirm what was written offline. */
  #wasAsked = false;
  /** Edits that no question covers yet: since the last one, or since the socket opened. */
  #isDirty = false;
  /** Edits that were never confirmed. */
  #hasUnsaved = false;
  #closeCode: number | null = null;
  #asked = 0;
  #answered = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(provider: WebsocketProvider) {
    this.#provider = provider;
    const handleSync = provider.messageHandlers[messageSync];
    if (handleSync === undefined) throw new Error("watch save state: the provider has no handler for sync messages");
    provider.messageHandlers[messageSync] = (encoder, decoder, ...rest) => {
      const type = decoder.arr[decoder.pos];
      handleSync(encoder, decoder, ...rest);
      this.#onSync(type);
    };
    provider.doc.on("update", this.#onUpdate);
    provider.on("status", this.#onStatus);
    provider.on("closed", this.#onClosed);
  }

  readonly get = (): SaveState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  hasUnsaved(): boolean {
    return this.#hasUnsaved;
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#provider.doc.off("update", this.#onUpdate);
    this.#provider.off("status", this.#onStatus);
    this.#provider.off("closed", this.#onClosed);
  }

  #onSync(type: number | undefined): void {
    if (type === syncProtocol.messageYjsSyncStep1) {
      this.#wasAsked = true;
      // Our answer is sent once the provider's handler has returned, so the question follows it.
      queueMicrotask(() => this.#ask());
    }
    if (type === syncProtocol.messageYjsSyncStep2) {
      this.#answered += 1;
      this.#update();
    }
  }

  readonly #onUpdate = (_update: Uint8Array, origin: unknown): void => {
    if (origin === this.#provider) return;
    this.#isDirty = true;
    this.#hasUnsaved = true;
    if (this.#wasAsked) this.#timer ??= setTimeout(() => this.#ask(), BURST_MS);
    this.#update();
  };

  readonly #onStatus = ({ status }: { status: string }): void => {
    this.#isConnected = status === "connected";
    this.#wasAsked = false;
    // The provider sends one question of its own as it opens; until our answer to the server's, nothing is confirmed.
    this.#asked = this.#isConnected ? 1 : 0;
    this.#answered = 0;
    this.#isDirty = true;
    if (this.#isConnected) this.#closeCode = null;
    this.#update();
  };

  readonly #onClosed = ({ code }: { code: number }): void => {
    this.#closeCode = code;
    this.#update();
  };

  #ask(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const { ws, doc } = this.#provider;
    if (!this.#wasAsked || ws?.readyState !== 1) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, messageSync);
    syncProtocol.writeSyncStep1(encoder, doc);
    ws.send(encoding.toUint8Array(encoder));
    this.#asked += 1;
    this.#isDirty = false;
    this.#update();
  }

  #update(): void {
    const isConfirmed = this.#isConnected && !this.#isDirty && this.#answered >= this.#asked;
    if (isConfirmed) this.#hasUnsaved = false;
    const next = this.#toState(isConfirmed);
    if (next === this.#state) return;
    this.#state = next;
    for (const listener of this.#listeners) listener();
  }

  #toState(isConfirmed: boolean): SaveState {
    if (this.#closeCode !== null) return `closed:${this.#closeCode}`;
    if (!this.#isConnected) return this.#hasUnsaved ? "local" : "offline";
    return isConfirmed ? "saved" : "saving";
  }
}
