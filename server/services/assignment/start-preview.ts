import { z } from "zod";
import { findActor, listMembers } from "../../../db/queries/actors.ts";
import { listBlocks } from "../../../db/queries/assignments.ts";
import { listConflicts } from "../../../db/queries/panels.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { AssignmentProblem } from "../../domain/assignment/assignment-problem.ts";
import { assignmentPolicySchema, expertProfileSchema } from "../../domain/event/assignment-events.ts";
import type { RoundPhase } from "../../domain/event/process-events.ts";
import { can } from "../../domain/policy/can.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { PageServices } from "../page-services.ts";
import { findCurrentRound } from "../shell/find-round.ts";

/** What somebody wants an assignment for. */
const previewAskedSchema = z
  .strictObject({ policy: assignmentPolicySchema, experts: z.array(expertProfileSchema).max(10_000) })
  .refine(({ policy }) => policy.versedPerBlock <= policy.expertsPerBlock, { path: ["versedPerBlock"] });
export type PreviewAsked = z.infer<typeof previewAskedSchema>;

/**
 * Begins to look for an assignment of the current round; nothing is written.
 *
 * @throws Refusal `thing.absent` for those who may not know of assignments, `action.forbidden` for those who look on,
 *   `assignment.policy-invalid` for what cannot be wanted.
 */
export async function startPreview(
  services: PageServices,
  account: { id: string },
  given: PreviewAsked,
): Promise<string> {
  const db = services.database.reader;
  const actor = await findActor(db, account.id);
  const round = await findCurrentRound(services);
  if (actor === null || round === null) throw new Refusal("thing.absent");
  const thing = { kind: "round", roundId: round.id, phase: round.phase as RoundPhase } as const;
  const now = services.now().toISOString();
  if (can(actor, "assignment.read", thing, now) !== "yes") throw new Refusal("thing.absent");
  if (can(actor, "round.manage", thing, now) !== "yes") {
    throw new Refusal("action.forbidden", { action: "round.manage" });
  }
  const asked = previewAskedSchema.safeParse(given);
  if (!asked.success) throw new Refusal("assignment.policy-invalid");
  return services.assignment.start(await makeProblem(db, round.id, asked.data));
}

/** The round as it stands, with what is asked of its assignment; experts in the order of panels and letters. */
async function makeProblem(
  db: Transaction,
  roundId: string,
  { policy, experts }: PreviewAsked,
): Promise<AssignmentProblem> {
  const members = (await listMembers(db, roundId)).filter(({ duty }) => duty === "expert");
  const blocks = await listBlocks(db, { roundId });
  const conflicts = Map.groupBy(await listConflicts(db, roundId), ({ actorId }) => actorId);
  const profiles = new Map(experts.map((profile) => [profile.actor, profile]));
  return {
    experts: members.map(({ actorId, panelId }) => ({
      id: actorId,
      panelId,
      capacity: profiles.get(actorId)?.capacity ?? blocks.length,
      versedIn: profiles.get(actorId)?.versedIn ?? [],
      conflicts: (conflicts.get(actorId) ?? []).map(({ entityId }) => entityId).sort(),
    })),
    blocks: blocks.map(({ entityId, mainIndex, panelId }) => ({ entityId, mainIndex, panelId })),
    policy,
  };
}
