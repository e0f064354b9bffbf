import { useCallback, useMemo, useRef, useState } from "react";
import { Cursors } from "../cursors.tsx";
import type { Highlight } from "../sheet.tsx";
import { DrawnPage } from "./drawn-page.tsx";
import { indexPages, listOnPage } from "./page-index.ts";
import type { PageSize, PageSource } from "./page-source.ts";
import type { PageRegion, RegionMark } from "./region-layer.tsx";
import { useCurrentPage, usePageList } from "./use-page-list.ts";
import { usePane } from "./use-pane.ts";
import { useReportPage } from "./use-report-page.ts";
import { useViewHandle } from "./use-view-handle.ts";

export interface PageViewProps {
  readonly source: PageSource;
  readonly highlights: readonly Highlight[];
  readonly regions: readonly RegionMark[];
  /** Width of a page, px. */
  readonly width: number;
  readonly onPress: (noteId: string) => void;
  readonly onPage: (page: number) => void;
  readonly startPage: number;
  readonly isChoosing: boolean;
  readonly onSelectRegion: ((region: PageRegion) => void) | null;
  readonly onCancelRegion: () => void;
}

const NO_HIGHLIGHTS: readonly Highlight[] = [];
const NO_REGIONS: readonly RegionMark[] = [];

/** The pages as they look, of which only those near the window are drawn. */
export function PageView(props: PageViewProps) {
  const { source, highlights, regions, width, onPage, startPage, ...rest } = props;
  const { extraction, stageRef, sheetsRef } = usePane();
  const { toHeight, learnSize } = usePageHeights(source, width);
  const list = usePageList({ stageRef, count: source.pageCount, toHeight });
  const page = useCurrentPage(stageRef, list);
  useReportPage(page, onPage);
  useViewHandle(list, startPage);
  const byPage = useByPage(highlights, extraction === null ? null : indexPages(extraction));
  return (
    <div className="pages" style={{ height: list.getTotalSize() }}>
      {list.getVirtualItems().map(({ index, start, size, key }) => (
        <div key={key} className="page-place" style={{ transform: `translateY(${start}px)`, width, height: size }}>
          <DrawnPage
            {...rest}
            source={source}
            extraction={extraction}
            page={index + 1}
            isCurrent={index + 1 === page}
            width={width}
            highlights={byPage(index)}
            regions={regions.length === 0 ? NO_REGIONS : regions.filter(({ region }) => region.page === index + 1)}
            onSize={learnSize}
          />
        </div>
      ))}
      <Cursors sheetsRef={sheetsRef} />
    </div>
  );
}

/** Heights of the pages: of those that were not seen yet, that of the first. */
function usePageHeights(source: PageSource, width: number) {
  const [sizes, setSizes] = useState<ReadonlyMap<number, PageSize>>(new Map());
  const { firstSize } = source;
  const learnSize = useCallback(
    (page: number, size: PageSize): void =>
      setSizes((before) => {
        const known = before.get(page) ?? firstSize;
        const isKnown = known.height * size.width === size.height * known.width;
        return isKnown ? before : new Map(before).set(page, size);
      }),
    [firstSize],
  );
  const toHeight = useCallback(
    (index: number): number => {
      const { width: wide, height } = sizes.get(index + 1) ?? firstSize;
      return Math.round((height / wide) * width);
    },
    [sizes, firstSize, width],
  );
  return { toHeight, learnSize };
}

/** Highlights of each page; the same list as long as nothing on the page changed, so that it is not drawn anew. */
function useByPage(highlights: readonly Highlight[], pages: ReturnType<typeof indexPages> | null) {
  const before = useRef(new Map<number, readonly Highlight[]>());
  return useMemo(
    () =>
      (index: number): readonly Highlight[] => {
        const page = pages?.[index];
        if (page === undefined) return NO_HIGHLIGHTS;
        const here = listOnPage(highlights, page);
        const last = before.current.get(index) ?? NO_HIGHLIGHTS;
        if (here.length === last.length && here.every((one, at) => isSame(one, last[at]))) return last;
        before.current.set(index, here);
        return here;
      },
    [highlights, pages],
  );
}

const isSame = (one: Highlight, other: Highlight | undefined): boolean =>
  other !== undefined &&
  one.id === other.id &&
  one.start === other.start &&
  one.end === other.end &&
  one.className === other.className &&
  one.label === other.label;
