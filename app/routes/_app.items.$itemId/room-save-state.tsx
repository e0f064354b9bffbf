import { useEffect, useRef, useState } from "react";
import { CLOSE } from "#domain/live/close-codes.ts";
import type { RoomClient } from "#app/live/room-provider.ts";
import { useSaveStateOf } from "#app/live/use-observed.ts";
import { SaveState } from "#app/ui/save-state.tsx";

/** Whether the prose of a room is on the server's disk. What a page found saved has no time that it could tell. */
export function RoomSaveState({ room }: { room: RoomClient | null }) {
  const state = useSaveStateOf(room);
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const isOpened = useRef(false);
  useEffect(() => {
    if (state !== "saved") return;
    if (isOpened.current) setSavedAt(Date.now());
    isOpened.current = true;
  }, [state]);
  // Nothing failed where the document is another one now: the page is about to join that.
  const isJoining = room === null || state === `closed:${CLOSE.wrongEpoch}`;
  if (isJoining || state === "offline") return <SaveState state="idle" />;
  const shown = state === "saved" || state === "saving" ? state : state === "local" ? "waiting" : "failed";
  return <SaveState state={shown} savedAt={savedAt} />;
}
