/**
 * The model counts characters, UTF-16 counts units: they differ after a character beyond the basic plane.
 *
 * @param offset - UTF-16 offset, not inside a surrogate pair.
 */
export function toCodePoints(text: string, offset: number): number {
  let count = 0;
  for (let at = 0; at < offset; at += text.codePointAt(at)! > 0xffff ? 2 : 1) count += 1;
  return count;
}

/** The UTF-16 offset of a character; null beyond the end of the text. */
export function toUnits(text: string, character: number): number | null {
  let at = 0;
  for (let count = 0; count < character; count += 1) {
    if (at >= text.length) return null;
    at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  }
  return at;
}
