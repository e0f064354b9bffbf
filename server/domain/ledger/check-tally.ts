/** Why something could not be checked, and how often. */
export interface NotDisclosed {
  readonly reason: string;
  readonly count: number;
}

/** How one check of a log ended. */
export interface LogCheck {
  readonly name: string;
  /** How many things passed. */
  readonly passed: number;
  /** The first bad thing: `seq` of its entry, null when it is of no single entry. Null when nothing failed. */
  readonly failed: { readonly seq: number | null; readonly detail: string } | null;
  /** How many things could not be checked because something that they need was not disclosed. */
  readonly notDisclosed: number;
  /** The reasons of `notDisclosed`, in the order in which they first came up. */
  readonly reasons: readonly NotDisclosed[];
}

/** Counts one check while a log streams by; keeps the first failure only, so that memory stays bounded. */
export class CheckTally implements LogCheck {
  readonly name: string;
  passed = 0;
  failed: LogCheck["failed"] = null;
  /** A reason is one of a few fixed sentences: what names an entry or a row is no reason, but a failure. */
  readonly #reasons = new Map<string, number>();

  constructor(name: string) {
    this.name = name;
  }

  get notDisclosed(): number {
    return [...this.#reasons.values()].reduce((sum, count) => sum + count, 0);
  }

  get reasons(): NotDisclosed[] {
    return [...this.#reasons].map(([reason, count]) => ({ reason, count }));
  }

  pass(count = 1): void {
    this.passed += count;
  }

  withhold(reason = "withheld"): void {
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
  }

  fail(seq: number | null, detail: string): void {
    this.failed ??= { seq, detail };
  }

  /** The result as plain data. */
  toCheck(): LogCheck {
    const { name, passed, failed, notDisclosed, reasons } = this;
    return { name, passed, failed, notDisclosed, reasons };
  }
}
