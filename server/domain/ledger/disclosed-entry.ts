import { type Act, parseParts } from "../event/act.ts";
import { canonicalJson, type JsonValue } from "./canonical-json.ts";
import type { PartName } from "./commitment.ts";
import type { Entry } from "./entry.ts";

/** Values of the parts that are disclosed and fit their commitments; null otherwise. */
export type DisclosedValues = Readonly<Record<PartName, JsonValue>>;

/** An entry with what is disclosed of it, as the checks get it. */
export class DisclosedEntry {
  readonly entry: Entry;
  readonly parts: DisclosedValues;
  /** Whether its words were erased; its text part is null then. */
  readonly isErased: boolean;
  #read: { act: Act | null; issue: string | null } | null = null;

  constructor(entry: Entry, parts: DisclosedValues, isErased: boolean) {
    this.entry = entry;
    this.parts = parts;
    this.isErased = isErased;
  }

  /** What the entry says; null when a part is withheld or broken, or `issue` is not null. */
  get act(): Act | null {
    return this.#readOnce().act;
  }

  /** Why the disclosed parts are no act that this version knows; null when they are, or one is withheld. */
  get issue(): string | null {
    return this.#readOnce().issue;
  }

  /** Type of the event by its head; null when that is not disclosed. */
  get type(): string | null {
    const type = this.#headField("type");
    return typeof type === "string" ? type : null;
  }

  /** Batch of the head; null when there is none, or it is not disclosed. */
  get batch(): string | null {
    const batch = this.#headField("batch");
    return typeof batch === "string" ? batch : null;
  }

  #headField(name: string): JsonValue | undefined {
    const { head } = this.parts;
    if (typeof head !== "object" || head === null || Array.isArray(head)) return undefined;
    return (head as Readonly<Record<string, JsonValue>>)[name];
  }

  #readOnce(): { act: Act | null; issue: string | null } {
    this.#read ??= this.#readAct();
    return this.#read;
  }

  #readAct(): { act: Act | null; issue: string | null } {
    const { head, value, text } = this.parts;
    if (head === null || value === null || (text === null && !this.isErased)) return { act: null, issue: null };
    const texts = { head: canonicalJson(head), value: canonicalJson(value) };
    const parsed = parseParts({ ...texts, text: this.isErased ? null : canonicalJson(text) });
    if (parsed.ok) return { act: parsed.act, issue: null };
    const [first] = parsed.issues;
    return { act: null, issue: `${first?.path ?? ""} ${first?.message ?? ""}`.trim() };
  }
}
