/** What a term of a query asks of an entry; `text` is what stands without a key. */
export const LOG_QUERY_KEYS = [
  "type",
  "actor",
  "entity",
  "indicator",
  "item",
  "case",
  "round",
  "after",
  "before",
  "leaf",
  "hash",
  "proof",
  "text",
] as const;
export type LogQueryKey = (typeof LOG_QUERY_KEYS)[number];

/** One token of the filter box: `-type:annotation.*`, `after:2026-05-15T07:30`, `Huế`. */
export interface LogTerm {
  readonly key: LogQueryKey;
  readonly value: string;
  readonly isNegated: boolean;
}

/** A query that is longer is cut: nobody types as much. */
const QUERY_CHARS_MAX = 2_000;
const TERMS_MAX = 60;

/** What stands in the public bytes of every entry: number, time, hash, and whether a checkpoint covers it. */
const PUBLIC_KEYS: ReadonlySet<LogQueryKey> = new Set(["after", "before", "leaf", "hash", "proof"]);

/** Whether an entry's answer to the term is public, so that an entry whose head is withheld may answer too. */
export function isPublicTerm({ key, isNegated }: LogTerm): boolean {
  return PUBLIC_KEYS.has(key) && !isNegated;
}

/**
 * Reads the text of the filter box. Terms are separated by spaces; a value with spaces stands in double quotes.
 *
 * @returns in order, without repetitions; a number is a `leaf`, sixteen hex digits or more are a `hash`, an unknown key
 * is text as a whole.
 */
export function parseLogQuery(query: string): LogTerm[] {
  const text = query.slice(0, QUERY_CHARS_MAX).replace(/\p{Cc}/gu, " ");
  const tokens = text.match(/(?:[^\s"]+|"[^"]*"?)+/g) ?? [];
  const terms = tokens.map(toTerm).filter(({ value }) => value !== "");
  const unique = new Map(terms.map((term) => [formatTerm(term), term]));
  return [...unique.values()].slice(0, TERMS_MAX);
}

function toTerm(token: string): LogTerm {
  const isNegated = token.startsWith("-") && token.length > 1;
  const bare = isNegated ? token.slice(1) : token;
  const colon = bare.indexOf(":");
  const key = LOG_QUERY_KEYS.find((one) => one !== "text" && one === bare.slice(0, colon).toLowerCase());
  const value = bare.slice(key === undefined ? 0 : colon + 1).replaceAll('"', "");
  return key === undefined ? toText(value, isNegated) : { key, value, isNegated };
}

function toText(value: string, isNegated: boolean): LogTerm {
  if (/^#?\d{1,15}$/.test(value)) return { key: "leaf", value: value.replace("#", ""), isNegated };
  if (/^[0-9a-f]{16,64}$/i.test(value)) return { key: "hash", value: value.toLowerCase(), isNegated };
  return { key: "text", value, isNegated };
}

/** The token of a term, as it is typed. */
export function formatTerm({ key, value, isNegated }: LogTerm): string {
  const quoted = /\s/.test(value) ? `"${value}"` : value;
  return `${isNegated ? "-" : ""}${key === "text" ? "" : `${key}:`}${quoted}`;
}

/** The text of a query: what stands in the address, in the filter box and in an export's name. */
export function formatLogQuery(terms: readonly LogTerm[]): string {
  return terms.map(formatTerm).join(" ");
}

/** Groups of events that the filter box turns on and off, and which types are theirs. */
export const EVENT_GROUPS = {
  sealed: ["choice.recorded", "score.sealed", "score.withdrawn", "score.reaffirmed"],
  changed: ["score.changed", "score.kept"],
  final: ["item.*", "opinion.*"],
  dispute: ["case.*"],
  evidence: ["evidence.*", "evidence-set.*", "supplement.*", "completeness.*"],
  annotation: ["annotation.*", "message.*"],
  people: ["account.*", "interest.*", "conflict.*", "panel.*", "assignment.*", "attempt.*"],
  process: ["round.*", "batch.*"],
  index: ["index.*"],
  imports: ["values.*", "framework.*", "entities.*", "edition.*"],
  log: ["log.*", "parts-key.*", "access.*", "erasure.*"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type EventGroup = keyof typeof EVENT_GROUPS;
export const EVENT_GROUP_NAMES = Object.keys(EVENT_GROUPS) as EventGroup[];

/** The histogram draws them apart from all others. */
export const SCORE_GROUPS: ReadonlySet<EventGroup | null> = new Set<EventGroup>(["sealed", "changed", "final"]);

/** Whether a type is meant by a pattern: the type itself, or all of a noun as `score.*`. */
export function matchesType(type: string, pattern: string): boolean {
  return pattern.endsWith(".*") ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}

/** The group of a type; null for one that no group has. */
export function findEventGroup(type: string): EventGroup | null {
  return EVENT_GROUP_NAMES.find((group) => EVENT_GROUPS[group].some((pattern) => matchesType(type, pattern))) ?? null;
}

/** Groups of people that `actor:` takes beside a pseudonym. */
export const ACTOR_GROUPS = ["experts", "chairs", "staff", "agencies", "system"] as const;
export type ActorGroup = (typeof ACTOR_GROUPS)[number];
