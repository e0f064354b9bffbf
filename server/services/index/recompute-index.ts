import {
  findPreviousEdition,
  listIndexInputs,
  listMergers,
  listRoundEntities,
} from "../../../db/queries/index-inputs.ts";
import { getRoundFramework } from "../../../db/queries/frameworks.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { Act } from "../../domain/event/act.ts";
import type { ValuePart } from "../../domain/event/catalogue.ts";
import { computeIndex, type IndexResult } from "../../domain/index-calculator/compute-index.ts";
import type { IndexInput } from "../../domain/index-calculator/index-input.ts";
import { canonicalJson, type JsonValue } from "../../domain/ledger/canonical-json.ts";
import { demandField, type ProjectContext } from "../commands/handler.ts";
import { recordSystem } from "../commands/record-system.ts";
import type { AppendedEntry, Ledger } from "../ledger/ledger.ts";
import { sha256 } from "../hash.ts";

/** The last command of a group that changed an input of a round's index. */
export interface IndexCause extends AppendedEntry {
  readonly act: Act;
}

/** Events after which an index is computed anew; entities and their mergers belong to no round. */
const CAUSES = ["item.finalised", "case.decision-approved", "values.imported", "entities.imported"];

export function changesIndex(act: Act): boolean {
  return CAUSES.includes(act.head.type);
}

/** Rounds whose index a command may have changed: its own, or all that have one. */
export async function listAffectedRounds(db: Transaction, { head }: Act): Promise<string[]> {
  if (head.round !== undefined) return [head.round];
  const rows = await db.selectFrom("index_result").select("round_id").distinct().orderBy("round_id").execute();
  return rows.map((row) => row.round_id);
}

/**
 * Computes the index of a round on the rows of the open transaction and records the result as one entry of `system`.
 *
 * Nothing is recorded when the result hash is that of the newest result.
 */
export async function recomputeIndex(
  trx: Transaction,
  ledger: Ledger,
  { roundId, cause }: { roundId: string; cause: IndexCause },
): Promise<void> {
  const result = await computeRoundIndex(trx, roundId);
  const before = await findIndexResult(trx, roundId);
  if (before?.resultHash === result.resultHash) return;
  const value: ValuePart<"index.computed"> = {
    resultHash: result.resultHash,
    frameworkHash: result.frameworkHash,
    calculator: result.calculatorVersion,
    effect: toEffect(before?.result ?? null, result, cause.act.head.entity),
  };
  const { case: caseId, entity, item } = cause.act.head;
  const facts = {
    round: roundId,
    cause: cause.act.head.command,
    ...(entity === undefined ? {} : { entity }),
    ...(item === undefined ? {} : { item }),
    ...(caseId === undefined ? {} : { case: caseId }),
  };
  const now = new Date(cause.at);
  const entry = await recordSystem({ ledger, trx, now }, { type: "index.computed", facts, value, text: {} });
  await insertResult(trx, { roundId, ...entry, causeSeq: cause.seq, result });
}

/** The row of a recorded result: computed again on the rows as they stood when it was recorded. */
export async function projectIndexResult({ trx, seq, at }: ProjectContext, act: Act<"index.computed">): Promise<void> {
  const roundId = demandField(act.head.round, "head.round");
  const cause = await trx
    .selectFrom("ledger_head")
    .select("seq")
    .where("seq", "<", seq)
    .where("command_id", "=", demandField(act.head.cause, "head.cause"))
    .where("type", "in", CAUSES)
    .orderBy("seq", "desc")
    .executeTakeFirstOrThrow();
  const result = await computeRoundIndex(trx, roundId);
  await insertResult(trx, { roundId, seq, at, causeSeq: cause.seq, result });
}

async function insertResult(
  trx: Transaction,
  row: AppendedEntry & { roundId: string; causeSeq: number; result: IndexResult },
): Promise<void> {
  const { roundId, seq, at, causeSeq, result } = row;
  await trx
    .insertInto("index_result")
    .values({
      round_id: roundId,
      seq,
      at,
      cause_seq: causeSeq,
      result_hash: result.resultHash,
      document: canonicalJson(result as unknown as JsonValue),
    })
    .execute();
}

/**
 * The index of a round as its rows stand; deterministic.
 *
 * @param instead - a value to take in place of the one that stands, for a dry run; null computes what stands.
 */
export async function computeRoundIndex(
  db: Transaction,
  roundId: string,
  instead: IndexInput | null = null,
): Promise<IndexResult> {
  const { round, framework } = await getRoundFramework(db, roundId);
  const entities = await listRoundEntities(db, roundId);
  const previousEdition = await findPreviousEdition(db, { year: round.year, tier: round.tier });
  const mergers = await listMergers(db);
  const standing = await listIndexInputs(db, roundId, framework);
  const inputs =
    instead === null
      ? standing
      : [...standing.filter((one) => one.entity !== instead.entity || one.code !== instead.code), instead];
  // Entities of the round are scored as they stand today; mergers only tell the change on an earlier edition.
  const breaks = { ...(previousEdition === null ? {} : { previousEdition }), mergers };
  return computeIndex(framework, { inputs, entities, ...breaks }, sha256);
}

/** The newest recorded result of a round; null before the first. */
export async function findIndexResult(
  db: Transaction,
  roundId: string,
): Promise<{ seq: number; at: string; resultHash: string; result: IndexResult } | null> {
  const row = await db
    .selectFrom("index_result")
    .selectAll()
    .where("round_id", "=", roundId)
    .orderBy("seq", "desc")
    .executeTakeFirst();
  if (row === undefined) return null;
  const result = JSON.parse(row.document) as IndexResult;
  return { seq: row.seq, at: row.at, resultHash: row.result_hash, result };
}

function toEffect(
  before: IndexResult | null,
  after: IndexResult,
  entityId: string | undefined,
): ValuePart<"index.computed">["effect"] {
  if (before === null || entityId === undefined) return null;
  const [old, now] = [before, after].map((result) => result.entities.find((one) => one.entity === entityId));
  return {
    valueBefore: old?.value ?? null,
    valueAfter: now?.value ?? null,
    rankBefore: old?.rank ?? null,
    rankAfter: now?.rank ?? null,
  };
}
