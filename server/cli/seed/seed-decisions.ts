import { choose } from "../../../db/seeds/round/choose.ts";
import { SHOWCASE } from "../../../db/seeds/round/panels.ts";
import { findResponseDue } from "../../../db/seeds/round/schedule.ts";
import { type Extent, listDiscussion } from "./discuss-items.ts";
import { finaliseItem, writeConclusions } from "./finalise-items.ts";
import { listSeedItems, type SeedItem } from "./list-ballots.ts";
import { groupByBatch, openBatches } from "./open-batches.ts";
import { runStage, type SeedContext } from "./seed-context.ts";

/** Batches that are through: opened, discussed to the end, finalised, and some sent to the agencies. */
export async function decideEarly(context: SeedContext): Promise<void> {
  const isEarly = ({ fate }: SeedItem): boolean => fate === "decided" || fate === "answerable";
  const early = (await listSeedItems(context)).filter(isEarly);
  await openBatches(context, "earlyOpening", early);
  const discussions = await Promise.all(early.map((one) => listDiscussion(context, one, "finished")));
  await runStage(context, { stage: "earlyDiscussion", name: "discussions" }, discussions.flat());
  await writeConclusions(context, early);
  const tasks = early.map((one) => () => finaliseItem(context, one));
  await runStage(context, { stage: "earlyDecisions", name: "final scores" }, tasks);
  await sendToResponse(
    context,
    early.filter(({ fate }) => fate === "answerable"),
  );
}

async function sendToResponse(context: SeedContext, items: readonly SeedItem[]): Promise<void> {
  const { people, now } = context;
  const dueAt = findResponseDue(now).toISOString();
  const tasks = [...groupByBatch(items)].map(([batch, [one]]) => () => {
    const { roundId: round, panelId: panel } = one!.item;
    const value = { from: "reconciliation" as const, to: "response" as const, dueAt };
    return people.officers[1].submit({ type: "batch.phase-moved", facts: { round, panel, batch }, value, text: {} });
  });
  await runStage(context, { stage: "response", name: "responses" }, tasks);
}

/** Batches under discussion: each item as far as chance has it, some of them final. */
export async function discussLate(context: SeedContext): Promise<void> {
  const late = (await listSeedItems(context)).filter(({ fate }) => fate === "discussed");
  await openBatches(context, "lateOpening", late);
  const items = late.filter(
    ({ item }) => item.entityId !== SHOWCASE.discussed || item.indicator !== SHOWCASE.indicator,
  );
  const discussions = await Promise.all(items.map((one) => listDiscussion(context, one, chooseExtent(one))));
  await runStage(context, { stage: "lateDiscussion", name: "discussions" }, discussions.flat());
  const final = items.filter((one) => chooseExtent(one) === "finished" && isFinal(one));
  await writeConclusions(context, final);
  await runStage(
    context,
    { stage: "lateDiscussion", name: "final scores" },
    final.map((one) => () => finaliseItem(context, one)),
  );
}

/** The showcase city's other items are settled, as in a panel that has one hard item left. */
function chooseExtent({ item }: SeedItem): Extent {
  if (item.entityId === SHOWCASE.discussed) return "finished";
  const place = choose(`${item.itemId}/extent`, 1, 100);
  if (place <= 20) return "untouched";
  return place <= 50 ? "begun" : "finished";
}

const isFinal = ({ item }: SeedItem): boolean =>
  item.entityId === SHOWCASE.discussed || choose(`${item.itemId}/final`, 1, 100) <= 60;
