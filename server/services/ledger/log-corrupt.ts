/** Integrity of the log is in doubt: no write is accepted any more. The message names the entry. */
export class LogCorrupt extends Error {
  override readonly name = "LogCorrupt";
}
