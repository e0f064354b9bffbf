import { z } from "zod";

export const QUEUE_STATES = [
  "todo",
  "draft",
  "sealed",
  "waiting",
  "open",
  "answered",
  "ready",
  "final",
  "disputed",
  "recused",
] as const;

/**
 * What an item asks of a member. `draft`: something is written and not sealed. `waiting`: a chair waits for the
 * opening. `open`: to change or keep, for the chair to settle. `answered`: changed or kept, others have not. `ready`:
 * nothing stands before the final score.
 */
export type QueueState = (typeof QUEUE_STATES)[number];

export const GROUPINGS = ["deadline", "entity", "indicator"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** What a queue is narrowed to and how it is grouped: an address, and what a saved view keeps. */
export interface QueueQuery {
  /** Null: all. */
  readonly state: QueueState | null;
  /** Codes and ids that were switched off. */
  readonly withoutMainIndices: ReadonlySet<string>;
  readonly withoutEntities: ReadonlySet<string>;
  readonly text: string;
  /** Only items with at least so many pages of evidence; null: any. */
  readonly pagesMin: number | null;
  /** Only items whose self-score is at least so far from the own score, milli-points; null: any. */
  readonly gapMin: number | null;
  readonly grouping: Grouping;
}

export const NO_QUERY: QueueQuery = {
  state: null,
  withoutMainIndices: new Set(),
  withoutEntities: new Set(),
  text: "",
  pagesMin: null,
  gapMin: null,
  grouping: "deadline",
};

/** Longest query that is kept, characters. */
export const QUERY_LENGTH_MAX = 2_000;

const countSchema = z.coerce.number().int().min(1).max(100_000);

/** Reads the parameters of an address; what cannot be read is as if it were not there. */
export function parseQueueQuery(search: string): QueueQuery {
  const params = new URLSearchParams(search);
  const pick = <T extends string>(name: string, allowed: readonly T[]): T | null =>
    allowed.find((value) => value === params.get(name)) ?? null;
  const toSet = (name: string): Set<string> => new Set(params.getAll(name).slice(0, 200));
  const toCount = (name: string): number | null => countSchema.safeParse(params.get(name) ?? undefined).data ?? null;
  return {
    state: pick("state", QUEUE_STATES),
    withoutMainIndices: toSet("without-index"),
    withoutEntities: toSet("without-entity"),
    text: (params.get("text") ?? "").slice(0, 200),
    pagesMin: toCount("pages"),
    gapMin: toCount("gap"),
    grouping: pick("group", GROUPINGS) ?? NO_QUERY.grouping,
  };
}

/** The parameters as text, without `?`; empty for `NO_QUERY`. `parseQueueQuery` reads them back. */
export function formatQueueQuery(query: QueueQuery): string {
  const params = new URLSearchParams();
  if (query.state !== null) params.set("state", query.state);
  for (const code of [...query.withoutMainIndices].sort()) params.append("without-index", code);
  for (const id of [...query.withoutEntities].sort()) params.append("without-entity", id);
  if (query.text.trim() !== "") params.set("text", query.text);
  if (query.pagesMin !== null) params.set("pages", String(query.pagesMin));
  if (query.gapMin !== null) params.set("gap", String(query.gapMin));
  if (query.grouping !== NO_QUERY.grouping) params.set("group", query.grouping);
  return params.toString();
}
