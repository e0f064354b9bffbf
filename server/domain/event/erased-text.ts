/** A private-use character that `freeText` refuses, so that nobody can enter the mark of an erased text. */
const MARK = "\u{10FFFD}";

/** What every string of an erased text reads as, in acts that are replayed and in projection columns. */
export const ERASED_TEXT = `${MARK}erased`;

/** Whether a text was erased; its words are nowhere any more, its commitment stands. */
export function isErasedText(text: string): boolean {
  return text === ERASED_TEXT;
}

/** Whether a text that comes from outside could be taken for the mark. */
export function hasErasedMark(text: string): boolean {
  return text.includes(MARK);
}
