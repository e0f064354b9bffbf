import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { CLOSE } from "#domain/live/close-codes.ts";
import { findDocumentRoot } from "#domain/live/document-shape.ts";
import { EPOCH_PARAMETER } from "#domain/live/room-epoch.ts";
import { toHex } from "#domain/ledger/bytes.ts";
import { parseRoomName, ROOM_PATH_PREFIX } from "#domain/live/room-name.ts";
import { keepProse, type ProseKeeper, toPlainText } from "./local/keep-prose.ts";
import { findLocalStores, whenLocalStores } from "./local/local-stores.ts";
import { holdStranded } from "./local/stranded-memory.ts";
import { connectRoom, type ConnectRoomOptions, type RoomClient } from "./room-provider.ts";
import { doubtSession } from "./session-watch.ts";
import { useShell } from "./use-commands.ts";

/**
 * Joins a room while the component is mounted. On the server, and before the effect ran, there is none.
 *
 * What is written there is kept in this browser until the server has it.
 *
 * @param path - the room's name as text; null joins nothing.
 * @param epoch - the document's life that the page was made for; null when it has none yet.
 */
export function useRoom(path: string | null, epoch: string | null): RoomClient | null {
  const { accountId } = useShell();
  const life = useLife(path, epoch);
  const [client, setClient] = useState<RoomClient | null>(null);
  const { revalidate } = useRevalidator();
  const latest = useRef(revalidate);
  useEffect(() => {
    latest.current = revalidate;
  });
  useEffect(() => {
    const room = path === null ? null : parseRoomName(path);
    if (room === null || path === null) return;
    const url = `${window.location.protocol === "https:" ? "wss" : "ws"}://${window.location.host}${ROOM_PATH_PREFIX}`;
    const root = findDocumentRoot(room.kind);
    const joined = root === null ? connectRoom({ url, room }) : joinLife({ url, room }, life);
    setClient(joined);
    let keeper: ProseKeeper | null = null;
    /** What is not saved is put where the page finds it, before the document that it was in is left. */
    const strand = async (): Promise<void> => {
      const isKept = keeper === null ? !joined.saveState.hasUnsaved() : await keeper.settle();
      if (root !== null && !isKept) holdStranded(path, toPlainText(joined.doc.getXmlFragment(root)));
    };
    const reload = (): void => latest.current();
    const ends = [joined.saveState.subscribe(() => onClosed(joined.saveState.get(), { strand, reload }))];
    if (root !== null) {
      const keep = whenLocalStores(accountId, (stores) => {
        keeper = keepProse(stores, joined, { path, getEpoch: () => life.epoch, root });
        ends.push(() => keeper?.stop());
      });
      ends.push(keep, warnBeforeLoss(accountId, joined));
    }
    return () => {
      for (const end of ends) end();
      setClient(null);
      joined.destroy();
    };
  }, [accountId, path, life]);
  return client;
}

/** The life of a document that a page is in. */
interface DocumentLife {
  readonly path: string | null;
  /** Null until the page knows: nothing that it holds is of any life then. */
  epoch: string | null;
}

/** The life to join: another one when the page is told of another epoch than that which it is in. */
function useLife(path: string | null, epoch: string | null): DocumentLife {
  const life = useRef<DocumentLife>({ path, epoch });
  const isOther = epoch !== null && epoch !== life.current.epoch;
  if (life.current.path !== path || isOther) life.current = { path, epoch };
  return life.current;
}

/**
 * Joins this life of a document and no other. A page that knows of none, because nobody had opened the room when it was
 * made, proposes what to call it: the server lets it in only where it is called so, and from there on it is that one.
 */
function joinLife(options: Omit<ConnectRoomOptions, "params">, life: DocumentLife): RoomClient {
  const { known, proposed } = EPOCH_PARAMETER;
  if (life.epoch !== null) return connectRoom({ ...options, params: { [known]: life.epoch } });
  const name = toHex(crypto.getRandomValues(new Uint8Array(12)));
  const joined = connectRoom({ ...options, params: { [proposed]: name } });
  joined.provider.once("sync", () => {
    life.epoch = name;
    joined.provider.params = { [known]: name };
  });
  return joined;
}

/** The server closed the room for good: the page may be of somebody who left, or show what its person may not see. */
function onClosed(state: string, { strand, reload }: { strand: () => Promise<void>; reload: () => void }): void {
  if (state === `closed:${CLOSE.signedOut}`) doubtSession();
  if (state === `closed:${CLOSE.rightLost}`) reload();
  // The new address leads to the document that took the old one's place. Neither of the two rejects.
  if (state === `closed:${CLOSE.wrongEpoch}`) void strand().then(reload);
}

/** Asks before the page goes, only while prose is in its memory alone. @returns what ends it. */
function warnBeforeLoss(accountId: string, { saveState }: RoomClient): () => void {
  const ask = (event: BeforeUnloadEvent): void => {
    const state = saveState.get();
    if ((state === "local" || state === "saving") && findLocalStores(accountId) === null) event.preventDefault();
  };
  addEventListener("beforeunload", ask);
  return () => removeEventListener("beforeunload", ask);
}
