/** How a number in a cell is meant. */
export type CellFormat = "plain" | "percent" | "date" | "time" | "instant";

const BUILT_IN: ReadonlyMap<number, CellFormat> = new Map([
  [9, "percent"],
  [10, "percent"],
  ...[14, 15, 16, 17].map((id) => [id, "date"] as const),
  ...[18, 19, 20, 21, 45, 46, 47].map((id) => [id, "time"] as const),
  [22, "instant"],
]);

/** Reads a number format. @param code - of a format that the file defines itself; null for a built-in one. */
export function toCellFormat(id: number, code: string | null): CellFormat {
  if (code === null) return BUILT_IN.get(id) ?? "plain";
  // Quoted words, colours and conditions say nothing about the kind of number.
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, "").split(";")[0]!;
  const [hasDate, hasTime] = [/[yd]/i.test(bare), /[hs]/i.test(bare)];
  if (hasDate) return hasTime ? "instant" : "date";
  if (hasTime) return "time";
  return bare.includes("%") ? "percent" : "plain";
}

/** Day 0 of spreadsheets; the day that never was, 29 February 1900, is in it. */
const epochMs = Date.UTC(1899, 11, 30);
const epoch1904Ms = Date.UTC(1904, 0, 1);
const dayMs = 86_400_000;

/**
 * Writes a number as its cell means it: ISO dates, percent with its sign, and never a rounded value.
 *
 * @param stored - as the file writes it; what is no number is given back as it is.
 */
export function writeNumber(stored: string, format: CellFormat, is1904 = false): string {
  const value = Number(stored);
  if (stored.trim() === "" || !Number.isFinite(value)) return stored;
  if (format === "plain") return trimNoise(value);
  if (format === "percent") return `${trimNoise(value * 100)}%`;
  const at = new Date((is1904 ? epoch1904Ms : epochMs) + Math.round(value * 86_400) * 1_000);
  if (value < 0 || Number.isNaN(at.getTime()) || at.getTime() > epochMs + 2_958_466 * dayMs) return stored;
  const [date, time] = [at.toISOString().slice(0, 10), at.toISOString().slice(11, 19)];
  if (format === "date") return date;
  return format === "time" ? time : `${date} ${time}`;
}

/** Programs store 0.1 + 0.2 with seventeen digits and show fifteen. */
const trimNoise = (value: number): string => String(Number(value.toPrecision(15)));
