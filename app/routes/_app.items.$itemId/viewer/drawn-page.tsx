import { memo, type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { alignPage } from "#domain/annotation/align-page.ts";
import type { Extraction } from "#domain/annotation/extraction.ts";
import { Button } from "#app/ui/button.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import type { Highlight } from "../sheet.tsx";
import { findOffsetAt } from "../text-selection.ts";
import { alignLetters } from "./letters.ts";
import { type AlignedLetters, type DrawnStretch, findBoxes } from "./page-boxes.ts";
import { indexPages } from "./page-index.ts";
import { type PageSize, type PageSource, releaseCanvas, toCanvasWidth } from "./page-source.ts";
import { PageMarks } from "./page-marks.tsx";
import { RegionLayer, type RegionLayerProps } from "./region-layer.tsx";

export interface DrawnPageProps extends Omit<RegionLayerProps, "hasLetters"> {
  readonly source: PageSource;
  /** Null where nobody could read the text: then there is nothing to mark but regions. */
  readonly extraction: Extraction | null;
  readonly width: number;
  readonly highlights: readonly Highlight[];
  readonly onSize: (page: number, size: PageSize) => void;
}

/** One page as it looks: its picture, the marks on it, and its letters over both to be selected. */
export const DrawnPage = memo(function DrawnPage(props: DrawnPageProps) {
  const { source, extraction, page, width, highlights, onPress, onSize, ...regions } = props;
  const { t } = useTranslation("viewer");
  const sheetRef = useRef<HTMLElement>(null);
  const pictureRef = useRef<HTMLDivElement>(null);
  const [attempt, setAttempt] = useState(0);
  const retry = (): void => setAttempt((count) => count + 1);
  const size = useSize({ source, page, onSize, attempt });
  const { isDrawn, isBroken } = usePicture({ source, page, width, pictureRef, attempt });
  const { letters, lettersRef } = useLetters({ source, extraction, page, sheetRef, size });
  const drawn = useDrawnStretches({ letters, extraction, page, highlights });
  const press = (event: PointerEvent): void => {
    if (document.getSelection()?.isCollapsed === false) return;
    const offset = findOffsetAt(event.clientX, event.clientY);
    const notes = highlights.filter((one) => one.kind === "note" && offset !== null);
    const under = notes.filter((one) => one.start <= Number(offset) && one.end > Number(offset));
    // The innermost of several notes takes the press: the outer ones can be reached beside it.
    const note = under.sort((a, b) => a.end - a.start - (b.end - b.start))[0];
    if (note !== undefined) onPress(note.id);
  };
  const scale = size === null ? 1 : width / size.width;
  return (
    <article
      ref={sheetRef}
      className="page"
      lang="vi"
      aria-label={t("pageNumber", { page })}
      aria-busy={!isDrawn && !isBroken}
      data-page={page}
      style={{ width, height: "100%", ["--total-scale-factor" as string]: scale }}
    >
      <div ref={pictureRef} className="page-picture" role="img" aria-label={t("pagePicture", { page })} />
      <PageMarks drawn={drawn} />
      <div ref={lettersRef} className="page-letters" onPointerUp={press} />
      <RegionLayer {...regions} page={page} onPress={onPress} hasLetters={Boolean(letters)} />
      {isBroken && (
        <div className="page-broken">
          <InlineAlert
            tone="neutral"
            icon="document"
            title={t("brokenPage.title", { page })}
            actions={
              <Button size="sm" onClick={retry}>
                {t("again")}
              </Button>
            }
          >
            {t("brokenPage.text")}
          </InlineAlert>
        </div>
      )}
    </article>
  );
});

interface SizeOptions extends Pick<DrawnPageProps, "source" | "page" | "onSize"> {
  readonly attempt: number;
}

/** Size of the page itself, and with it the scale in which its letters lie; null until it is known. */
function useSize({ source, page, onSize, attempt }: SizeOptions): PageSize | null {
  const [size, setSize] = useState<PageSize | null>(null);
  useEffect(() => {
    let isGone = false;
    const learn = (known: PageSize): void => {
      if (isGone) return;
      setSize(known);
      onSize(page, known);
    };
    // A page that cannot be opened says so when it is drawn.
    source.readSize(page).then(learn, () => undefined);
    return () => {
      isGone = true;
    };
  }, [source, page, onSize, attempt]);
  return size;
}

interface PictureOptions extends Pick<DrawnPageProps, "source" | "page" | "width"> {
  readonly pictureRef: { readonly current: HTMLElement | null };
  readonly attempt: number;
}

/** Draws the page once it has stood still, and anew when its width changes: the old picture stays so long. */
function usePicture({ source, page, width, pictureRef, attempt }: PictureOptions) {
  const [isDrawn, setDrawn] = useState(false);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    const controller = new AbortController();
    const draw = async (): Promise<void> => {
      const known = await source.readSize(page);
      if (controller.signal.aborted) return;
      const canvas = document.createElement("canvas");
      await source.draw(page, canvas, { width: toCanvasWidth(width, known), signal: controller.signal });
      if (controller.signal.aborted) return releaseCanvas(canvas);
      for (const old of pictureRef.current?.querySelectorAll("canvas") ?? []) releaseCanvas(old);
      pictureRef.current?.replaceChildren(canvas);
      setDrawn(true);
      setBroken(false);
    };
    // Pages that only fly past are not worth drawing.
    const begin = (): void =>
      void draw().catch(() => {
        if (!controller.signal.aborted) setBroken(true);
      });
    const timer = setTimeout(begin, page === 1 ? 0 : 60);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [source, page, width, pictureRef, attempt]);
  useEffect(() => {
    const picture = pictureRef.current;
    return () => {
      for (const canvas of picture?.querySelectorAll("canvas") ?? []) releaseCanvas(canvas);
      picture?.replaceChildren();
      source.release(page);
    };
  }, [source, page, pictureRef]);
  return { isDrawn, isBroken };
}

