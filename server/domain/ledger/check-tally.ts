/** How one check of a log ended. */
export interface LogCheck {
  readonly name: string;
  /** How many things passed. */
  readonly passed: number;
  /** The first bad thing: `seq` of its entry, null when it is of no single entry. Null when nothing failed. */
  readonly failed: { readonly seq: number | null; readonly detail: string } | null;
  /** How many things could not be checked because they were withheld or erased. */
  readonly notDisclosed: number;
}

/** Counts one check while a log streams by; keeps the first failure only, so that memory stays bounded. */
export class CheckTally implements LogCheck {
  readonly name: string;
  passed = 0;
  failed: LogCheck["failed"] = null;
  notDisclosed = 0;

  constructor(name: string) {
    this.name = name;
  }

  pass(): void {
    this.passed += 1;
  }

  withhold(): void {
    this.notDisclosed += 1;
  }

  fail(seq: number | null, detail: string): void {
    this.failed ??= { seq, detail };
  }

  /** The result as plain data. */
  toCheck(): LogCheck {
    const { name, passed, failed, notDisclosed } = this;
    return { name, passed, failed, notDisclosed };
  }
}
