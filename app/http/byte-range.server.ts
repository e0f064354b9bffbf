/** Part of a file: the first byte, and the byte after the last one. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a `Range` header.
 *
 * One range of bytes is understood. What is several or is no range at all is as if it had not been sent, which RFC 9110
 * allows; the whole file is then the answer.
 *
 * @param header - null when there is none.
 * @param size - of the file, bytes.
 * @returns null for the whole file; `unsatisfiable` for a range that holds no byte of it.
 * @see RFC 9110, 14.1.2 and 14.2.
 */
export function toByteRange(header: string | null, size: number): ByteRange | "unsatisfiable" | null {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "");
  if (found === null) return null;
  const [first, last] = [found[1] ?? "", found[2] ?? ""];
  if (first === "") {
    if (last === "") return null;
    const length = Math.min(Number(last), size);
    return length === 0 ? "unsatisfiable" : { start: size - length, end: size };
  }
  const start = Number(first);
  const end = last === "" ? size : Math.min(Number(last) + 1, size);
  if (last !== "" && Number(last) < start) return null;
  return start < size ? { start, end } : "unsatisfiable";
}
