import { findAccountId, listMembers } from "../../../db/queries/actors.ts";
import { findMove, listBlocks, setBlock } from "../../../db/queries/assignments.ts";
import { listConflicts } from "../../../db/queries/panels.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { Act } from "../../domain/event/act.ts";
import type { HeadFacts } from "../../domain/event/head.ts";
import type { RoundPhase } from "../../domain/event/process-events.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type DecideContext, defineHandler, demand, demandField } from "../commands/handler.ts";

type Move = Pick<Act<"assignment.move-proposed">["value"], "entity" | "mainIndex" | "from" | "to">;

/** From the opening of the round on it takes two persons to move a block: the first says which, to whom, and why. */
export const proposeMove = defineHandler({
  type: "assignment.move-proposed",
  decide: async (context, act) => {
    const { roundId, phase } = await demandRound(context, act.head.round);
    if (phase === "setup") throw new Refusal("assignment.needs-no-proposal");
    await demandMovable(context.trx, roundId, act.value);
    return { facts: moveFacts(roundId, act.value) };
  },
  project: async ({ trx, seq }, act) => {
    const { entity, mainIndex, from, to } = act.value;
    const who = { from_actor: from, to_actor: to, proposed_by: act.head.actor, done_seq: null };
    await trx
      .insertInto("assignment_move")
      .values({ seq, round_id: act.head.round as string, entity_id: entity, main_index: mainIndex, ...who })
      .execute();
  },
});

/**
 * A block goes from one expert to another, is added to one or taken from one. In the set-up one person moves it, later
 * a second confirms what the first proposed. What the one before sealed stays on record, opens with its batch and is
 * not counted.
 */
export const moveBlock = defineHandler({
  type: "assignment.moved",
  decide: async (context, act) => {
    const { roundId, phase } = await demandRound(context, act.head.round);
    const { proposal } = act.value;
    if (phase !== "setup" && proposal === null) throw new Refusal("assignment.needs-second-person");
    if (proposal !== null) await demandProposed(context, roundId, act.value);
    await demandMovable(context.trx, roundId, act.value);
    return { facts: moveFacts(roundId, act.value) };
  },
  project: async ({ trx, seq }, act) => {
    const roundId = act.head.round as string;
    const { entity, mainIndex, from, to, proposal } = act.value;
    const present = await listPresent(trx, roundId, act.value);
    const actorIds = [...present.actorIds.filter((actorId) => actorId !== from), ...(to === null ? [] : [to])];
    await setBlock(trx, { roundId, entityId: entity, mainIndex, actorIds });
    if (proposal === null) return;
    await trx.updateTable("assignment_move").set({ done_seq: seq }).where("seq", "=", proposal).execute();
  },
});

function moveFacts(roundId: string, { entity, from, to }: Move): HeadFacts {
  // Whom it touches reads of it: who gives it up, else who takes it.
  return { round: roundId, entity, subject: from ?? to ?? "" };
}

async function demandRound(
  context: DecideContext,
  named: string | undefined,
): Promise<{ roundId: string; phase: RoundPhase }> {
  const roundId = demandField(named, "head.round");
  const round = await context.trx.selectFrom("round").select("phase").where("id", "=", roundId).executeTakeFirst();
  if (round === undefined) throw new Refusal("thing.absent");
  const phase = round.phase as RoundPhase;
  demand(context, "round.manage", { kind: "round", roundId, phase });
  return { roundId, phase };
}

/** The second confirms exactly what the first proposed, and is somebody else. */
async function demandProposed(
  context: DecideContext,
  roundId: string,
  value: Act<"assignment.moved">["value"],
): Promise<void> {
  const row = await findMove(context.trx, value.proposal ?? -1);
  if (row === null || row.round_id !== roundId) throw new Refusal("thing.absent");
  if ((await findAccountId(context.trx, row.proposed_by)) === context.actor.accountId) {
    throw new Refusal("two-persons.same-person", { attempted: "assignment.moved" });
  }
  const isSame =
    row.entity_id === value.entity &&
    row.main_index === value.mainIndex &&
    row.from_actor === value.from &&
    row.to_actor === value.to;
  if (!isSame || row.done_seq !== null) throw new Refusal("assignment.proposal-moved");
}

interface Present {
  readonly actorIds: readonly string[];
  readonly batchPhase: string;
}

/** Who scores a block now. @throws Refusal `thing.absent` when the round has no such block. */
async function listPresent(trx: Transaction, roundId: string, { entity, mainIndex }: Move): Promise<Present> {
  const block = (await listBlocks(trx, { roundId, entityId: entity })).find((one) => one.mainIndex === mainIndex);
  if (block === undefined) throw new Refusal("thing.absent");
  const { batchPhase, panelId, assignedActorIds } = block;
  if (assignedActorIds !== null) return { actorIds: assignedActorIds, batchPhase };
  const members = (await listMembers(trx, roundId)).filter((one) => one.panelId === panelId && one.duty === "expert");
  return { actorIds: members.map((one) => one.actorId), batchPhase };
}

async function demandMovable(trx: Transaction, roundId: string, move: Move): Promise<void> {
  const { from, to, entity } = move;
  const { actorIds, batchPhase } = await listPresent(trx, roundId, move);
  if (batchPhase !== "independent") throw new Refusal("assignment.too-late");
  if (from === to || (from !== null && !actorIds.includes(from)) || (to !== null && actorIds.includes(to))) {
    throw new Refusal("assignment.block-moved");
  }
  if (to === null && actorIds.length === 1) throw new Refusal("assignment.block-size");
  if (to === null) return;
  const members = await listMembers(trx, roundId);
  if (!members.some(({ actorId, duty }) => actorId === to && duty === "expert")) {
    throw new Refusal("assignment.unknown-expert");
  }
  const conflicts = await listConflicts(trx, roundId);
  if (conflicts.some((one) => one.actorId === to && one.entityId === entity)) {
    throw new Refusal("assignment.in-conflict");
  }
}
