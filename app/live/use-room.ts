import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { CLOSE } from "#domain/live/close-codes.ts";
import { findDocumentRoot } from "#domain/live/document-shape.ts";
import { EPOCH_PARAMETER } from "#domain/live/room-epoch.ts";
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
 * @param epoch - the life of its document that the page was made for; null where there is no document.
 */
export function useRoom(path: string | null, epoch: string | null): RoomClient | null {
  const { accountId, actorId: ownActorId } = useShell();
  const [client, setClient] = useState<RoomClient | null>(null);
  const { revalidate } = useRevalidator();
  const latest = useRef({ revalidate, path, epoch });
  // While it is drawn: whoever leaves a room below is to know what comes in its place.
  latest.current = { revalidate, path, epoch };
  useEffect(() => {
    const room = path === null ? null : parseRoomName(path);
    if (room === null || path === null) return;
    const url = `${window.location.protocol === "https:" ? "wss" : "ws"}://${window.location.host}${ROOM_PATH_PREFIX}`;
    const root = findDocumentRoot(room.kind);
    const joined = connectRoom({ url, room, ownActorId, params: epoch === null ? {} : { [EPOCH_PARAMETER]: epoch } });
    setClient(joined);
    let isInLife = false;
    joined.provider.once("sync", () => (isInLife = true));
    let keeper: ProseKeeper | null = null;
    let isStranded = false;
    /** What is not saved is put where the page finds it, before the document that it was in is left. */
    const strand = async (): Promise<void> => {
      if (isStranded) return;
      isStranded = true;
      const isKept = keeper === null ? !joined.saveState.hasUnsaved() : await keeper.settle();
      if (root !== null && !isKept) holdStranded(path, toPlainText(joined.doc.getXmlFragment(root)));
    };
    const reload = (): void => latest.current.revalidate();
    const ends = [joined.saveState.subscribe(() => onClosed(joined.saveState.get(), { strand, reload }))];
    if (root !== null) {
      const keep = whenLocalStores(accountId, (stores) => {
        // What was written before the first sync builds upon nothing that a life has.
        keeper = keepProse(stores, joined, { path, getEpoch: () => (isInLife ? epoch : null), root });
        ends.push(() => keeper?.stop());
      });
      ends.push(keep, warnBeforeLoss(accountId, joined));
    }
    return () => {
      // Told by the page's data, before the server closed the room for it.
      if (latest.current.path === path && latest.current.epoch !== epoch) void strand(); // Never rejects.
      for (const end of ends) end();
      setClient(null);
      joined.destroy();
    };
  }, [accountId, ownActorId, path, epoch]);
  return client;
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
