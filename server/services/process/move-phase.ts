import { findBatch } from "../../../db/queries/items.ts";
import { findRoundRow, followBatches, listRoundBatches, toCalendar } from "../../../db/queries/rounds.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { RoundPhase } from "../../domain/event/round-phase.ts";
import type { BatchPhase } from "../../domain/policy/thing.ts";
import { findBatchMove } from "../../domain/process/batch-machine.ts";
import { findRoundMove, isBatchPhase } from "../../domain/process/round-machine.ts";
import type { RoundStanding } from "../../domain/process/round-machine.ts";
import { Refusal } from "../../domain/refusal.ts";
import { defineHandler, demand, demandField } from "../commands/handler.ts";
import { demandBatchExits, demandExits } from "./round-standing.ts";

/** The secretariat moves a round forward by one phase, when its conditions are met; other moves need two persons. */
export const moveRoundPhase = defineHandler({
  type: "round.phase-moved",
  decide: async (context, act) => {
    const round = await findRoundRow(context.trx, demandField(act.head.round, "head.round"));
    if (round === null) throw new Refusal("thing.absent");
    demand(context, "round.manage", { kind: "round", roundId: round.id, phase: act.value.from });
    if (act.value.from !== round.phase) throw new Refusal("round.other-phase", { phase: round.phase });
    const standing = await readRoundStanding(context.trx, round);
    // From independent on the batches have phases of their own; the round's follows its earliest.
    if (findRoundMove(standing, act.value.to) !== "forward") throw new Refusal("round.no-such-move");
    await demandExits(context, round);
    return { facts: { round: round.id } };
  },
  project: async ({ trx }, act) => {
    const roundId = act.head.round as string;
    await trx.updateTable("round").set({ phase: act.value.to }).where("id", "=", roundId).execute();
    await followBatches(trx, roundId);
  },
});

/** What the moves of a round are asked with. */
export async function readRoundStanding(
  trx: Transaction,
  round: { id: string; phase: string; withheld_from: string | null },
): Promise<RoundStanding> {
  return {
    phase: round.phase as RoundPhase,
    batchPhases: (await listRoundBatches(trx, round.id)).map((batch) => batch.phase as BatchPhase),
    withheldFrom: round.withheld_from as RoundPhase | null,
  };
}

/** The secretariat sends a batch whose items are all final on to the agencies' response, and from there to approval. */
export const moveBatchPhase = defineHandler({
  type: "batch.phase-moved",
  decide: async (context, act) => {
    const batch = await findBatch(context.trx, demandField(act.head.batch, "head.batch"));
    if (batch === null) throw new Refusal("thing.absent");
    const round = await findRoundRow(context.trx, batch.round_id);
    const phase = (round?.phase ?? "setup") as RoundPhase;
    demand(context, "round.manage", { kind: "round", roundId: batch.round_id, phase });
    const { from, to, dueAt } = act.value;
    if (from !== batch.phase) throw new Refusal("batch.other-phase", { phase: batch.phase });
    // Opening has a command of its own, by two persons; publication is the round's.
    const isForward = findBatchMove(batch.phase as BatchPhase, to) === "forward";
    if (!isForward || !isBatchPhase(phase)) throw new Refusal("batch.no-such-move");
    await demandBatchExits(context, batch);
    if (dueAt <= context.now) throw new Refusal("batch.due-in-the-past");
    const planned = round === null ? undefined : toCalendar(round)[to];
    // An earlier date than the calendar's is a change of the calendar, which takes two persons.
    if (planned !== undefined && dueAt < planned) throw new Refusal("batch.due-before-calendar", { planned });
    return { facts: { round: batch.round_id, panel: batch.panel_id, batch: batch.id } };
  },
  project: async ({ trx }, act) => {
    await trx
      .updateTable("batch")
      .set({ phase: act.value.to, due_at: act.value.dueAt })
      .where("id", "=", act.head.batch as string)
      .execute();
    await followBatches(trx, act.head.round as string);
  },
});
