import type { PageItem } from "#domain/annotation/align-page.ts";

/** Size of a page: points of a PDF, pixels of a picture. */
export interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** The letters of a drawn page, as elements that can be selected. */
export interface PageLetters {
  readonly items: readonly PageItem[];
  /** One for each item, in its order. */
  readonly elements: readonly HTMLElement[];
}

/** Something that pages can be drawn from. */
export interface PageSource {
  readonly pageCount: number;
  /** Of the first page: what the others are taken to be until they are known. */
  readonly firstSize: PageSize;
  /** @throws Error when the page is broken. */
  readSize(page: number): Promise<PageSize>;
  /** Draws a page on a canvas as wide as asked, device pixels. @throws Error when the page is broken. */
  draw(page: number, canvas: HTMLCanvasElement, options: { width: number; signal: AbortSignal }): Promise<void>;
  /** Fills an element with the letters of a page; null where the page has none to select. */
  letter(page: number, container: HTMLElement, signal: AbortSignal): Promise<PageLetters | null>;
  /** Lets go of what was kept for a page that is no longer shown. */
  release(page: number): void;
  close(): void;
}

/** More device pixels than this a page does not get, however far it is zoomed in: memory stays bounded. */
const PIXELS_MAX = 9_000_000;
/** Finer than this nobody sees. */
const PIXEL_RATIO_MAX = 2;

/** How many device pixels wide a page is drawn that is shown `cssWidth` wide. */
export function toCanvasWidth(cssWidth: number, { width, height }: PageSize): number {
  const wanted = cssWidth * Math.min(devicePixelRatio, PIXEL_RATIO_MAX);
  return Math.max(1, Math.round(Math.min(wanted, Math.sqrt((PIXELS_MAX * width) / height))));
}

/** A canvas keeps its memory until it has no size. */
export function releaseCanvas(canvas: HTMLCanvasElement): void {
  canvas.width = 0;
  canvas.height = 0;
}
