import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { CLOSE } from "#domain/live/close-codes.ts";
import { findDocumentRoot } from "#domain/live/document-shape.ts";
import { parseRoomName, ROOM_PATH_PREFIX } from "#domain/live/room-name.ts";
import { keepProse, type ProseKeeper, toPlainText } from "./local/keep-prose.ts";
import { findLocalStores, whenLocalStores } from "./local/local-stores.ts";
import { holdStranded } from "./local/stranded-memory.ts";
import { connectRoom, type RoomClient } from "./room-provider.ts";
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
  const joinedEpoch = useJoinedEpoch(path, epoch);
  const [client, setClient] = useState<RoomClient | null>(null);
  const { revalidate } = useRevalidator();
  const latest = useRef(revalidate);
  const known = useRef<{ epoch: string | null }>({ epoch: null });
  useEffect(() => {
    latest.current = revalidate;
  });
  useEffect(() => {
    const room = path === null ? null : parseRoomName(path);
    if (room === null || path === null) return;
    const url = `${window.location.protocol === "https:" ? "wss" : "ws"}://${window.location.host}${ROOM_PATH_PREFIX}`;
    const joined = connectRoom({ url, room, params: joinedEpoch === null ? {} : { epoch: joinedEpoch } });
    setClient(joined);
    known.current = { epoch: joinedEpoch };
    const life = known.current;
    const root = findDocumentRoot(room.kind);
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
  }, [accountId, path, joinedEpoch]);
  useEffect(() => {
    // From here on it comes back to this life of the document only.
    if (client === null || epoch === null || joinedEpoch !== null) return;
    client.provider.params = { epoch };
    known.current.epoch = epoch;
  }, [client, epoch, joinedEpoch]);
  return client;
}

/**
 * The life of the document to join.
 *
 * A page that was made before anybody had opened the room hears of the epoch later: that is the life which it is in.
 * To join anew would take the text away from under somebody's fingers.
 */
function useJoinedEpoch(path: string | null, epoch: string | null): string | null {
  const life = useRef({ path, joined: epoch, latest: epoch });
  const { latest } = life.current;
  if (life.current.path !== path || (latest !== null && latest !== epoch)) {
    life.current = { path, joined: epoch, latest: epoch };
  } else {
    life.current.latest = epoch;
  }
  return life.current.joined;
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
