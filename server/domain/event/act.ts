import { canonicalJson, type JsonValue, parseCanonicalJson } from "../ledger/canonical-json.ts";
import type { PartName } from "../ledger/commitment.ts";
import { EVENTS, type EventType, isEventType, type TextPart, type ValuePart } from "./catalogue.ts";
import { type Head, type HeadFacts, headSchema } from "./head.ts";

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
  const head = headSchema.parse({ ...input.facts, type: input.type, v: 1, actor: input.actor, command: input.command });
  const schemas = EVENTS[input.type];
  return {
    head: canonicalJson(withoutAbsent(head)),
    value: canonicalJson(schemas.value.parse(input.value)),
    text: canonicalJson(schemas.text.parse(input.text)),
  };
}

export type ParsedAct = { ok: true; act: Act } | { ok: false; issues: { path: string; message: string }[] };

/** Reads the three texts back; not canonical, of an unknown type or of another shape is a list of issues. */
export function parseParts(parts: PartTexts): ParsedAct {
  let read: Record<PartName, JsonValue>;
  try {
    read = {
      head: parseCanonicalJson(parts.head),
      value: parseCanonicalJson(parts.value),
      text: parseCanonicalJson(parts.text),
    };
  } catch (error) {
    return { ok: false, issues: [{ path: "", message: String(error) }] };
  }
  const head = headSchema.safeParse(read.head);
  if (!head.success) return { ok: false, issues: toIssues("head", head.error.issues) };
  const { type } = head.data;
  if (!isEventType(type)) return { ok: false, issues: [{ path: "head.type", message: `unknown event ${type}` }] };
  const value = EVENTS[type].value.safeParse(read.value);
  const text = EVENTS[type].text.safeParse(read.text);
  const issues = [
    ...(value.success ? [] : toIssues("value", value.error.issues)),
    ...(text.success ? [] : toIssues("text", text.error.issues)),
  ];
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, act: { head: { ...head.data, type }, value: value.data, text: text.data } as Act };
}

function toIssues(part: PartName, issues: readonly { path: PropertyKey[]; message: string }[]) {
  return issues.map((issue) => ({ path: [part, ...issue.path.map(String)].join("."), message: issue.message }));
}

function withoutAbsent(head: Head): JsonValue {
  return Object.fromEntries(Object.entries(head).filter(([, field]) => field !== undefined)) as JsonValue;
}
