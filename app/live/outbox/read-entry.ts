import type { EventType } from "#domain/event/catalogue.ts";
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

/** Kinds of commands whose words can be taken up again in the form that they came from. */
const RESUMABLE: readonly EventType[] = [
  "annotation.created",
  "annotation.revised",
  "message.posted",
  "message.revised",
  "opinion.recorded",
  "score.changed",
];

/** Names of the address, beside that of its page, where the words of a refused command are taken up again. */
export interface FormAddress {
  /** Note whose thread it is; null for a new note and for a score. */
  readonly note: string | null;
  /** The command, for the form to find; null where its page shows both versions by itself. */
  readonly resume: string | null;
}

/** @returns null for a command that was not refused, and for one whose words come from no form. */
export function findForm({ type, command, envelope, refusal }: OutboxEntry): FormAddress | null {
  if (refusal === null || !RESUMABLE.includes(type)) return null;
  const { annotation } = JSON.parse(envelope.parts.value) as { annotation?: string };
  const note = type === "annotation.created" ? null : (annotation ?? null);
  return { note, resume: refusal.code.endsWith(".version-conflict") ? null : command };
}

/** What a command says of itself. */
export function readHead({ envelope }: Pick<OutboxEntry, "envelope">): Pick<Head, "expects"> {
  return JSON.parse(envelope.parts.head) as Head;
}
