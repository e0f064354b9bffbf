/** Times without a zone are where the log is kept, Asia/Ho_Chi_Minh, which has no summer time. */
const ZONE = "+07:00";
const TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}(:\d{2}(:\d{2}(\.\d{1,3})?)?)?)?(Z|[+-]\d{2}:\d{2})?$/;

/**
 * Reads a time of a query: a date, or a date with a time to the hour, minute or second, with or without a zone.
 *
 * @returns UTC instant with milliseconds; null for what is no time.
 */
export function toInstant(text: string): string | null {
  if (!TIME.test(text)) return null;
  const zone = /(Z|[+-]\d{2}:\d{2})$/.exec(text.slice(10))?.[0] ?? "";
  const [day = "", time = ""] = text.slice(0, text.length - zone.length).split("T");
  const clock = time === "" ? "00:00" : time.length === 2 ? `${time}:00` : time;
  const parsed = new Date(`${day}T${clock}${zone === "" ? ZONE : zone}`);
  return Number.isNaN(parsed.getTime()) ? null : parsed.toISOString();
}
