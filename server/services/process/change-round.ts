import { findAccountId } from "../../../db/queries/actors.ts";
import { findRoundChange, findRoundRow, type RoundChangeRow, type RoundRow } from "../../../db/queries/rounds.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { FrozenPlan, RoundChange } from "../../domain/event/round-events.ts";
import type { RoundPhase } from "../../domain/event/round-phase.ts";
import { canonicalJson } from "../../domain/ledger/canonical-json.ts";
import type { RoundChangeFacts } from "../../domain/policy/thing.ts";
import { findChangeProblem } from "../../domain/process/check-change.ts";
import { changePlan, hashPlan } from "../../domain/process/round-plan.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type DecideContext, defineHandler, demand, demandField, type ProjectContext } from "../commands/handler.ts";
import { sha256 } from "../hash.ts";
import { applyChange } from "./apply-change.ts";
import { readChangeGround } from "./change-ground.ts";

/** One of the secretariat proposes a change of what the opening froze, or a move against the order, and says why. */
export const proposeChange = defineHandler({
  type: "round.change-proposed",
  decide: async (context, act) => {
    const round = await demandRound(context, act.head.round);
    const change = { phase: round.phase as RoundPhase, proposedByAccountId: null, isSettled: false };
    demand(context, "round.propose-change", { kind: "round-change", change });
    await demandPossible(context, round, act.value.change);
    return { facts: { round: round.id } };
  },
  project: async ({ trx, seq, at }, act) => {
    await trx
      .insertInto("round_change")
      .values({
        seq,
        round_id: act.head.round as string,
        at,
        proposed_by: act.head.actor,
        change: canonicalJson(act.value.change),
        reason: act.text.reason,
        state: "waiting",
      })
      .execute();
  },
});

/**
 * Another person confirms exactly what was proposed, and it takes effect. Refused when what it changes has become
 * another since: then it is another change, to be proposed anew.
 */
export const confirmChange = defineHandler({
  type: "round.change-confirmed",
  decide: async (context, act) => {
    const round = await demandRound(context, act.head.round);
    const row = await demandWaiting(context, round, act.value.proposal);
    const facts = await toChangeFacts(context.trx, { row, round });
    if (facts.proposedByAccountId === context.actor.accountId) {
      throw new Refusal("two-persons.same-person", { attempted: "round.change-confirmed" });
    }
    demand(context, "round.confirm-change", { kind: "round-change", change: facts });
    const change = toChange(row);
    await demandPossible(context, round, change);
    const frozen = await readFrozenAfter(context.trx, round.id, change);
    return {
      facts: { round: round.id },
      value: { proposal: row.seq, change, frozen },
      text: { reason: row.reason },
    };
  },
  project: async (context, act) => {
    const roundId = act.head.round as string;
    const { proposal, change, frozen } = act.value;
    await applyChange(context, roundId, change);
    if (frozen !== null) {
      const columns = { frozen: canonicalJson(frozen) };
      await context.trx.updateTable("round").set(columns).where("id", "=", roundId).execute();
    }
    await settle(context, { proposal, by: act.head.actor, state: "confirmed", reason: null });
  },
});

/** The proposer takes a proposal back, or another of the secretariat declines it. */
export const withdrawChange = defineHandler({
  type: "round.change-withdrawn",
  decide: async (context, act) => {
    const round = await demandRound(context, act.head.round);
    const row = await demandWaiting(context, round, act.value.proposal);
    const change = await toChangeFacts(context.trx, { row, round });
    demand(context, "round.withdraw-change", { kind: "round-change", change });
    return { facts: { round: round.id }, value: { proposal: row.seq } };
  },
  project: async (context, act) => {
    const { proposal } = act.value;
    await settle(context, { proposal, by: act.head.actor, state: "withdrawn", reason: act.text.reason });
  },
});

/**
 * Hashes of what would be frozen after a change; null in a round that was opened before openings froze anything.
 *
 * @throws Refusal `thing.absent` when there is no such round.
 */
export async function readFrozenAfter(
  db: Transaction,
  roundId: string,
  change: RoundChange,
): Promise<FrozenPlan | null> {
  const round = await findRoundRow(db, roundId);
  if (round === null) throw new Refusal("thing.absent");
  if (round.frozen === null) return null;
  const { plan, framework } = await readChangeGround(db, round, change);
  return hashPlan(sha256, roundId, changePlan(plan, change, framework?.rubrics));
}

async function settle(
  { trx, seq, at }: ProjectContext,
  { proposal, by, state, reason }: { proposal: number; by: string; state: string; reason: string | null },
): Promise<void> {
  await trx
    .updateTable("round_change")
    .set({ state, settled_seq: seq, settled_by: by, settled_at: at, settled_reason: reason })
    .where("seq", "=", proposal)
    .execute();
}

async function demandRound(context: DecideContext, id: string | undefined): Promise<RoundRow> {
  const round = await findRoundRow(context.trx, demandField(id, "head.round"));
  if (round === null) throw new Refusal("thing.absent");
  demand(context, "round.read-plan", { kind: "round", roundId: round.id, phase: round.phase as RoundPhase });
  return round;
}

async function demandWaiting({ trx }: DecideContext, round: RoundRow, proposal: number): Promise<RoundChangeRow> {
  const row = await findRoundChange(trx, proposal);
  if (row === null || row.round_id !== round.id) throw new Refusal("thing.absent");
  if (row.state !== "waiting") throw new Refusal("round.change-settled");
  return row;
}

async function demandPossible({ trx, now }: DecideContext, round: RoundRow, change: RoundChange) {
  const ground = await readChangeGround(trx, round, change);
  const problem = findChangeProblem(change, ground, now);
  if (problem !== null) throw new Refusal(problem);
  return ground;
}

export const toChange = (row: Pick<RoundChangeRow, "change">): RoundChange => JSON.parse(row.change) as RoundChange;

/** What the rules ask of a proposal. */
export async function toChangeFacts(
  db: Transaction,
  { row, round }: { row: RoundChangeRow; round: RoundRow },
): Promise<RoundChangeFacts> {
  return {
    phase: round.phase as RoundPhase,
    proposedByAccountId: await findAccountId(db, row.proposed_by),
    isSettled: row.state !== "waiting",
  };
}
