import type { Selectable } from "kysely";
import { listCheckpointTimes } from "../../../db/queries/audit-log.ts";
import type { RoundTable } from "../../../db/schema/round-table.ts";
import type { RoundPhase } from "../../domain/event/process-events.ts";
import { ACTOR_GROUPS, EVENT_GROUP_NAMES, findEventGroup, parseLogQuery } from "../../domain/ledger/log-query.ts";
import { can } from "../../domain/policy/can.ts";
import type { PageServices } from "../page-services.ts";
import { listKnownPhases } from "../process/known-phases.ts";
import { findCurrentRound } from "../shell/find-round.ts";
import { discloseEntries, type DisclosedRow } from "./disclose-entries.ts";
import { listNewest, listSeparators } from "./list-checkpoints.ts";
import type { LogReadings } from "./log-reading.ts";
import type { LogEntry, LogFacets, LogPage, LogView } from "./log-view.ts";
import { makeHistogram } from "./make-histogram.ts";
import { type Matches, matchEntries } from "./match-entries.ts";
import { type LogContext, openLogContext } from "./open-log-context.ts";
import { toActorGroup } from "./to-conditions.ts";

/** Rows of a page of the stream. */
const PAGE_ROWS = 200;
const CHECKPOINT_TIMES_MAX = 500;
const NEWEST_MAX = 6;

/** A page is asked for by the text of the filter box and where it begins: below a number, or at the newest entry. */
export interface LogAsked {
  readonly query: string;
  readonly before: number | null;
}

/**
 * The log as one person may read it: the first page of the stream with what stands around it.
 *
 * Everybody signed in may know number, time and hash of every entry; what it says goes part by part.
 */
export async function readLog(
  services: PageServices,
  readings: LogReadings,
  account: { id: string },
  asked: { query: string; entry: number | null },
): Promise<LogView> {
  const context = await openLogContext(services, readings, account);
  const { db, reading, now } = context;
  const matches = await matchEntries(db, parseLogQuery(asked.query), context);
  const round = await findCurrentRound(services);
  return {
    now,
    round: round === null ? null : toLogRound(round, context),
    size: reading.size,
    found: matches.count,
    leavesOutHidden: matches.leavesOutHidden,
    misread: matches.misread,
    ...(await readPage(context, matches, null)),
    facets: countFacets(context),
    histogram: makeHistogram(reading.hours, await listCheckpointTimes(db, CHECKPOINT_TIMES_MAX)),
    newest: await listNewest(context, NEWEST_MAX),
    witnesses: services.witnesses.status().names,
    entry: asked.entry === null ? null : await findEntry(context, asked.entry),
  };
}

function toLogRound(
  { id, year, tier, phase }: Selectable<RoundTable>,
  { actor, facts, now }: LogContext,
): LogView["round"] {
  const items = [...facts.items.values()].filter((item) => item.roundId === id);
  return { year, tier, phase: phase as RoundPhase, batchPhases: listKnownPhases(actor, items, now) };
}

/** A further page of the stream. */
export async function readLogPage(
  services: PageServices,
  readings: LogReadings,
  account: { id: string },
  asked: LogAsked,
): Promise<LogPage> {
  const context = await openLogContext(services, readings, account);
  return readPage(context, await matchEntries(context.db, parseLogQuery(asked.query), context), asked.before);
}

/** One entry in full; null when the log has no such number. */
export async function readLogEntry(
  services: PageServices,
  readings: LogReadings,
  account: { id: string },
  seq: number,
): Promise<LogEntry | null> {
  return findEntry(await openLogContext(services, readings, account), seq);
}

async function readPage(context: LogContext, matches: Matches, before: number | null): Promise<LogPage> {
  const seqs = matches.list(before ?? Infinity, PAGE_ROWS + 1);
  const shown = seqs.slice(0, PAGE_ROWS);
  return {
    rows: (await discloseEntries(context, shown)).map(({ row }) => row),
    checkpoints: await listSeparators(context, shown),
    next: seqs.length > PAGE_ROWS ? (shown.at(-1) ?? null) : null,
  };
}

async function findEntry(context: LogContext, seq: number): Promise<LogEntry | null> {
  const [disclosed] = await discloseEntries(context, [seq]);
  if (disclosed === undefined) return null;
  const { row, entry, parts } = disclosed;
  return { ...row, entry, parts, traceItemId: findTraceItem(context, disclosed) };
}

function findTraceItem({ facts, actor, now }: LogContext, { act, row }: DisclosedRow): string | null {
  const item = row.act === null ? undefined : facts.items.get(act?.head.item ?? "");
  if (item === undefined) return null;
  return can(actor, "item.read", { kind: "item", item }, now) === "yes" ? item.itemId : null;
}

function countFacets({ reading, actors, coveredSize }: LogContext): LogFacets {
  const sum = (counts: ReadonlyMap<string, number>, isIn: (key: string) => boolean): number =>
    [...counts].reduce((total, [key, count]) => total + (isIn(key) ? count : 0), 0);
  const isActor = (id: string, group: (typeof ACTOR_GROUPS)[number]): boolean => {
    const face = actors.get(id);
    return face !== undefined && toActorGroup(face) === group;
  };
  return {
    groups: EVENT_GROUP_NAMES.map((group) => ({
      group,
      count: sum(reading.types, (type) => findEventGroup(type) === group),
    })),
    actors: ACTOR_GROUPS.map((group) => ({ group, count: sum(reading.actors, (id) => isActor(id, group)) })),
    readable: reading.readableCount,
    hidden: reading.size - reading.readableCount,
    covered: Math.min(coveredSize, reading.size),
    waiting: Math.max(0, reading.size - coveredSize),
  };
}
