import { listMissingSeals } from "../../domain/process/missing-seals.ts";
import { findBatch } from "../../../db/queries/items.ts";
import { listBatchScores } from "../../../db/queries/scores.ts";
import type { SeedItem } from "./list-ballots.ts";
import { runStage, type SeedContext } from "./seed-context.ts";

const MISSING_REASON = "Một phiếu chưa niêm khi hết hạn; mở theo quy chế, phiếu thiếu được ghi rõ.";

/** Items of each batch, by the batch's id. */
export function groupByBatch(items: readonly SeedItem[]): Map<string, SeedItem[]> {
  return Map.groupBy(items, ({ item }) => item.batchId);
}

/** Each batch is opened by two persons: its chair proposes, an officer confirms. */
export async function openBatches(
  context: SeedContext,
  stage: "earlyOpening" | "lateOpening",
  items: readonly SeedItem[],
): Promise<void> {
  const tasks = [...groupByBatch(items)].map(
    ([batchId, batchItems], place) =>
      () =>
        openOne(context, { batchId, items: batchItems, officer: place % 2 }),
  );
  await runStage(context, { stage, name: "openings" }, tasks);
}

async function openOne(
  { services, people }: SeedContext,
  batch: { batchId: string; items: readonly SeedItem[]; officer: number },
): Promise<void> {
  const db = services.database.reader;
  const [{ item, chair }] = batch.items as [SeedItem];
  const scores = await listBatchScores(db, batch.batchId);
  const missing = listMissingSeals({
    items: batch.items.map((one) => one.item),
    actorIds: [...new Set(batch.items.flatMap(({ experts }) => experts.map(([, expert]) => expert.actorId)))],
    recused: batch.items.flatMap((one) => listRecused(one, batch.items)),
    sealed: scores.map((score) => ({ actorId: score.actor_id, itemId: score.item_id, isConfirmed: true })),
  });
  const facts = { round: item.roundId, panel: item.panelId, batch: batch.batchId };
  const reason = missing.length > 0 ? MISSING_REASON : "";
  const value = { missing: missing.map((one) => ({ ...one })) };
  await chair.submit({ type: "batch.opening-proposed", facts, value, text: { reason } });
  const proposed = await findBatch(db, batch.batchId);
  const opening = { proposal: proposed!.proposal_seq!, seals: scores.map((score) => score.seq) };
  await people.officers[batch.officer as 0 | 1].submit({ type: "batch.opened", facts, value: opening, text: {} });
}

/** Experts of the batch who take no part for this item's entity. */
function listRecused({ item, experts }: SeedItem, items: readonly SeedItem[]) {
  const here = new Set(experts.map(([, expert]) => expert.actorId));
  const all = new Set(items.flatMap((one) => one.experts.map(([, expert]) => expert.actorId)));
  return [...all].filter((actorId) => !here.has(actorId)).map((actorId) => ({ actorId, entityId: item.entityId }));
}