interface LettersOptions extends Pick<DrawnPageProps, "source" | "extraction" | "page"> {
  readonly sheetRef: { readonly current: HTMLElement | null };
  readonly size: PageSize | null;
}

/**
 * The letters of the page, once its scale is known: laid in another one they would be measured beside the words.
 *
 * @returns `letters`: null for a page that has none, undefined while nobody knows.
 */
function useLetters({ source, extraction, page, sheetRef, size }: LettersOptions) {
  const lettersRef = useRef<HTMLDivElement>(null);
  const [letters, setLetters] = useState<AlignedLetters | null | undefined>();
  useEffect(() => {
    const controller = new AbortController();
    const container = lettersRef.current;
    const sheet = sheetRef.current;
    if (container === null || sheet === null || size === null) return;
    const put = async (): Promise<void> => {
      const found = await source.letter(page, container, controller.signal);
      if (controller.signal.aborted) return;
      if (found === null) return setLetters(null);
      const blocks = extraction === null ? [] : (indexPages(extraction)[page - 1]?.blocks ?? []);
      const aligned = extraction === null ? [] : alignPage(found.items, blocks, extraction.text);
      alignLetters(found.elements, aligned);
      setLetters({ ...found, aligned, sheet });
    };
    // A page whose letters cannot be read is still a picture; a broken one says so when it is drawn.
    put().catch(() => {
      if (!controller.signal.aborted) setLetters(null);
    });
    return () => {
      controller.abort();
      container.replaceChildren();
      setLetters(undefined);
    };
  }, [source, extraction, page, sheetRef, size]);
  return { letters, lettersRef };
}

interface DrawnOptions extends Pick<DrawnPageProps, "extraction" | "page" | "highlights"> {
  readonly letters: AlignedLetters | null | undefined;
}

/** Measured once the letters lie; in percent, so zoom changes nothing. */
function useDrawnStretches({ letters, extraction, page, highlights }: DrawnOptions) {
  const [drawn, setDrawn] = useState<readonly { highlight: Highlight; stretch: DrawnStretch }[]>([]);
  useLayoutEffect(() => {
    const own = extraction === null ? undefined : indexPages(extraction)[page - 1];
    // Letters on their way: a mark on the whole paragraph would say that no more is known.
    if (extraction === null || own === undefined || letters === undefined) return setDrawn([]);
    const { text } = extraction;
    setDrawn(
      highlights.map((highlight) => ({
        highlight,
        stretch: findBoxes(highlight, { letters, blocks: own.blocks, text }),
      })),
    );
  }, [letters, extraction, page, highlights]);
  return drawn;
}
