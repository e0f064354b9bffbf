import type { JsonValue } from "./ledger/canonical-json.ts";

/**
 * A rule says no, and the person may know it. `code` is `noun.reason`; the sentence for it stands in the catalogues.
 *
 * @param details - what the sentence names: limits, both values of a conflict, when to try again.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, JsonValue>>;

  constructor(code: string, details: Readonly<Record<string, JsonValue>> = {}) {
    super(code);
    this.name = "Refusal";
    this.code = code;
    this.details = details;
  }
}
