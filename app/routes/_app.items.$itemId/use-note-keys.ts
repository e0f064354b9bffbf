import { useNavigate, useSearchParams } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { NOTE_PARAMETER } from "#app/ui/places.ts";
import { useKeyNotice } from "#app/ui/key-notice.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import type { NoteView } from "../../../server/services/workbench/workbench-view.ts";
import { listPlacedNotes, showPlaced } from "./note-places.ts";
import { useDesk, useFocusedId } from "./use-desk.ts";
import { usePane } from "./viewer/use-pane.ts";

/** N and P go through the notes of this document in reading order, Shift N through the item's unread ones. */
export function useNoteKeys(): void {
  const { t } = useTranslation(["keys", "threads", "workbench"]);
  const { view, focusNote } = useDesk();
  const focusedId = useFocusedId();
  const { evidence, viewRef, hasKeys } = usePane();
  const nextUnread = useNextUnread();
  const tell = useKeyNotice();
  const placed = listPlacedNotes(view, evidence.id);
  const step = (by: number) => (): void => {
    const at = placed.findIndex(({ note }) => note.id === focusedId);
    const from = at < 0 && by < 0 ? placed.length : at;
    const next = placed[(from + by + placed.length) % placed.length];
    if (next === undefined) return tell(t("nothing.notes"));
    focusNote(next.note.id);
    showPlaced(viewRef.current, next);
  };
  const hint = view.stage === "reconcile" ? t("workbench:keys.notes") : undefined;
  const unread = t("threads:keys.unread");
  const keys = [
    { id: "workbench.next-note", code: "KeyN", keys: ["N"], label: t("nextNote"), hint, run: step(1) },
    { id: "workbench.previous-note", code: "KeyP", keys: ["P"], label: t("previousNote"), hint, run: step(-1) },
    {
      id: "workbench.next-unread",
      code: "KeyN",
      hasShift: true,
      keys: ["Shift", "N"],
      label: unread,
      run: nextUnread,
    },
  ];
  useShortcuts(hasKeys ? keys : []);
}

/** Opens the next unread thread, on whichever document of the item it is. */
function useNextUnread(): () => void {
  const { t } = useTranslation("threads");
  const navigate = useNavigate();
  const tell = useKeyNotice();
  const [params] = useSearchParams();
  const { view, focusNote } = useDesk();
  const focusedId = useFocusedId();
  const { evidence, viewRef } = usePane();
  const goTo = (note: NoteView): void => {
    const here = listPlacedNotes(view, evidence.id).find((one) => one.note.id === note.id);
    if (here === undefined && note.evidenceId !== evidence.id) {
      const all = [...view.evidence, ...view.earlierEvidence];
      const other = all.find((one) => one.id === note.evidenceId);
      const next = new URLSearchParams(params);
      next.set("evidence", String(other?.position ?? ""));
      next.set(NOTE_PARAMETER, note.id);
      navigate(`?${next.toString()}`, { preventScrollReset: true, replace: true });
      return;
    }
    focusNote(note.id);
    if (here !== undefined) showPlaced(viewRef.current, here);
  };
  return () => {
    const unread = view.notes.filter((note) => note.isUnread && note.id !== focusedId);
    const at = view.notes.find((note) => note.id === focusedId)?.number ?? 0;
    const next = unread.find((note) => note.number > at) ?? unread[0];
    if (next === undefined) tell(t("noUnread"));
    else goTo(next);
  };
}
