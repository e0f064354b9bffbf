import { findAccountId, listMembers } from "../../../db/queries/actors.ts";
import { findConflict, findConflictProposal, hasSealed, type ConflictPlace } from "../../../db/queries/conflicts.ts";
import type { Act } from "../../domain/event/act.ts";
import type { RoundPhase } from "../../domain/event/process-events.ts";
import { can } from "../../domain/policy/can.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type DecideContext, defineHandler, demand, demandField } from "../commands/handler.ts";

type ConflictAct = Act<"conflict.proposed"> | Act<"conflict.pinned">;

/** A conflict that arose after its person's first seal: they say it themselves, or the secretariat does. */
export const proposeConflict = defineHandler({
  type: "conflict.proposed",
  decide: async (context, act) => {
    const place = await demandPlace(context, act);
    const round = await demandRound(context, place.roundId);
    const isOwn = context.actingAs === place.actorId;
    if (!isOwn) demand(context, "round.manage", round);
    if (!(await hasSealed(context.trx, place))) throw new Refusal("conflict.needs-no-proposal");
    await demandNew(context, place);
    return { facts: conflictFacts(place) };
  },
  project: async ({ trx, seq }, act) => {
    const { round, entity, subject, actor } = act.head;
    await trx
      .insertInto("conflict_proposal")
      .values({
        seq,
        round_id: round as string,
        actor_id: subject as string,
        entity_id: entity as string,
        kind: act.value.kind,
        proposed_by: actor,
        done_seq: null,
      })
      .execute();
  },
});

/**
 * The secretariat pins a conflict, which its person cannot take back; after their first seal another person has
 * proposed it.
 *
 * From this entry on the person is out of everything about the entity, chair or expert. What they sealed stays on
 * record, opens with its batch and is not counted.
 */
export const pinConflict = defineHandler({
  type: "conflict.pinned",
  decide: async (context, act) => {
    const place = await demandPlace(context, act);
    demand(context, "round.manage", await demandRound(context, place.roundId));
    const { proposal, kind } = act.value;
    if (proposal === null) {
      if (await hasSealed(context.trx, place)) throw new Refusal("conflict.needs-second-person");
    } else await demandProposed(context, place, { proposal, kind });
    await demandNew(context, place);
    return { facts: conflictFacts(place) };
  },
  project: async ({ trx, seq }, act) => {
    const { round, entity, subject } = act.head;
    const pinned = { kind: act.value.kind, source: "pinned", seq };
    await trx
      .insertInto("conflict")
      .values({ round_id: round as string, actor_id: subject as string, entity_id: entity as string, ...pinned })
      .onConflict((conflict) => conflict.columns(["round_id", "actor_id", "entity_id"]).doUpdateSet(pinned))
      .execute();
    const { proposal } = act.value;
    if (proposal === null) return;
    await trx.updateTable("conflict_proposal").set({ done_seq: seq }).where("seq", "=", proposal).execute();
  },
});

const conflictFacts = ({ roundId, actorId, entityId }: ConflictPlace) => ({
  round: roundId,
  entity: entityId,
  subject: actorId,
});

/** Somebody of the round's panels and an entity that the round scores; anything else is absent. */
async function demandPlace({ trx, actor, now }: DecideContext, { head }: ConflictAct): Promise<ConflictPlace> {
  const roundId = demandField(head.round, "head.round");
  const actorId = demandField(head.subject, "head.subject");
  const entityId = demandField(head.entity, "head.entity");
  const isOwn = head.actor === actorId;
  const mayManage = can(actor, "round.manage", { kind: "round", roundId, phase: "setup" }, now) === "yes";
  // Who sits under which pseudonym is not for everybody to try out.
  if (!isOwn && !mayManage) throw new Refusal("thing.absent");
  const isMember = (await listMembers(trx, roundId)).some((member) => member.actorId === actorId);
  const entity = await trx
    .selectFrom("round_entity")
    .select("entity_id")
    .where("round_id", "=", roundId)
    .where("entity_id", "=", entityId)
    .executeTakeFirst();
  if (!isMember || entity === undefined) throw new Refusal("thing.absent");
  return { roundId, actorId, entityId };
}

async function demandRound({ trx }: DecideContext, roundId: string) {
  const row = await trx.selectFrom("round").select("phase").where("id", "=", roundId).executeTakeFirst();
  if (row === undefined) throw new Refusal("thing.absent");
  return { kind: "round", roundId, phase: row.phase as RoundPhase } as const;
}

async function demandProposed(
  context: DecideContext,
  place: ConflictPlace,
  { proposal, kind }: { proposal: number; kind: string },
): Promise<void> {
  const row = await findConflictProposal(context.trx, proposal);
  if (row === null || row.round_id !== place.roundId) throw new Refusal("thing.absent");
  const proposer = await findAccountId(context.trx, row.proposed_by);
  const isOwnConflict = (await findAccountId(context.trx, place.actorId)) === context.actor.accountId;
  if (proposer === context.actor.accountId || isOwnConflict) {
    throw new Refusal("two-persons.same-person", { attempted: "conflict.pinned" });
  }
  const isSame = row.actor_id === place.actorId && row.entity_id === place.entityId && row.kind === kind;
  if (!isSame || row.done_seq !== null) throw new Refusal("conflict.proposal-moved");
}

async function demandNew({ trx }: DecideContext, place: ConflictPlace): Promise<void> {
  const standing = await findConflict(trx, place);
  if (standing?.source === "pinned") throw new Refusal("conflict.exists");
}
