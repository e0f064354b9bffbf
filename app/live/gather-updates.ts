import * as decoding from "lib0/decoding";
import * as syncProtocol from "y-protocols/sync";
import type { WebsocketProvider } from "y-websocket";
import { messageSync } from "y-websocket";
import * as Y from "yjs";

/** What follows within this time is one change to whoever shows the document. */
const GATHER_MS = 50;
/** A page that draws for long rests so many times as long: its person types meanwhile. */
const REST_TIMES = 4;

/**
 * Applies what others write as one change, at most so often.
 *
 * An editor draws the whole document anew after each change, and a full panel sends dozens in a second: applied one by
 * one, the page would be busy with drawing and fall behind for minutes. The first one after a rest is applied at once.
 * Answers and questions of the server find everything applied that came before them.
 *
 * @param provider - not yet connected.
 */
export function gatherUpdates(provider: WebsocketProvider): { stop(): void } {
  const { doc } = provider;
  const handleSync = provider.messageHandlers[messageSync];
  if (handleSync === undefined) throw new Error("gather updates: the provider has no handler for sync messages");
  let waiting: Uint8Array[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;

  function apply(): void {
    const updates = waiting;
    waiting = [];
    if (updates.length === 0) return;
    const startedMs = performance.now();
    // Not local: as the provider applies what it receives.
    Y.transact(doc, () => updates.forEach((update) => Y.applyUpdate(doc, update, provider)), provider, false);
    rest(performance.now() - startedMs);
  }

  function rest(tookMs: number): void {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(
      () => {
        timer = null;
        apply();
      },
      Math.max(GATHER_MS, REST_TIMES * tookMs),
    );
  }

  provider.messageHandlers[messageSync] = (encoder, decoder, ...others) => {
    if (decoder.arr[decoder.pos] !== syncProtocol.messageYjsUpdate) {
      apply();
      handleSync(encoder, decoder, ...others);
      return;
    }
    decoding.readVarUint(decoder);
    waiting.push(decoding.readVarUint8Array(decoder));
    if (timer === null) apply();
  };

  return {
    stop: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      waiting = [];
    },
  };
}
