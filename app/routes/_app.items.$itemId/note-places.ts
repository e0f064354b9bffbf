import type { NoteView, WorkbenchView } from "../../../server/services/workbench/workbench-view.ts";
import type { ViewHandle } from "./viewer/use-pane.ts";

/** A note where it stands in one document. */
export interface PlacedNote {
  readonly note: NoteView;
  /** UTF-16 offsets in the document's text; null for a region. */
  readonly place: { readonly start: number; readonly end: number } | null;
  readonly region: NoteView["region"];
  /** From 1. */
  readonly page: number;
  /** True on a newer version of its document: it is shown where it would be, and its author has not said so yet. */
  readonly isProposed: boolean;
}

/** What has no place in a document and belongs to it all the same. */
export interface KeptNotes {
  /** Their words are not in it. */
  readonly lost: readonly NoteView[];
  /** Their authors left them on an earlier version of it. */
  readonly left: readonly NoteView[];
}

/** Notes with a place in a document, also those of its earlier versions where theirs was found; in reading order. */
export function listPlacedNotes(view: WorkbenchView, evidenceId: string): PlacedNote[] {
  const placed = view.notes.flatMap((note) => placeOn(note, evidenceId) ?? []);
  // Numbers run over all documents: notes of an earlier version have theirs elsewhere.
  const order = ({ page, place, region }: PlacedNote): number[] => [
    page,
    place === null ? 1 : 0,
    toStart(place, region),
  ];
  return placed.sort((a, b) => {
    const [one, other] = [order(a), order(b)];
    const at = one.findIndex((value, index) => value !== other[index]);
    return at < 0 ? a.note.number - b.note.number : (one[at] as number) - (other[at] as number);
  });
}

const toStart = (place: PlacedNote["place"], region: PlacedNote["region"]): number =>
  place?.start ?? region?.box.y ?? 0;

function placeOn(note: NoteView, evidenceId: string): PlacedNote | null {
  const { place, region, page, earlier } = note;
  if (note.evidenceId === evidenceId) {
    return place === null && region === null ? null : { note, place, region, page, isProposed: false };
  }
  if (earlier?.newestId !== evidenceId || earlier.isLeft || earlier.proposal === null) return null;
  const { target } = earlier.proposal;
  return target.kind === "region"
    ? { note, place: null, region: target, page: target.page, isProposed: true }
    : { note, place: { start: target.start, end: target.end }, region: null, page: target.page, isProposed: true };
}

/** Notes of a document and of its earlier versions that have no place in it. */
export function listKeptNotes(view: WorkbenchView, evidenceId: string): KeptNotes {
  const earlier = view.notes.filter((note) => note.earlier?.newestId === evidenceId && note.evidenceId !== evidenceId);
  const own = view.notes.filter((note) => note.evidenceId === evidenceId && note.isOrphan);
  const lost = earlier.filter((note) => note.earlier?.isLeft === false && note.earlier.proposal === null);
  return { lost: [...own, ...lost], left: earlier.filter((note) => note.earlier?.isLeft === true) };
}

/** Whether its author is to say what becomes of it on the newer version of its document. */
export const isAsked = ({ isOwn, earlier }: NoteView): boolean => isOwn && earlier !== null && !earlier.isLeft;

/**
 * The note to go to when the one in front has been answered for.
 *
 * @param given.was - ids that were asked about, in the order in which they stand; `now` those that still are.
 * @returns the next one, round to the first; the answered one itself when it was the last; null when none was answered.
 */
export function findNextAsked(given: {
  readonly was: readonly string[];
  readonly now: readonly string[];
  readonly focused: string | null;
}): string | null {
  const { was, now, focused } = given;
  const at = focused === null ? -1 : was.indexOf(focused);
  if (focused === null || at < 0 || now.includes(focused)) return null;
  return [...was.slice(at + 1), ...was.slice(0, at)].find((id) => now.includes(id)) ?? focused;
}

/** Brings a note's place into the stage. */
export function showPlaced(view: ViewHandle | null, { place, page }: PlacedNote): void {
  if (place !== null) view?.goToOffset(place.start, page);
  else view?.goToPage(page);
}
