import { findRoundPlan, findRoundRow, type RoundRow } from "../../../db/queries/rounds.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { FrozenPlan } from "../../domain/event/round-events.ts";
import type { RoundPhase } from "../../domain/event/round-phase.ts";
import { canonicalJson } from "../../domain/ledger/canonical-json.ts";
import { checkCalendar } from "../../domain/process/exit-conditions.ts";
import { hashPlan } from "../../domain/process/round-plan.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type DecideContext, defineHandler, demand, demandField } from "../commands/handler.ts";
import { sha256 } from "../hash.ts";
import { demandExits } from "./round-standing.ts";

/** The secretariat sets calendar and policy of a round that is not open yet, as often as it likes. */
export const setPlan = defineHandler({
  type: "round.plan-set",
  decide: async (context, act) => {
    const round = await demandRound(context, act.head.round, "setup");
    const [problem] = checkCalendar(act.value.calendar);
    if (problem !== undefined) throw new Refusal(`round.${problem.code}`, { phases: toPhases(problem) });
    return { facts: { round: round.id } };
  },
  project: async ({ trx }, act) => {
    const { calendar, policy } = act.value;
    await trx
      .updateTable("round")
      .set({ calendar: canonicalJson(calendar), policy: canonicalJson(policy) })
      .where("id", "=", act.head.round as string)
      .execute();
  },
});

const toPhases = (problem: object): string[] => ("phases" in problem ? [...(problem.phases as RoundPhase[])] : []);

/**
 * The secretariat opens a round: the submission begins, and what the round stands on is frozen. The entry has the hash
 * of each thing; from here on they change by two persons only.
 */
export const openRound = defineHandler({
  type: "round.opened",
  decide: async (context, act) => {
    const round = await demandRound(context, act.head.round, "setup");
    await demandExits(context, round);
    return { facts: { round: round.id }, value: { frozen: await readFrozen(context.trx, round.id) } };
  },
  project: async ({ trx, seq }, act) => {
    await trx
      .updateTable("round")
      .set({ phase: "submission", opened_seq: seq, frozen: canonicalJson(act.value.frozen) })
      .where("id", "=", act.head.round as string)
      .execute();
  },
});

/**
 * Hashes of what an opening would freeze now: whoever gives the command names them, and is refused when they moved.
 *
 * @throws Refusal `thing.absent` when there is no such round.
 */
export async function readFrozen(db: Transaction, roundId: string): Promise<FrozenPlan> {
  const plan = await findRoundPlan(db, roundId);
  if (plan === null) throw new Refusal("thing.absent");
  return hashPlan(sha256, roundId, plan);
}

async function demandRound(context: DecideContext, id: string | undefined, phase: RoundPhase): Promise<RoundRow> {
  const round = await findRoundRow(context.trx, demandField(id, "head.round"));
  if (round === null) throw new Refusal("thing.absent");
  demand(context, "round.manage", { kind: "round", roundId: round.id, phase: round.phase as RoundPhase });
  if (round.phase !== phase) throw new Refusal("round.other-phase", { phase: round.phase });
  return round;
}
