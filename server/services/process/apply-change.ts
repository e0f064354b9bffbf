import { findRoundRow, followBatches } from "../../../db/queries/rounds.ts";
import type { RoundChange } from "../../domain/event/round-events.ts";
import { canonicalJson } from "../../domain/ledger/canonical-json.ts";
import type { ProjectContext } from "../commands/handler.ts";
import { readRubrics } from "./change-ground.ts";

type Change<K extends RoundChange["kind"]> = Extract<RoundChange, { kind: K }>;

/** Writes the rows that follow from a change that two persons made, and only from it and the entries before it. */
export async function applyChange(context: ProjectContext, roundId: string, change: RoundChange): Promise<void> {
  const { trx } = context;
  const setRound = (columns: { phase?: string; withheld_from?: string | null; calendar?: string; policy?: string }) =>
    trx.updateTable("round").set(columns).where("id", "=", roundId).execute();
  switch (change.kind) {
    case "round-move":
      await setRound({ phase: change.to, withheld_from: change.to === "withheld" ? change.from : null });
      await followBatches(trx, roundId);
      return;
    case "calendar":
      await setRound({ calendar: canonicalJson(change.new) });
      return;
    case "policy":
      await setRound({ policy: canonicalJson(change.new) });
      return;
    case "batch-due":
      await setBatch(context, change.batch, { due_at: change.new });
      return;
    case "batch-move":
      await setBatch(context, change.batch, { phase: change.to, due_at: change.dueAt });
      await followBatches(trx, roundId);
      return;
    case "framework":
      await changeFramework(context, roundId, change);
  }
}

async function setBatch(
  { trx }: ProjectContext,
  batchId: string,
  columns: { phase?: string; due_at: string },
): Promise<void> {
  await trx.updateTable("batch").set(columns).where("id", "=", batchId).execute();
}

/** Items get the rubric of the new version; what was sealed on another stands, and counts as not given yet. */
async function changeFramework(
  { trx, seq }: ProjectContext,
  roundId: string,
  { new: wanted, reopens }: Change<"framework">,
): Promise<void> {
  const round = await findRoundRow(trx, roundId);
  if (round === null) throw new RangeError(`change framework: no round ${roundId}`);
  const columns = { framework_version: wanted.version, framework_hash: wanted.hash };
  await trx.updateTable("round").set(columns).where("id", "=", roundId).execute();
  const reopened = new Set(reopens);
  const rubrics = await readRubrics(trx, { id: round.framework_id, version: wanted.version });
  const items = await trx.selectFrom("item").select(["id", "indicator"]).where("round_id", "=", roundId).execute();
  const rubricOf = new Map(rubrics.map(({ indicator, rubric }) => [indicator, rubric]));
  for (const { id, indicator } of items.filter((item) => reopened.has(item.id))) {
    const rubric_hash = rubricOf.get(indicator);
    if (rubric_hash === undefined) throw new RangeError(`change framework: no rubric for ${indicator}`);
    await trx.updateTable("item").set({ rubric_hash, rubric_seq: seq }).where("id", "=", id).execute();
  }
}
