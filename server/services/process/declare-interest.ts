import { hasSealed, listRoundConflicts } from "../../../db/queries/conflicts.ts";
import { canonicalJson } from "../../domain/ledger/canonical-json.ts";
import { Refusal } from "../../domain/refusal.ts";
import { defineHandler, demandField } from "../commands/handler.ts";

/** A panel member declares their interests for a round; without it, or once it lapses, they cannot score. */
export const declareInterest = defineHandler({
  type: "interest.declared",
  decide: async (context, act) => {
    const roundId = demandField(act.head.round, "head.round");
    const seat = context.actor.seats.find((one) => one.roundId === roundId && one.actorId === context.actingAs);
    if (seat === undefined) throw new Refusal("thing.absent");
    if (act.value.expiresAt <= context.now) throw new Refusal("interest.already-expired");
    const standing = (await listRoundConflicts(context.trx, roundId)).filter((row) => row.actor_id === seat.actorId);
    const own = standing.filter((row) => row.source === "declared").map((row) => row.entity_id);
    const isLate = await hasSealed(context.trx, { roundId, actorId: seat.actorId });
    // After the first seal the declaration can be renewed; another set of conflicts needs a second person.
    const declared = act.value.conflicts.map((conflict) => conflict.entity).sort();
    if (isLate && canonicalJson(declared) !== canonicalJson(own.sort())) {
      throw new Refusal("interest.needs-second-person");
    }
    return { facts: { round: roundId, panel: seat.panelId } };
  },
  project: async ({ trx, seq }, act) => {
    const [roundId, actorId] = [act.head.round as string, act.head.actor];
    const expires = { expires_at: act.value.expiresAt, seq };
    await trx
      .insertInto("interest")
      .values({ round_id: roundId, actor_id: actorId, ...expires })
      .onConflict((conflict) => conflict.columns(["round_id", "actor_id"]).doUpdateSet(expires))
      .execute();
    const own = trx.deleteFrom("conflict").where("round_id", "=", roundId).where("actor_id", "=", actorId);
    await own.where("source", "=", "declared").execute();
    for (const { entity, kind } of act.value.conflicts) {
      await trx
        .insertInto("conflict")
        .values({ round_id: roundId, actor_id: actorId, entity_id: entity, kind, source: "declared", seq })
        // What was pinned stays so, whatever the member says of it.
        .onConflict((conflict) => conflict.columns(["round_id", "actor_id", "entity_id"]).doNothing())
        .execute();
    }
  },
});
