import { getFramework } from "../../../db/queries/frameworks.ts";
import { findRoundPlan, listRoundBatches, type RoundRow } from "../../../db/queries/rounds.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { RoundChange } from "../../domain/event/round-events.ts";
import { canonicalJson } from "../../domain/ledger/canonical-json.ts";
import type { BatchPhase } from "../../domain/policy/thing.ts";
import type { ChangeGround } from "../../domain/process/check-change.ts";
import { Refusal } from "../../domain/refusal.ts";
import { hashText } from "../hash.ts";
import { readRoundStanding } from "./move-phase.ts";

/** What a change of a round is held against: its rows as they are now. */
export async function readChangeGround(db: Transaction, round: RoundRow, change: RoundChange): Promise<ChangeGround> {
  const plan = await findRoundPlan(db, round.id);
  if (plan === null) throw new Refusal("thing.absent");
  const batches = await listRoundBatches(db, round.id);
  return {
    round: await readRoundStanding(db, round),
    plan,
    batchPhases: new Map(batches.map((batch) => [batch.id, batch.phase as BatchPhase])),
    framework: change.kind === "framework" ? await readNewFramework(db, round, change.new.version) : null,
  };
}

/** Rubric hash of each indicator that experts score in a version of a framework, ascending by indicator. */
export async function readRubrics(
  db: Transaction,
  version: { id: string; version: string },
): Promise<{ indicator: string; rubric: string }[]> {
  const framework = await getFramework(db, version);
  return framework.components
    .filter((component) => component.source === "expert")
    .map(({ code, rubric }) => ({ indicator: code, rubric: hashText(canonicalJson(rubric)) }))
    .sort((a, b) => Number(a.indicator > b.indicator) - Number(a.indicator < b.indicator));
}

async function readNewFramework(db: Transaction, round: RoundRow, version: string): Promise<ChangeGround["framework"]> {
  const row = await db
    .selectFrom("framework")
    .select("hash")
    .where("id", "=", round.framework_id)
    .where("version", "=", version)
    .executeTakeFirst();
  if (row === undefined) return null;
  const rubrics = await readRubrics(db, { id: round.framework_id, version });
  const wanted = new Map(rubrics.map(({ indicator, rubric }) => [indicator, rubric]));
  const items = await db
    .selectFrom("item")
    .innerJoin("batch", "batch.id", "item.batch_id")
    .select(["item.id", "item.indicator", "item.rubric_hash", "batch.phase"])
    .where("item.round_id", "=", round.id)
    .execute();
  const touched = items.filter((item) => wanted.get(item.indicator) !== item.rubric_hash);
  return {
    version,
    hash: row.hash,
    rubrics,
    reopens: touched.map((item) => item.id).sort(),
    touchesOpened: touched.some((item) => item.phase !== "independent"),
  };
}
