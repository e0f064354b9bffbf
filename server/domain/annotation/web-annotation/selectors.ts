import { type PageBox, type RegionBox, toPercentBox, toRegionBox } from "../target.ts";
import { toCodePoints, toUnits } from "./code-points.ts";
import { isObject, list } from "./check-model.ts";

const MEDIA_FRAGMENTS = "http://www.w3.org/TR/media-frags/";
const PDF_FRAGMENTS = "http://tools.ietf.org/rfc/rfc3778";

export type Selector = Readonly<Record<string, unknown>>;

const page = (number: number, refinedBy?: Selector): Selector => ({
  type: "FragmentSelector",
  conformsTo: PDF_FRAGMENTS,
  value: `page=${number}`,
  ...(refinedBy === undefined ? {} : { refinedBy }),
});

/** A rectangle of a page: the page, and on it a share of its width and height. */
export function toRegionSelector(pageNumber: number, box: RegionBox): Selector {
  const { x, y, width, height } = toPercentBox(box);
  const value = `xywh=percent:${x},${y},${width},${height}`;
  return page(pageNumber, { type: "FragmentSelector", conformsTo: MEDIA_FRAGMENTS, value });
}

/** A quote, in every way in which it can be found; all of them select the same. */
export function toTextSelectors(
  quote: { exact: string; prefix: string; suffix: string },
  place: { page: number; start: number; end: number; boxes: readonly PageBox[]; text: string | null },
): Selector[] {
  const words: Selector = { type: "TextQuoteSelector", ...quote };
  const { start, end, text, boxes } = place;
  const characters = text === null ? null : { start: toCodePoints(text, start), end: toCodePoints(text, end) };
  return [
    words,
    ...(characters === null ? [] : [{ type: "TextPositionSelector", ...characters }]),
    page(place.page, words),
    ...boxes.map(({ page: on, ...box }) => toRegionSelector(on, box)),
  ];
}

/** What the selectors of a target say; what none of them says is null. */
export interface ReadSelectors {
  readonly quote: { readonly exact: string; readonly prefix: string; readonly suffix: string } | null;
  /** UTF-16 offset. */
  readonly start: number | null;
  readonly page: number | null;
  readonly regions: readonly PageBox[];
}

/**
 * Reads the selectors of a target, nested ones included.
 *
 * @param text - of the document, in which positions count characters; null when it has none.
 */
export function readSelectors(selector: unknown, text: string | null): ReadSelectors {
  const found = { quote: null, start: null, page: null, regions: [] as PageBox[] } as {
    -readonly [Key in keyof ReadSelectors]: ReadSelectors[Key];
  } & { regions: PageBox[] };
  const visit = (one: unknown, pageAbove: number | null): void => {
    if (!isObject(one)) return;
    const type = list(one["type"])[0];
    let onPage = pageAbove;
    if (type === "TextQuoteSelector") found.quote ??= toQuote(one);
    else if (type === "TextPositionSelector" && text !== null) found.start ??= toUnits(text, Number(one["start"]));
    else if (type === "FragmentSelector") {
      const fragment = new URLSearchParams(String(one["value"]).replace(/^#/, ""));
      onPage = toPage(fragment.get("page")) ?? pageAbove;
      found.page ??= onPage;
      const box = toBox(fragment.get("xywh"));
      if (box !== null) found.regions.push({ page: onPage ?? 1, ...box });
    }
    for (const refining of list(one["refinedBy"])) visit(refining, onPage);
  };
  for (const one of list(selector)) visit(one, null);
  return found;
}

function toQuote(selector: Selector) {
  const { exact, prefix, suffix } = selector;
  const text = (value: unknown): string => (typeof value === "string" ? value.normalize("NFC") : "");
  // Context is as long as ours: more of it would be refused, and the words next to the quote tell most.
  return { exact: text(exact), prefix: text(prefix).slice(-32), suffix: text(suffix).slice(0, 32) };
}

function toPage(value: string | null): number | null {
  const number = Number(value);
  return value !== null && Number.isSafeInteger(number) && number >= 1 ? number : null;
}

function toBox(value: string | null): RegionBox | null {
  const numbers = /^percent:([\d.]+),([\d.]+),([\d.]+),([\d.]+)$/
    .exec(value ?? "")
    ?.slice(1)
    .map(Number);
  if (numbers === undefined) return null;
  const [x = NaN, y = NaN, width = NaN, height = NaN] = numbers;
  try {
    return toRegionBox({ x, y, width, height });
  } catch {
    // Off the page, or no number: as good as no region.
    return null;
  }
}
