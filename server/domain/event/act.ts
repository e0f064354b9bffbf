import { canonicalJson, type JsonValue, parseCanonicalJson } from "../ledger/canonical-json.ts";
import type { PartName } from "../ledger/commitment.ts";
import { currentVersion, EVENTS, type EventType, isEventType, type TextPart, type ValuePart } from "./catalogue.ts";
import { ERASED_TEXT } from "./erased-text.ts";
import { type Head, type HeadFacts, headSchema } from "./head.ts";
import { OLDER_VERSIONS } from "./older-versions.ts";

/** RFC 8785 texts of the three parts of an entry. */
export type PartTexts = Readonly<Record<PartName, string>>;

/** One event in words of the domain: what the parts of its entry say. */
export interface Act<T extends EventType = EventType> {
  readonly head: Head & { readonly type: T };
  readonly value: ValuePart<T>;
  readonly text: TextPart<T>;
}

/** What makes an act: who, with which command id, and the facts, value and text of its type. */
export interface ActInput<T extends EventType> {
  readonly type: T;
  readonly actor: string;
  readonly command: string;
  readonly facts: HeadFacts;
  readonly value: ValuePart<T>;
  readonly text: TextPart<T>;
}

/**
 * The one builder of parts: the browser runs it on what its page was given, the server on its own rows.
 *
 * @returns the three texts; equal input gives equal bytes at both ends.
 * @throws ZodError when the act does not have the shape of its type.
 */
export function buildParts<T extends EventType>(input: ActInput<T>): PartTexts {
  const { type, actor, command } = input;
  const head = headSchema.parse({ ...input.facts, type, v: currentVersion(type), actor, command });
  const schemas = EVENTS[input.type];
  return {
    head: canonicalJson(withoutAbsent(head)),
    value: canonicalJson(schemas.value.parse(input.value)),
    text: canonicalJson(schemas.text.parse(input.text)),
  };
}

export type ParsedAct = { ok: true; act: Act } | { ok: false; issues: { path: string; message: string }[] };

/** Texts of the parts of an entry; the text part is null once it was erased. */
export type ReadableParts = Readonly<Record<Exclude<PartName, "text">, string>> & { readonly text: string | null };

/**
 * Reads the three texts back; not canonical, of an unknown type or version or of another shape is a list of issues.
 *
 * An older version is read by its own schema and given in the shape of today; `head.v` stays what was written. An
 * erased text is read as `ERASED_TEXT` in each of its fields.
 */
export function parseParts(parts: ReadableParts): ParsedAct {
  let read: { head: JsonValue; value: JsonValue; text: JsonValue | null };
  try {
    read = {
      head: parseCanonicalJson(parts.head),
      value: parseCanonicalJson(parts.value),
      text: parts.text === null ? null : parseCanonicalJson(parts.text),
    };
  } catch (error) {
    return { ok: false, issues: [{ path: "", message: String(error) }] };
  }
  const head = headSchema.safeParse(read.head);
  if (!head.success) return { ok: false, issues: toIssues("head", head.error.issues) };
  const { type, v } = head.data;
  if (!isEventType(type)) return { ok: false, issues: [{ path: "head.type", message: `unknown event ${type}` }] };
  const older = OLDER_VERSIONS[type]?.[v];
  if (older === undefined && v !== currentVersion(type)) {
    return { ok: false, issues: [{ path: "head.v", message: `unknown version ${v} of ${type}` }] };
  }
  const schemas = older ?? EVENTS[type];
  const value = schemas.value.safeParse(read.value);
  const text =
    read.text === null ? { success: true as const, data: eraseText(type) } : schemas.text.safeParse(read.text);
  const issues = [
    ...(value.success ? [] : toIssues("value", value.error.issues)),
    ...(text.success ? [] : toIssues("text", text.error.issues)),
  ];
  if (!value.success || !text.success) return { ok: false, issues };
  const said = { value: value.data, text: text.data };
  const act = { head: { ...head.data, type }, ...(older === undefined ? said : older.upgrade(said)) };
  return { ok: true, act: act as Act };
}

function eraseText(type: EventType): Record<string, string> {
  return Object.fromEntries(Object.keys(EVENTS[type].text.shape).map((field) => [field, ERASED_TEXT]));
}

function toIssues(part: PartName, issues: readonly { path: PropertyKey[]; message: string }[]) {
  return issues.map((issue) => ({ path: [part, ...issue.path.map(String)].join("."), message: issue.message }));
}

function withoutAbsent(head: Head): JsonValue {
  return Object.fromEntries(Object.entries(head).filter(([, field]) => field !== undefined)) as JsonValue;
}
