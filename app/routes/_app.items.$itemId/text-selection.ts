import { findLeaf, toLeafOffset } from "./viewer/letters.ts";

/** A stretch of an extraction's text; `start < end`. */
export interface TextStretch {
  readonly start: number;
  readonly end: number;
}

/** Offset in the extraction of a place in the page; null outside its text. */
export function toTextOffset(node: Node | null, offset: number): number | null {
  if (node === null) return null;
  const element = node instanceof Element ? node : node.parentElement;
  const leaf = element?.closest("[data-start]");
  if (leaf) return toLeafOffset(leaf as HTMLElement, toUnit(node, offset));
  // A selection by whole blocks ends on elements: the place is where the next text begins.
  if (!(node instanceof Element)) return null;
  const child = node.childNodes[offset];
  const next =
    child instanceof Element ? (child.matches("[data-start]") ? child : child.querySelector("[data-start]")) : null;
  if (next) return Number((next as HTMLElement).dataset["start"]);
  const last = [...node.querySelectorAll<HTMLElement>("[data-start]")].at(-1);
  return last === undefined ? null : Number(last.dataset["start"]) + (last.textContent?.length ?? 0);
}

/** Units before a place in a leaf: beside its text there is nothing in it but its two ends. */
const toUnit = (node: Node, offset: number): number =>
  node instanceof Text || offset === 0 ? offset : (node.textContent?.length ?? 0);

/** What is selected in a part of the page; null when nothing is, or the selection leaves it. */
export function readSelection(inside: HTMLElement): TextStretch | null {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!inside.contains(range.startContainer) || !inside.contains(range.endContainer)) return null;
  const start = toTextOffset(range.startContainer, range.startOffset);
  const end = toTextOffset(range.endContainer, range.endOffset);
  if (start === null || end === null || start === end) return null;
  // A drawn page has its letters in an order of its own.
  return { start: Math.min(start, end), end: Math.max(start, end) };
}

/** The text offset under a point of the window; null beside the text. */
export function findOffsetAt(x: number, y: number): number | null {
  const found = document.caretPositionFromPoint?.(x, y) ?? null;
  return found === null ? null : toTextOffset(found.offsetNode, found.offset);
}

/** Goes back to the text, to a place in it: whoever selects by keyboard goes on from there. */
export function returnToText(inside: HTMLElement, offset: number): void {
  inside.focus({ preventScroll: true });
  const found = findLeaf(inside, offset);
  const text = found?.leaf.firstChild;
  if (found && text) document.getSelection()?.collapse(text, Math.min(found.unit, text.textContent?.length ?? 0));
}

/** Selects word by word with the keyboard: the arrows move, with Shift they extend. */
export function moveSelection(inside: HTMLElement, direction: "forward" | "backward", isExtending: boolean): void {
  const selection = document.getSelection();
  if (selection === null) return;
  if (selection.anchorNode === null || !inside.contains(selection.anchorNode)) {
    const first = inside.querySelector("[data-start]")?.firstChild;
    if (first) selection.collapse(first, 0);
  }
  if (isExtending) {
    selection.modify("extend", direction, "word");
    return;
  }
  if (direction === "forward") {
    selection.collapseToEnd();
  } else {
    selection.collapseToStart();
    selection.modify("move", "backward", "word");
  }
  selection.modify("extend", "forward", "word");
}
