import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { toPercentBox } from "#domain/annotation/target.ts";
import { listPlacedNotes } from "../note-places.ts";
import { useDesk, useFocusedId } from "../use-desk.ts";
import { useMarkWords } from "../use-mark-words.ts";
import type { PageRegion, RegionMark } from "./region-layer.tsx";

/** Regions of a document that notes are on, and the one that a note is being written on. */
export function useRegions(evidenceId: string, pending: PageRegion | null): readonly RegionMark[] {
  const { t } = useTranslation("workbench");
  const { view } = useDesk();
  const focusedId = useFocusedId();
  const toWords = useMarkWords();
  return useMemo(() => {
    const notes = listPlacedNotes(view, evidenceId).flatMap((placed): RegionMark[] => {
      const { note, region } = placed;
      if (region === null) return [];
      return [
        { id: note.id, region: { page: region.page, ...toPercentBox(region.box) }, ...toWords(placed, focusedId) },
      ];
    });
    const label = t("annotate");
    return pending === null ? notes : [...notes, { id: "pending", region: pending, className: "pending", label }];
  }, [view, evidenceId, focusedId, pending, toWords, t]);
}
