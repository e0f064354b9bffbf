import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { toPercentBox } from "#domain/annotation/target.ts";
import { KIND_MARKS, listRegionNotes, useDesk } from "../use-desk.ts";
import type { PageRegion, RegionMark } from "./region-layer.tsx";

/** Regions of a document that notes are on, and the one that a note is being written on. */
export function useRegions(evidenceId: string, pending: PageRegion | null): readonly RegionMark[] {
  const { t } = useTranslation(["common", "workbench"]);
  const { view, focusedId } = useDesk();
  return useMemo(() => {
    const notes = listRegionNotes(view, evidenceId).map(({ id, number, kind, region: { page, box } }): RegionMark => {
      const mark = KIND_MARKS[kind];
      const className = id === focusedId ? `${mark} cur` : mark;
      return {
        id,
        region: { page, ...toPercentBox(box) },
        className,
        label: `${number} ${t(`annotationKind.${mark}`)}`,
      };
    });
    const label = t("workbench:annotate");
    return pending === null ? notes : [...notes, { id: "pending", region: pending, className: "pending", label }];
  }, [view, evidenceId, focusedId, pending, t]);
}
