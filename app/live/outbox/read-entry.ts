import type { Head } from "#domain/event/head.ts";
import { type ScoreValue, scoreValueSchema } from "#domain/scoring/value.ts";
import type { OutboxEntry } from "./outbox-entry.ts";

type Part = Readonly<Record<string, unknown>>;

/** Free texts of a command as they were written, in the order of its part; what is empty is left out. */
export function readTexts({ envelope }: Pick<OutboxEntry, "envelope">): string[] {
  const part = JSON.parse(envelope.parts.text) as Part;
  // What stands around a quote is for machines to find it by.
  const { prefix: _before, suffix: _after, ...said } = part;
  return Object.values(said).filter((text): text is string => typeof text === "string" && text !== "");
}

/** Scores that a command names, the old one first: one for a seal, two for a change, none for a note. */
export function readValues({ envelope }: Pick<OutboxEntry, "envelope">): ScoreValue[] {
  const part = JSON.parse(envelope.parts.value) as Part;
  return [part["old"], part["new"], part["value"]].flatMap((value) => {
    const parsed = scoreValueSchema.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });
}

/** What a command says of itself. */
export function readHead({ envelope }: Pick<OutboxEntry, "envelope">): Pick<Head, "expects"> {
  return JSON.parse(envelope.parts.head) as Head;
}
