import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { PlacedNote } from "./note-places.ts";
import { KIND_MARKS } from "./use-desk.ts";

/** How a note's mark looks, and what it is called: its kind, whether it is in hand, and whether it is a proposal. */
export function useMarkWords(): (placed: PlacedNote, focusedId: string | null) => { className: string; label: string } {
  const { t } = useTranslation(["common", "threads"]);
  return useCallback(
    ({ note, isProposed }, focusedId) => {
      const mark = KIND_MARKS[note.kind];
      const classes = [mark, note.id === focusedId && "cur", isProposed && "proposed"];
      const words = [note.number, t(`common:annotationKind.${mark}`), isProposed && `(${t("threads:proposed")})`];
      return { className: classes.filter(Boolean).join(" "), label: words.filter(Boolean).join(" ") };
    },
    [t],
  );
}
