import { findBatch, listBatchItems } from "../../../db/queries/items.ts";
import { findNewestDecision } from "../../../db/queries/decisions.ts";
import { ROUND_PHASES, type RoundPhase } from "../../domain/event/process-events.ts";
import { BATCH_PHASES, type BatchPhase } from "../../domain/policy/thing.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type DecideContext, defineHandler, demand, demandField } from "../commands/handler.ts";

/** The secretariat moves a round forward by one phase; backward moves need two persons and are refused here. */
export const moveRoundPhase = defineHandler({
  type: "round.phase-moved",
  decide: async (context, act) => {
    const roundId = demandField(act.head.round, "head.round");
    const round = await context.trx.selectFrom("round").selectAll().where("id", "=", roundId).executeTakeFirst();
    if (round === undefined) throw new Refusal("thing.absent");
    demand(context, "round.manage", { kind: "round", roundId, phase: act.value.from });
    const from = ROUND_PHASES.indexOf(round.phase as (typeof ROUND_PHASES)[number]);
    const to = ROUND_PHASES.indexOf(act.value.to);
    if (act.value.from !== round.phase) throw new Refusal("round.other-phase", { phase: round.phase });
    if (WITNESSED_PHASES.has(act.value.to)) await demandWitnessed(context, roundId);
    // From independent on the batches have phases of their own; the round's follows its earliest.
    if (to !== from + 1 || to > ROUND_PHASES.indexOf("independent")) throw new Refusal("round.no-such-move");
    if (act.value.to === "independent") await demandFrozenEvidence(context, roundId);
    return { facts: { round: roundId } };
  },
  project: async ({ trx }, act) => {
    await trx
      .updateTable("round")
      .set({ phase: act.value.to })
      .where("id", "=", act.head.round as string)
      .execute();
  },
});

/** The secretariat sends a batch whose items are all final on to the agencies' response. */
export const moveBatchPhase = defineHandler({
  type: "batch.phase-moved",
  decide: async (context, act) => {
    const batch = await findBatch(context.trx, demandField(act.head.batch, "head.batch"));
    if (batch === null) throw new Refusal("thing.absent");
    demand(context, "round.manage", { kind: "round", roundId: batch.round_id, phase: "independent" });
    const from = BATCH_PHASES.indexOf(batch.phase as BatchPhase);
    const to = BATCH_PHASES.indexOf(act.value.to as BatchPhase);
    if (act.value.from !== batch.phase) throw new Refusal("batch.other-phase", { phase: batch.phase });
    // Opening has a command of its own, by two persons; approval and publication are the council's.
    if (to !== from + 1 || act.value.to !== "response") throw new Refusal("batch.no-such-move");
    const open = (await listBatchItems(context.trx, batch.id)).filter((item) => item.state !== "final");
    if (open.length > 0) throw new Refusal("batch.items-not-final", { items: open.length });
    if (act.value.dueAt <= context.now) throw new Refusal("batch.due-in-the-past");
    return { facts: { round: batch.round_id, panel: batch.panel_id, batch: batch.id } };
  },
  project: async ({ trx }, act) => {
    await trx
      .updateTable("batch")
      .set({ phase: act.value.to, due_at: act.value.dueAt })
      .where("id", "=", act.head.batch as string)
      .execute();
  },
});

/** What the council approves and the public reads must be what the witnesses have seen. */
const WITNESSED_PHASES: ReadonlySet<RoundPhase> = new Set(["approval", "published"]);

/** @throws Refusal `round.not-witnessed` while the round's newest decision waits for a quorum of witnesses. */
async function demandWitnessed({ trx, isProvisional }: DecideContext, roundId: string): Promise<void> {
  const newest = await findNewestDecision(trx, roundId);
  if (newest !== null && isProvisional(newest)) throw new Refusal("round.not-witnessed", { seq: newest });
}

async function demandFrozenEvidence(context: { trx: Parameters<typeof findBatch>[0] }, roundId: string): Promise<void> {
  const open = await context.trx
    .selectFrom("item")
    .select("id")
    .where("round_id", "=", roundId)
    .where("evidence_set", "is", null)
    .executeTakeFirst();
  if (open !== undefined) throw new Refusal("round.evidence-not-frozen", { item: open.id });
}
