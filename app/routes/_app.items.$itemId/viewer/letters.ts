import { findUnits, type ItemAlignment, toExtractionOffset } from "#domain/annotation/align-page.ts";

// In the text view a leaf's letters are those of the extraction, one for one. The letters over a drawn page are laid
// beside it instead: which unit stands where is kept here, out of the document.

const alignments = new WeakMap<Element, ItemAlignment>();

/** Marks the letters of a drawn page that stand in the extraction. */
export function alignLetters(elements: readonly HTMLElement[], aligned: readonly ItemAlignment[]): void {
  for (const [at, element] of elements.entries()) {
    const alignment = aligned[at];
    const first = alignment?.starts.find((start) => start >= 0);
    if (alignment === undefined || first === undefined) continue;
    alignments.set(element, alignment);
    element.dataset["start"] = String(first);
  }
}

/** Place in the extraction of a boundary between two units of a leaf, an element with `data-start`. */
export function toLeafOffset(leaf: HTMLElement, unit: number): number | null {
  const alignment = alignments.get(leaf);
  return alignment === undefined ? Number(leaf.dataset["start"]) + unit : toExtractionOffset(alignment, unit);
}

/** The leaf in which a place of the extraction stands, and the unit there; null when it is not in the page now. */
export function findLeaf(inside: HTMLElement, offset: number): { leaf: HTMLElement; unit: number } | null {
  let leaf: HTMLElement | null = null;
  for (const one of inside.querySelectorAll<HTMLElement>("[data-start]")) {
    const start = Number(one.dataset["start"]);
    if (start <= offset && start >= Number(leaf?.dataset["start"] ?? 0)) leaf = one;
  }
  if (leaf === null) return null;
  const start = Number(leaf.dataset["start"]);
  const length = leaf.textContent?.length ?? 0;
  const alignment = alignments.get(leaf);
  if (alignment === undefined) return offset - start > length ? null : { leaf, unit: offset - start };
  const [found] = findUnits([alignment], offset, offset + 1);
  return found === undefined ? null : { leaf, unit: found.from };
}

/** Where a place of the extraction stands in the window; null when it is not in the page now. */
export function findRect(inside: HTMLElement, offset: number): DOMRect | null {
  const found = findLeaf(inside, offset);
  const text = found?.leaf.firstChild;
  if (!found || !(text instanceof Text)) return null;
  const range = document.createRange();
  range.setStart(text, Math.min(found.unit, text.length));
  range.collapse(true);
  return range.getBoundingClientRect();
}
