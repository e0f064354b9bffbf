import { listMembers } from "../../../db/queries/actors.ts";
import { listBlocks, setBlock } from "../../../db/queries/assignments.ts";
import { listConflicts } from "../../../db/queries/panels.ts";
import type { RoundPhase } from "../../domain/event/process-events.ts";
import { checkAssignment } from "../../domain/assignment/check-assignment.ts";
import { canonicalJson } from "../../domain/ledger/canonical-json.ts";
import { Refusal } from "../../domain/refusal.ts";
import { defineHandler, demand, demandField } from "../commands/handler.ts";

/**
 * The secretariat accepts who scores what, as it was previewed. In the set-up only: from there on single blocks move.
 *
 * The entry has the policy and what the experts take beside the blocks: whoever has it can look for a better
 * assignment.
 */
export const acceptAssignment = defineHandler({
  type: "assignment.accepted",
  decide: async (context, act) => {
    const roundId = demandField(act.head.round, "head.round");
    const { trx } = context;
    const round = await trx.selectFrom("round").select("phase").where("id", "=", roundId).executeTakeFirst();
    if (round === undefined) throw new Refusal("thing.absent");
    const phase = round.phase as RoundPhase;
    demand(context, "round.manage", { kind: "round", roundId, phase });
    if (phase !== "setup") throw new Refusal("assignment.frozen", { phase });
    const { policy, experts, blocks } = act.value;
    const problem = checkAssignment(
      {
        policy,
        blocks: blocks.map(({ entity, mainIndex, experts: places }) => ({
          entityId: entity,
          mainIndex,
          actorIds: places.map((at) => experts[at]?.actor ?? ""),
        })),
      },
      {
        members: (await listMembers(trx, roundId)).filter(({ duty }) => duty === "expert"),
        blocks: await listBlocks(trx, { roundId }),
        conflicts: await listConflicts(trx, roundId),
      },
    );
    if (problem !== null) throw new Refusal(problem.code, { block: problem.block });
    return { facts: { round: roundId } };
  },
  project: async ({ trx, seq }, act) => {
    const roundId = act.head.round as string;
    const { policy, experts, blocks } = act.value;
    const plan = { policy: canonicalJson(policy), experts: canonicalJson(experts), seq };
    await trx
      .insertInto("assignment_plan")
      .values({ round_id: roundId, ...plan })
      .onConflict((conflict) => conflict.column("round_id").doUpdateSet(plan))
      .execute();
    for (const { entity, mainIndex, experts: places } of blocks) {
      const actorIds = places.map((at) => experts[at]?.actor as string);
      await setBlock(trx, { roundId, entityId: entity, mainIndex, actorIds });
    }
  },
});
