import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import type { EvidenceView } from "../../../../server/services/workbench/workbench-view.ts";
import { Margin } from "../margin.tsx";
import { listPlacedNotes } from "../note-places.ts";
import { PageMap } from "../page-map.tsx";
import { useComposing } from "../use-composing.ts";
import { KIND_MARKS, useDesk } from "../use-desk.ts";
import { useEvidencePresence } from "../use-evidence-presence.ts";
import { DocumentStage } from "./document-stage.tsx";
import { DocumentTools, type Toggle } from "./document-tools.tsx";
import { FindBar } from "./find-bar.tsx";
import { type ExtractionCache, useExtraction } from "./use-extraction.ts";
import { useFinder } from "./use-finder.ts";
import { type Pane, PaneContext, type ViewHandle } from "./use-pane.ts";
import { useRegionChoice } from "./use-region-choice.ts";
import { useRegions } from "./use-regions.ts";
import { useSource } from "./use-source.ts";
import { useViewMode } from "./use-view-mode.ts";
import { useViewerKeys } from "./use-viewer-keys.ts";
import { useZoom } from "./use-zoom.ts";

export interface DocumentPaneProps {
  readonly evidence: EvidenceView;
  readonly cache: ExtractionCache;
  /** Keys go to one of two documents that stand side by side. */
  readonly hasKeys: boolean;
  /** What others see and follow is in the first document. */
  readonly isFirst: boolean;
  /** Above the document: which one it is, and who is here. */
  readonly before: ReactNode;
  readonly people: ReactNode;
  /** A second document beside this one; null where there is none, and above the second. */
  readonly pair: Toggle | null;
}

/** Formats that have pages to look at; the others are text. */
const PAGED: readonly EvidenceView["format"][] = ["pdf", "png", "jpeg"];

/** One document: its tools, the map of its pages, itself, and the notes on it. */
export function DocumentPane({ evidence, cache, hasKeys, isFirst, before, people, pair }: DocumentPaneProps) {
  const { view, viewRef: deskViewRef } = useDesk();
  const stageRef = useRef<HTMLDivElement>(null);
  const sheetsRef = useRef<HTMLDivElement>(null);
  const ownViewRef = useRef<ViewHandle | null>(null);
  const viewRef = isFirst ? deskViewRef : ownViewRef;
  const text = useExtraction(evidence, cache);
  const hasPages = PAGED.includes(evidence.format);
  const source = useSource(evidence, hasPages);
  const [page, setPage] = useState(1);
  const zoom = useZoom(stageRef);
  const { extraction } = text;
  const finder = useFinder(extraction, viewRef);
  const { mode, choose } = useViewMode(hasPages);
  const pageCount = mode === "page" ? (source.source?.pageCount ?? evidence.pageCount) : evidence.pageCount;
  const pane = useMemo<Pane>(
    () => ({ evidence, extraction, hasKeys, stageRef, sheetsRef, viewRef }),
    [evidence, extraction, hasKeys, viewRef],
  );
  const composing = useComposing({ evidenceId: evidence.id, sheetsRef, hasKeys });
  useEvidencePresence({ sheetsRef, page, evidence: isFirst ? evidence : null });
  const changeMode = useCallback(() => choose(mode === "page" ? "text" : "page"), [choose, mode]);
  const regions = useRegions(evidence.id, composing.region);
  const canChoose = view.rights.canAnnotate && mode === "page" && source.source !== null;
  const choice = useRegionChoice(canChoose, composing.beginOnRegion);
  const enter = (): void => sheetsRef.current?.focus({ preventScroll: true });
  useViewerKeys({ hasKeys, zoom, finder, page, pageCount, viewRef, changeMode, enter, toggleRegion: choice.toggle });
  const marks = listPlacedNotes(view, evidence.id).map(({ note, page: on }) => ({
    page: on,
    mark: KIND_MARKS[note.kind],
  }));
  return (
    <PaneContext.Provider value={pane}>
      <DocumentTools
        {...{
          evidence,
          before,
          people,
          pair,
          hasPages,
          mode,
          choose,
          zoom,
          finder,
          composing,
          page,
          pageCount,
          source,
        }}
        region={choice.toggle === null ? null : { isOn: choice.isOn, toggle: choice.toggle }}
      />
      {finder.isOpen && extraction !== null && <FindBar finder={finder} extraction={extraction} />}
      <div className="stage" ref={stageRef}>
        <PageMap pageCount={pageCount} current={page} marks={marks} viewRef={viewRef} />
        <DocumentStage
          {...{ mode, source, text, zoom: zoom.zoom, finder, isChoosing: choice.isOn }}
          pending={composing.pending}
          page={page}
          onPage={setPage}
          onText={changeMode}
          regions={regions}
          onSelectRegion={choice.select}
          onCancelRegion={choice.cancel}
        />
        <Margin sheetsRef={sheetsRef} composing={composing} />
      </div>
    </PaneContext.Provider>
  );
}
