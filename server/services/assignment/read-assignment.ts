import { findActor, listMembers, type MemberFace } from "../../../db/queries/actors.ts";
import { findPlan, listBlocks, listOpenMoves, type BlockRow } from "../../../db/queries/assignments.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import { getRoundFramework } from "../../../db/queries/frameworks.ts";
import { listConflicts } from "../../../db/queries/panels.ts";
import type { AssignmentPolicy } from "../../domain/assignment/assignment-problem.ts";
import type { ExpertProfile } from "../../domain/event/assignment-events.ts";
import type { RoundPhase } from "../../domain/event/process-events.ts";
import { can } from "../../domain/policy/can.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { PageServices } from "../page-services.ts";
import { findCurrentRound } from "../shell/find-round.ts";
import type { AssignmentExpertView, AssignmentView, BlockView } from "./assignment-view.ts";
import { readMoves } from "./read-moves.ts";
import { toPreview } from "./to-preview.ts";

/** What a round without an accepted assignment begins with. */
const POLICY_AT_FIRST: AssignmentPolicy = {
  expertsPerBlock: 5,
  versedPerBlock: 1,
  bridgesPerIndex: 0,
  guestsPerBridge: 1,
  mayBorrow: true,
};

/** What the parts of the page are made from. */
export interface AssignmentRows {
  readonly blocks: readonly BlockRow[];
  /** Experts, in the order of panels and letters. */
  readonly members: readonly MemberFace[];
  readonly conflicts: readonly { readonly actorId: string; readonly entityId: string }[];
  readonly names: ReadonlyMap<string, LocalText>;
  readonly labels: ReadonlyMap<string, string>;
}

/** @throws Refusal `thing.absent` for those who may not know of assignments, and without a round. */
export async function readAssignment(
  services: PageServices,
  account: { id: string },
  asked: { preview: string | null; entityId: string | null },
): Promise<AssignmentView> {
  const db = services.database.reader;
  const actor = await findActor(db, account.id);
  const current = await findCurrentRound(services);
  if (actor === null || current === null) throw new Refusal("thing.absent");
  const thing = { kind: "round", roundId: current.id, phase: current.phase as RoundPhase } as const;
  const now = services.now().toISOString();
  if (can(actor, "assignment.read", thing, now) !== "yes") throw new Refusal("thing.absent");
  const { framework } = await getRoundFramework(db, current.id);
  const rows = await readRows(services, current.id);
  const plan = await findPlan(db, current.id);
  const profiles = plan === null ? [] : (JSON.parse(plan.experts) as ExpertProfile[]);
  const isSetUp = current.phase === "setup";
  const canManage = can(actor, "round.manage", thing, now) === "yes";
  const used = new Set(rows.blocks.map(({ mainIndex }) => mainIndex));
  const entityIds = [...new Set(rows.blocks.map(({ entityId }) => entityId))];
  const entities = entityIds.map((id) => ({ id, name: rows.names.get(id) ?? { vi: id, en: id } }));
  const { preview, entityId } = asked;
  const isKnown = entityId !== null && entityIds.includes(entityId);
  return {
    roundId: current.id,
    year: current.year,
    isSetUp,
    canManage,
    facts: { round: current.id },
    policy: plan === null ? POLICY_AT_FIRST : (JSON.parse(plan.policy) as AssignmentPolicy),
    mainIndices: framework.mainIndices.filter(({ code }) => used.has(code)).map(({ code, name }) => ({ code, name })),
    experts: toExperts(rows, profiles),
    acceptedSeq: plan?.seq ?? null,
    preview:
      preview === null ? null : toPreview(services.assignment.find(preview), { rows, canAccept: canManage && isSetUp }),
    entities: entities.sort((a, b) => a.name.vi.localeCompare(b.name.vi, "vi")),
    entity: isKnown ? { id: entityId, blocks: toBlocks(rows, { entityId, canManage, framework }) } : null,
    proposals: await readMoves(services, await listOpenMoves(db, current.id), { actor, rows, canManage }),
  };
}

async function readRows({ database: { reader: db } }: PageServices, roundId: string): Promise<AssignmentRows> {
  const members = (await listMembers(db, roundId)).filter(({ duty }) => duty === "expert");
  return {
    blocks: await listBlocks(db, { roundId }),
    members,
    conflicts: await listConflicts(db, roundId),
    names: await listEntityNames(db),
    labels: new Map(members.map(({ actorId, letter, panelNumber }) => [actorId, `${letter}${panelNumber}`])),
  };
}

function toExperts({ members, conflicts }: AssignmentRows, profiles: readonly ExpertProfile[]): AssignmentExpertView[] {
  const byActor = new Map(profiles.map((profile) => [profile.actor, profile]));
  return members.map(({ actorId, letter, panelNumber }) => ({
    actorId,
    label: `${letter}${panelNumber}`,
    panelNumber,
    capacity: byActor.get(actorId)?.capacity ?? null,
    versedIn: byActor.get(actorId)?.versedIn ?? [],
    conflictCount: conflicts.filter((one) => one.actorId === actorId).length,
  }));
}

function toBlocks(
  { blocks, members, conflicts, labels }: AssignmentRows,
  given: {
    entityId: string;
    canManage: boolean;
    framework: { mainIndices: readonly { code: string; name: LocalText }[] };
  },
): BlockView[] {
  const { entityId, canManage, framework } = given;
  const barred = new Set(conflicts.filter((one) => one.entityId === entityId).map(({ actorId }) => actorId));
  return blocks
    .filter((block) => block.entityId === entityId)
    .map(({ mainIndex, panelId, itemCount, batchPhase, assignedActorIds }) => {
      const own = members.filter((member) => member.panelId === panelId).map(({ actorId }) => actorId);
      const present = assignedActorIds ?? own;
      const label = (actorId: string): string => labels.get(actorId) ?? actorId;
      return {
        mainIndex,
        name: framework.mainIndices.find(({ code }) => code === mainIndex)?.name ?? { vi: mainIndex, en: mainIndex },
        itemCount,
        experts: present.map((actorId) => ({ actorId, label: label(actorId), isGuest: !own.includes(actorId) })),
        others: members
          .filter(({ actorId }) => !present.includes(actorId) && !barred.has(actorId))
          .map(({ actorId }) => ({ actorId, label: label(actorId) })),
        canMove: canManage && batchPhase === "independent",
      };
    });
}
