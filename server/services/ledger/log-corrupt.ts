/** Integrity of the log is in doubt: no write is accepted any more. The message names the entry. */
export class LogCorrupt extends Error {
  override readonly name: string = "LogCorrupt";
}

/** The log is shorter than what was signed, cosigned or copied elsewhere: an old state was put in its place. */
export class LogBehind extends LogCorrupt {
  override readonly name = "LogBehind";
}
