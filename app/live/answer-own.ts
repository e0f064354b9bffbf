import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as syncProtocol from "y-protocols/sync";
import type { WebsocketProvider } from "y-websocket";
import { messageSync } from "y-websocket";
import * as Y from "yjs";

/**
 * Leaves out of the answer to the server's question what others wrote.
 *
 * The server has all of it already: they got it from there. It has not when an older state was put back on its disk;
 * then each brings back their own words, and nobody another's in their own name.
 *
 * @param provider - not yet connected.
 * @param ownActorId - whose other pages may bring back these words too; null when nobody's.
 */
export function answerOwn(provider: WebsocketProvider, ownActorId: string | null): { stop(): void } {
  const { awareness, doc } = provider;
  const handleSync = provider.messageHandlers[messageSync];
  if (handleSync === undefined) throw new Error("answer own: the provider has no handler for sync messages");
  const others = new Set<number>();
  // By the server's stamp. Whoever wrote was seen here, also when they have left since.
  const look = (): void => {
    for (const [clientId, { user }] of awareness.getStates() as Map<number, { user?: { actorId?: unknown } }>) {
      const actorId = user?.actorId;
      const isOther = clientId !== awareness.clientID && typeof actorId === "string" && actorId !== ownActorId;
      if (isOther) others.add(clientId);
    }
  };
  awareness.on("change", look);
  provider.messageHandlers[messageSync] = (encoder, decoder, ...rest) => {
    if (decoder.arr[decoder.pos] !== syncProtocol.messageYjsSyncStep1) return handleSync(encoder, decoder, ...rest);
    decoding.readVarUint(decoder);
    const asked = Y.decodeStateVector(decoding.readVarUint8Array(decoder));
    for (const client of others) {
      const end = Y.getState(doc.store, client);
      if (end > 0) asked.set(client, end);
    }
    encoding.writeVarUint(encoder, messageSync);
    encoding.writeVarUint(encoder, syncProtocol.messageYjsSyncStep2);
    encoding.writeVarUint8Array(encoder, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(asked)));
  };
  return { stop: () => awareness.off("change", look) };
}
