import { type EditionRow, listEditionRows } from "../../../db/queries/editions.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import { listMergers, listRoundEntities } from "../../../db/queries/index-inputs.ts";
import { listParts } from "../../../db/queries/ledger.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { RoundPhase } from "../../domain/event/process-events.ts";
import { computeMean, makeFraction, roundHalfUp } from "../../domain/index-calculator/fraction.ts";
import { toHex } from "../../domain/ledger/bytes.ts";
import { parseCheckpoint } from "../../domain/ledger/checkpoint.ts";
import { parseNote } from "../../domain/ledger/signed-note.ts";
import { PUBLIC } from "../../domain/policy/actor.ts";
import { can } from "../../domain/policy/can.ts";
import { canReadPart } from "../../domain/policy/can-read-part.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";
import { findIndexResult } from "../index/recompute-index.ts";
import { BARE_FACTS } from "../ledger/entry-facts.ts";
import { openPart } from "../ledger/parts-box.ts";
import type { PageServices } from "../page-services.ts";
import { findCurrentRound } from "../shell/find-round.ts";

/** One line of a published ranking. */
export interface ResultRow {
  readonly entityId: string;
  readonly name: LocalText;
  /** Competition rank; null where none was published. */
  readonly rank: number | null;
  /** Value × 10 000; null where none was published. */
  readonly value: number | null;
  /** In the year before, among the same units; null where it was not published or the units changed. */
  readonly before: number | null;
}

/** Units that were ranked together in one year. */
export interface ResultSet {
  /** As the source names them, e.g. `63 provinces`. */
  readonly set: string;
  /** How many were ranked; null when the name does not say. */
  readonly unitCount: number | null;
  readonly rows: readonly ResultRow[];
  /** × 10 000; only when the value of every unit is known. */
  readonly mean: number | null;
  /** Where it comes from: the entry of its import and the hash of the imported file, or the round's result hash. */
  readonly source: { readonly seq: number; readonly hash: string | null; readonly kind: "import" | "round" };
}

/** What anybody may see. */
export interface ResultsView {
  readonly now: string;
  readonly tier: string;
  /** Years with something published, newest first. */
  readonly years: readonly number[];
  readonly year: number | null;
  readonly sets: readonly ResultSet[];
  readonly merger: { readonly before: number; readonly after: number } | null;
  /** The round under way while its result is not published: no number of it. */
  readonly pending: {
    readonly year: number;
    readonly phase: RoundPhase;
    /** End of the phase, UTC instant; null when the calendar has none. */
    readonly dueAt: string | null;
    readonly isSimulated: boolean;
  } | null;
  readonly log: {
    readonly origin: string;
    readonly verifierKey: string;
    /** Of the newest published checkpoint. */
    readonly size: number;
    readonly rootHash: string;
    /** Who has to cosign it, C2SP tlog-policy; null where nobody is asked. */
    readonly witnessPolicy: string | null;
  };
}

const DEFAULT_TIER = "provincial";

/** Published results and the public state of the log, for somebody who did not sign in. */
export async function readResults(services: PageServices, asked: { year: number | null }): Promise<ResultsView> {
  const db = services.database.reader;
  const now = services.now().toISOString();
  const round = await findCurrentRound(services);
  const tier = round?.tier ?? DEFAULT_TIER;
  const names = await listEntityNames(db);
  const editions = await listEditionRows(db, tier);
  const thing = { kind: "round", roundId: round?.id ?? "", phase: (round?.phase ?? "setup") as RoundPhase } as const;
  const isPublished = round !== null && can(PUBLIC, "index.read", thing, now) === "yes";
  const published = isPublished ? await readRoundRows(db, round, editions) : null;
  const years = [...new Set([...(isPublished ? [round.year] : []), ...editions.map((row) => row.year)])];
  years.sort((a, b) => b - a);
  const year = years.find((one) => one === asked.year) ?? years[0] ?? null;
  const nameRow = (row: Omit<ResultRow, "name">): ResultRow => ({
    ...row,
    name: names.get(row.entityId) ?? { vi: row.entityId, en: row.entityId },
  });
  const sets =
    published !== null && round?.year === year
      ? [{ ...published, rows: published.rows.map(nameRow) }]
      : await readEditionSets(services, { editions, year, nameRow, now });
  return {
    now,
    tier,
    years,
    year,
    sets,
    merger: await countMerger(db, round?.id ?? null),
    pending:
      round === null || isPublished
        ? null
        : {
            year: round.year,
            phase: thing.phase,
            dueAt: (JSON.parse(round.calendar) as Partial<Record<string, string>>)[round.phase] ?? null,
            isSimulated: round.is_simulated === 1,
          },
    log: await readLog(services),
  };
}

