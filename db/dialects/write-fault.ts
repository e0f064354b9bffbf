/** What went wrong with the storage under a statement, as far as its driver tells. */
export type WriteFault =
  /** No room: the statement did nothing, and works again when there is room. */
  | "full"
  /** The storage failed: what is on disk is not known any more. */
  | "broken";

/** PostgreSQL: disk_full. */
const POSTGRES_FULL = "53100";
/** PostgreSQL: classes of system errors and of damaged data. */
const POSTGRES_BROKEN = /^(58|XX00[12])/;
const SQLITE_BROKEN = /^SQLITE_(IOERR|CORRUPT|NOTADB|CANTOPEN|READONLY|PROTOCOL)/;

/** The storage's own part in an error or in one of its causes; null when the storage is well. */
export function findWriteFault(error: unknown): WriteFault | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    if (typeof code !== "string") continue;
    if (code === "SQLITE_FULL" || code === POSTGRES_FULL) return "full";
    if (SQLITE_BROKEN.test(code) || POSTGRES_BROKEN.test(code)) return "broken";
  }
  return null;
}
