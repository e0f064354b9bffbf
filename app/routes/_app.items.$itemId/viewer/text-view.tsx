import { useCallback, useLayoutEffect } from "react";
import type { Extraction } from "#domain/annotation/extraction.ts";
import { Cursors } from "../cursors.tsx";
import { type Highlight, Sheet } from "../sheet.tsx";
import { indexPages, listOnPage } from "./page-index.ts";
import { useCurrentPage, usePageList } from "./use-page-list.ts";
import { usePane } from "./use-pane.ts";
import { useReportPage } from "./use-report-page.ts";
import { useViewHandle } from "./use-view-handle.ts";

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

/** The text of the document as one reads it, page by page, of which only those near the window are in the page. */
export function TextView({ extraction, highlights, width, zoom, onPress, onPage, startPage }: TextViewProps) {
  const { stageRef, sheetsRef } = usePane();
  const pages = indexPages(extraction);
  const toHeight = useCallback(
    (index: number): number => {
      const { start, end } = pages[index] ?? { start: 0, end: 0 };
      return MARGINS + ((end - start) / LINE_LETTERS + 4) * LINE_HEIGHT * zoom;
    },
    [pages, zoom],
  );
  const list = usePageList({ stageRef, count: extraction.pageCount, toHeight });
  useReportPage(useCurrentPage(stageRef, list), onPage);
  useViewHandle(list, startPage);
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
          className="page-place"
          style={{ transform: `translateY(${start}px)`, width: "100%", ["--text-zoom" as string]: zoom }}
        >
          <Sheet
            page={index + 1}
            extraction={extraction}
            highlights={listOnPage(highlights, pages[index] ?? { blocks: [], start: 0, end: 0 })}
            onPress={onPress}
          />
        </div>
      ))}
      <Cursors sheetsRef={sheetsRef} />
    </div>
  );
}
