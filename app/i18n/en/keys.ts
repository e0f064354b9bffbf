/** Keys that come in pairs, one way and the other; and what is said where a key finds nothing to do. */
export const keys = {
  next: "next row",
  previous: "previous row",
  nextItem: "next item",
  previousItem: "previous item",
  nextNote: "next note",
  previousNote: "previous note",
  nothing: {
    nextItem: "This is the last item.",
    previousItem: "This is the first item.",
    nextUnscored: "No other item is left to score.",
    notes: "No note has a place in this file yet.",
    selection: "Select a passage of the document first, then A makes a note on it.",
    loading: "The editor is loading.",
  },
  chair: {
    ended: "You no longer follow the chair. Shift F follows again.",
    left: "The chair has left this item.",
    moved: "The chair has moved to {{item}}.",
    gone: "The chair has no item open now. Once the chair opens another one, you can follow there.",
    at: "The chair is at {{item}}",
    item: "item {{code}} {{name}}",
    otherItem: "an item of another entity",
    go: "Follow there",
    stay: "Stay here",
  },
};
