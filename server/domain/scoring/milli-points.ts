/** One point in milli-points. */
export const MILLI_POINTS_PER_POINT = 1000;

export type ParsedDecimal =
  | { readonly ok: true; readonly units: number }
  | { readonly ok: false; readonly code: "score.not-a-number" | "score.too-many-decimals" };

export type ParsedPoints =
  | { readonly ok: true; readonly milliPoints: number }
  | { readonly ok: false; readonly code: "score.not-a-number" | "score.too-many-decimals" };

/**
 * Reads a decimal number exactly, as an integer count of 10^-decimals, without floating point.
 *
 * Point and comma are both the decimal sign; there is no thousands sign, so `1.000` is one.
 *
 * @param text - optional sign, 1–9 digits, then optionally a sign and digits; outer spaces are ignored.
 * @param decimals - how many decimals one unit has, 0–6; digits beyond them are refused unless they are 0.
 */
export function parseDecimal(text: string, decimals: number): ParsedDecimal {
  const match = /^([+-]?)(\d{1,9})(?:[.,](\d+))?$/.exec(text.trim());
  if (!match) return { ok: false, code: "score.not-a-number" };
  const [, sign, whole = "", rest = ""] = match;
  const fraction = rest.replace(/0+$/, "");
  if (fraction.length > decimals) return { ok: false, code: "score.too-many-decimals" };
  const units = Number.parseInt(whole + fraction.padEnd(decimals, "0"), 10);
  return { ok: true, units: sign === "-" && units !== 0 ? -units : units };
}

/**
 * Reads points as a person types them (`14`, `14.5`, in Vietnamese `14,5`) into milli-points.
 *
 * The sign is read too, so that the caller can say "below zero" rather than "not a number".
 */
export function pointsToMilliPoints(text: string): ParsedPoints {
  const parsed = parseDecimal(text, 3);
  return parsed.ok ? { ok: true, milliPoints: parsed.units } : parsed;
}

/**
 * Writes an integer count of 10^-decimals as a decimal number, exactly.
 *
 * @param options.isPadded - keep trailing zeros (`0.8000`); otherwise they are dropped (`14.5`).
 * @param options.decimalSign - `.` unless told otherwise.
 */
export function formatDecimal(
  units: number,
  decimals: number,
  options: { isPadded?: boolean; decimalSign?: "." | "," } = {},
): string {
  if (!Number.isSafeInteger(units)) throw new RangeError(`format decimal: ${units} is not a safe integer`);
  const digits = String(Math.abs(units)).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const padded = digits.slice(digits.length - decimals);
  const fraction = options.isPadded ? padded : padded.replace(/0+$/, "");
  const sign = units < 0 ? "-" : "";
  return fraction === "" ? sign + whole : `${sign}${whole}${options.decimalSign ?? "."}${fraction}`;
}

/** Writes milli-points as points with no trailing zeros: 14500 is `14.5`, in Vietnamese `14,5`. */
export function formatMilliPoints(milliPoints: number, language: "vi" | "en" = "en"): string {
  return formatDecimal(milliPoints, 3, { decimalSign: language === "vi" ? "," : "." });
}
