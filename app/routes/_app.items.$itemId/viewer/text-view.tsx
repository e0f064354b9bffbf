import { useCallback, useLayoutEffect, useMemo } from "react";
import type { Extraction } from "#domain/annotation/extraction.ts";
import { Cursors } from "../cursors.tsx";
import { type Highlight, Sheet } from "../sheet.tsx";
import { listOnPage } from "./page-index.ts";
import { findPlaceInStretch, indexStretches, type Stretch } from "./stretches.ts";
import { PAGE_GAP, useCurrentPage, usePageList } from "./use-page-list.ts";
import { usePane } from "./use-pane.ts";
import { useReportPage } from "./use-report-page.ts";
import { type ListPlaces, useViewHandle } from "./use-view-handle.ts";

export interface TextViewProps {
  readonly extraction: Extraction;
  readonly highlights: readonly Highlight[];
  readonly width: number;
  /** 1 is the size of the design. */
  readonly zoom: number;
  readonly onPress: (noteId: string) => void;
  readonly onPage: (page: number) => void;
  readonly startPage: number;
}

/** What a page of text is taken to be high before it is measured: lines of so many letters, and its margins; px. */
const LINE_LETTERS = 70;
const LINE_HEIGHT = 21.3;
const MARGINS = 120;
const ROW_HEIGHT = 26;

/** The text of the document as one reads it, page by page, of which only what is near the window is in the page. */
export function TextView({ extraction, highlights, width, zoom, onPress, onPage, startPage }: TextViewProps) {
  const { stageRef, sheetsRef } = usePane();
  const stretches = indexStretches(extraction);
  const isCut = stretches.length > extraction.pageCount;
  const toHeight = useCallback((index: number) => guessHeight(stretches[index], zoom), [stretches, zoom]);
  // Parts of one page stand close together; the gap between pages is theirs then.
  const list = usePageList({ stageRef, count: stretches.length, toHeight, gap: isCut ? 0 : PAGE_GAP });
  useReportPage(stretches[useCurrentPage(stageRef, list) - 1]?.page ?? 1, onPage);
  const places = useMemo(() => toPlaces(extraction), [extraction]);
  useViewHandle(list, startPage, places);
  const { measureElement } = list;
  // What is in the page at once is measured at once: otherwise the first marks stand beside their notes for a frame.
  useLayoutEffect(() => {
    for (const place of sheetsRef.current?.querySelectorAll<HTMLElement>("[data-index]") ?? []) measureElement(place);
  }, [measureElement, sheetsRef, width, zoom]);
  return (
    <div className="pages" style={{ height: list.getTotalSize() }}>
      {list.getVirtualItems().map(({ index, start, key }) => (
        <div
          key={key}
          ref={measureElement}
          data-index={index}
          className={isCut && stretches[index]?.part === stretches[index]?.parts ? "page-place ends" : "page-place"}
          style={{ transform: `translateY(${start}px)`, width: "100%", ["--text-zoom" as string]: zoom }}
        >
          {stretches[index] && (
            <Sheet
              stretch={stretches[index]}
              extraction={extraction}
              highlights={listOnPage(highlights, stretches[index])}
              onPress={onPress}
            />
          )}
        </div>
      ))}
      <Cursors sheetsRef={sheetsRef} />
    </div>
  );
}

function guessHeight(stretch: Stretch | undefined, zoom: number): number {
  const { blocks = [], start = 0, end = 0, parts = 1 } = stretch ?? {};
  if (parts === 1) return MARGINS + ((end - start) / LINE_LETTERS + 4) * LINE_HEIGHT * zoom;
  const rows = new Set(blocks.map(({ cell, start: own }) => (cell === undefined ? `at ${own}` : cell.row)));
  return rows.size * ROW_HEIGHT * zoom;
}

/** Places in the list of stretches. */
function toPlaces(extraction: Extraction): ListPlaces {
  const stretches = indexStretches(extraction);
  const ofPage = (page: number): number =>
    Math.max(
      0,
      stretches.findIndex((one) => one.page === page),
    );
  return {
    ofPage,
    ofOffset: (offset) => findPlaceInStretch(extraction, offset),
    onPage: (page, share) => {
      const first = ofPage(page);
      const at = share * (stretches[first]?.parts ?? 1);
      const part = Math.min(Math.floor(at), (stretches[first]?.parts ?? 1) - 1);
      return { index: first + part, share: at - part };
    },
  };
}