type UnnamedSet = Omit<ResultSet, "rows"> & { readonly rows: readonly Omit<ResultRow, "name">[] };

async function readRoundRows(
  db: Transaction,
  round: { id: string; year: number },
  editions: readonly EditionRow[],
): Promise<UnnamedSet | null> {
  const recorded = await findIndexResult(db, round.id);
  if (recorded === null) return null;
  const { entities } = recorded.result;
  const rows = entities.map(({ entity, rank, value }) => ({
    entityId: entity,
    rank,
    value,
    before: findValue(editions, { year: round.year - 1, entityId: entity }),
  }));
  return {
    set: "",
    unitCount: rows.length,
    rows,
    mean: computeFullMean(rows, rows.length),
    source: { seq: recorded.seq, hash: recorded.resultHash, kind: "round" },
  };
}

async function readEditionSets(
  services: PageServices,
  asked: {
    editions: readonly EditionRow[];
    year: number | null;
    nameRow: (row: Omit<ResultRow, "name">) => ResultRow;
    now: string;
  },
): Promise<ResultSet[]> {
  const { editions, year, nameRow, now } = asked;
  const ofYear = editions.filter((row) => row.year === year);
  const sets: ResultSet[] = [];
  for (const set of new Set(ofYear.map((row) => row.entitySet))) {
    const inSet = ofYear.filter((row) => row.entitySet === set);
    const rows = inSet.map(({ entityId, rank, valueBasis }) =>
      nameRow({
        entityId,
        rank,
        value: valueBasis,
        before: findValue(editions, { year: (year ?? 0) - 1, entityId, set }),
      }),
    );
    const unitCount = Number.parseInt(set, 10) || null;
    const seq = inSet[0]?.seq ?? 0;
    const hash = await findFileHash(services, seq, now);
    sets.push({ set, unitCount, rows, mean: computeFullMean(rows, unitCount), source: { seq, hash, kind: "import" } });
  }
  return sets;
}

function findValue(
  editions: readonly EditionRow[],
  of: { year: number; entityId: string; set?: string },
): number | null {
  const row = editions.find(
    (one) =>
      one.year === of.year &&
      one.entityId === of.entityId &&
      one.valueBasis !== null &&
      (of.set === undefined || one.entitySet === of.set),
  );
  return row?.valueBasis ?? null;
}

/** The mean of a part would pass for the mean of all. */
function computeFullMean(rows: readonly { value: number | null }[], unitCount: number | null): number | null {
  const values = rows.flatMap((row) => (row.value === null ? [] : [row.value]));
  if (unitCount === null || values.length !== unitCount) return null;
  const mean = computeMean(values.map((value) => ({ value: makeFraction(value, 1), weight: 1 })));
  return mean === null ? null : roundHalfUp(mean);
}

/** Hash of the file that an edition was imported from, as its entry says; null when that is not to be read. */
async function findFileHash(services: PageServices, seq: number, now: string): Promise<string | null> {
  const facts = { ...BARE_FACTS, type: "edition.imported" };
  const [row] = await listParts(services.database.reader, [seq]);
  if (row === undefined || !canReadPart(PUBLIC, "value", facts, now)) return null;
  const { bytes } = openPart(services.vault, { seq, part: "value" }, row.value);
  return (JSON.parse(bytes) as { file?: string }).file ?? null;
}

async function countMerger(db: Transaction, roundId: string | null): Promise<ResultsView["merger"]> {
  const mergers = await listMergers(db);
  const after = roundId === null ? 0 : (await listRoundEntities(db, roundId)).length;
  if (mergers.length === 0 || after === 0) return null;
  const gone = mergers.reduce((count, merger) => count + merger.from.length - 1, 0);
  return { before: after + gone, after };
}

async function readLog(services: PageServices): Promise<ResultsView["log"]> {
  const { note } = await services.ledger.publishedCheckpoint();
  const { size, root } = parseCheckpoint(parseNote(note).text);
  const { origin, verifierKey } = services.ledger;
  return { origin, verifierKey, size, rootHash: toHex(root), witnessPolicy: services.witnesses.policyText() };
}
