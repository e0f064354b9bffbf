import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ViewHandle } from "./viewer/use-pane.ts";

/** Marks on one small page of the map; more say no more. */
const MARKS_MAX = 3;

/** A mark of the map: on which page, and of which kind. */
export interface MapMark {
  readonly page: number;
  readonly mark: string;
}

export interface PageMapProps {
  readonly pageCount: number;
  readonly current: number;
  readonly marks: readonly MapMark[];
  readonly viewRef: { readonly current: ViewHandle | null };
}

/**
 * Every page as a small rectangle with a line for each note; a press goes there. One stop for the Tab key: arrows, Home
 * and End go through it. A long one scrolls by itself and keeps the page that is read in sight.
 */
export function PageMap({ pageCount, current, marks, viewRef }: PageMapProps) {
  const { t } = useTranslation("workbench");
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    const map = ref.current;
    const page = map?.querySelector<HTMLElement>("[aria-current]");
    if (!map || !page || map.scrollHeight <= map.clientHeight) return;
    // Not scrollIntoView: that would move the document as well.
    const middle = page.offsetTop - (map.clientHeight - page.offsetHeight) / 2;
    if (page.offsetTop < map.scrollTop + 24 || page.offsetTop > map.scrollTop + map.clientHeight - 48)
      map.scrollTop = middle;
  }, [current, pageCount]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = { ArrowDown: current + 1, ArrowUp: current - 1, Home: 1, End: pageCount }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const page = Math.min(Math.max(next, 1), pageCount);
    viewRef.current?.goToPage(page);
    ref.current?.querySelector<HTMLElement>(`[data-page="${page}"]`)?.focus({ preventScroll: true });
  };
  const byPage = groupMarks(marks);
  return (
    <nav ref={ref} className="pmap" aria-label={t("pageMap")} onKeyDown={onKeyDown}>
      {Array.from({ length: pageCount }, (_, index) => {
        const page = index + 1;
        const own = byPage.get(page) ?? [];
        return (
          <button
            key={page}
            type="button"
            data-page={page}
            tabIndex={page === current ? 0 : -1}
            aria-label={t("pageWithNotes", { page, count: own.length })}
            aria-current={page === current ? "true" : undefined}
            title={String(page)}
            onClick={() => viewRef.current?.goToPage(page)}
          >
            {own.slice(0, MARKS_MAX).map((mark, place) => (
              <b key={place} className={mark} />
            ))}
          </button>
        );
      })}
      <span aria-hidden="true">{pageCount}</span>
    </nav>
  );
}

function groupMarks(marks: readonly MapMark[]): Map<number, string[]> {
  const byPage = new Map<number, string[]>();
  for (const { page, mark } of marks) byPage.set(page, [...(byPage.get(page) ?? []), mark]);
  return byPage;
}
