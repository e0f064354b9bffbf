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
export function watchSaveState(provider: WebsocketProvider): Observed<SaveState> & { stop(): void } {
  const listeners = new Set<() => void>();
  let state: SaveState = "offline";
  let isConnected = false;
  /** The server has asked what it lacks: before that, no answer can confirm what was written offline. */
  let wasAsked = false;
  /** Edits that no question covers yet: since the last one, or since the socket opened. */
  let isDirty = false;
  /** Edits that were never confirmed. */
  let hasUnsaved = false;
  let closeCode: number | null = null;
  let asked = 0;
  let answered = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function update(): void {
    if (isConnected && !isDirty && answered >= asked) hasUnsaved = false;
    const next = toState();
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  }

  function toState(): SaveState {
    if (closeCode !== null) return `closed:${closeCode}`;
    if (!isConnected) return hasUnsaved ? "local" : "offline";
    return isDirty || answered < asked ? "saving" : "saved";
  }

  function ask(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (!wasAsked || provider.ws?.readyState !== 1) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, messageSync);
    syncProtocol.writeSyncStep1(encoder, provider.doc);
    provider.ws.send(encoding.toUint8Array(encoder));
    asked += 1;
    isDirty = false;
    update();
  }

  const onUpdate = (_update: Uint8Array, origin: unknown): void => {
    if (origin === provider) return;
    isDirty = true;
    hasUnsaved = true;
    if (wasAsked) timer ??= setTimeout(ask, BURST_MS);
    update();
  };

  const onStatus = ({ status }: { status: string }): void => {
    isConnected = status === "connected";
    wasAsked = false;
    // The provider sends one question of its own as it opens; until our answer to the server's, nothing is confirmed.
    asked = isConnected ? 1 : 0;
    answered = 0;
    isDirty = true;
    if (isConnected) closeCode = null;
    update();
  };

  const onClosed = ({ code }: { code: number }): void => {
    closeCode = code;
    update();
  };

  const handleSync = provider.messageHandlers[messageSync];
  if (handleSync === undefined) throw new Error("watch save state: the provider has no handler for sync messages");
  provider.messageHandlers[messageSync] = (encoder, decoder, ...rest) => {
    const type = decoder.arr[decoder.pos];
    handleSync(encoder, decoder, ...rest);
    // Our answer is sent once this handler returns, so the question follows it.
    if (type === syncProtocol.messageYjsSyncStep1) {
      wasAsked = true;
      queueMicrotask(ask);
    }
    if (type === syncProtocol.messageYjsSyncStep2) {
      answered += 1;
      update();
    }
  };
  provider.doc.on("update", onUpdate);
  provider.on("status", onStatus);
  provider.on("closed", onClosed);

  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
      provider.doc.off("update", onUpdate);
      provider.off("status", onStatus);
      provider.off("closed", onClosed);
    },
  };
}
