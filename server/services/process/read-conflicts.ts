import type { Selectable } from "kysely";
import { findAccountId, findActor, listMembers, type MemberFace } from "../../../db/queries/actors.ts";
import { hasSealed, listDeclarations, listOpenProposals, listRoundConflicts } from "../../../db/queries/conflicts.ts";
import { listEntityNames, listRoundEntities } from "../../../db/queries/entities.ts";
import type { ConflictProposalTable } from "../../../db/schema/assignment-table.ts";
import type { Act } from "../../domain/event/act.ts";
import type { ValuePart } from "../../domain/event/catalogue.ts";
import type { ConflictKind } from "../../domain/event/conflict-events.ts";
import type { HeadFacts } from "../../domain/event/head.ts";
import type { RoundPhase } from "../../domain/event/process-events.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import { can } from "../../domain/policy/can.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";
import { Refusal } from "../../domain/refusal.ts";
import { makePartsReader } from "../commands/execute-command.ts";
import type { PageServices } from "../page-services.ts";
import { findCurrentRound } from "../shell/find-round.ts";
import { readActs } from "./open-batch.ts";

/** A member of a panel, by pseudonym, with what is known of their interests. */
export interface ConflictMemberView {
  readonly actorId: string;
  /** Letter and number of the panel, as A1. */
  readonly label: string;
  readonly duty: "expert" | "chair";
  readonly declaration: "holds" | "lapsed" | "missing";
  /** UTC instant; null without a declaration. */
  readonly expiresAt: string | null;
  /** After it a conflict takes two persons. */
  readonly hasSealed: boolean;
  readonly conflicts: readonly {
    readonly entityName: LocalText;
    readonly kind: ConflictKind;
    readonly isPinned: boolean;
  }[];
}

export interface ConflictProposalView {
  readonly seq: number;
  readonly label: string;
  readonly entityName: LocalText;
  readonly kind: ConflictKind;
  readonly reason: string;
  readonly facts: HeadFacts;
  /** The second person's command; null for the first. */
  readonly confirm: ValuePart<"conflict.pinned"> | null;
}

export interface ConflictsView {
  readonly canManage: boolean;
  readonly facts: HeadFacts;
  /** By panel and letter. */
  readonly members: readonly ConflictMemberView[];
  /** By Vietnamese name. */
  readonly entities: readonly { readonly id: string; readonly name: LocalText }[];
  readonly proposals: readonly ConflictProposalView[];
}

/** @throws Refusal `thing.absent` for those who may not know of assignments and conflicts, and without a round. */
export async function readConflicts(services: PageServices, account: { id: string }): Promise<ConflictsView> {
  const db = services.database.reader;
  const actor = await findActor(db, account.id);
  const round = await findCurrentRound(services);
  if (actor === null || round === null) throw new Refusal("thing.absent");
  const thing = { kind: "round", roundId: round.id, phase: round.phase as RoundPhase } as const;
  const now = services.now().toISOString();
  if (can(actor, "assignment.read", thing, now) !== "yes") throw new Refusal("thing.absent");
  const canManage = can(actor, "round.manage", thing, now) === "yes";
  const names = await listEntityNames(db);
  const nameOf = (id: string): LocalText => names.get(id) ?? { vi: id, en: id };
  const faces = await listMembers(db, round.id);
  const declared = await listDeclarations(db, round.id);
  const conflicts = Map.groupBy(await listRoundConflicts(db, round.id), (row) => row.actor_id);
  const members: ConflictMemberView[] = [];
  for (const face of faces) {
    const expiresAt = declared.get(face.actorId) ?? null;
    members.push({
      actorId: face.actorId,
      label: toLabel(face),
      duty: face.duty,
      declaration: expiresAt === null ? "missing" : expiresAt <= now ? "lapsed" : "holds",
      expiresAt,
      hasSealed: await hasSealed(db, { roundId: round.id, actorId: face.actorId }),
      conflicts: (conflicts.get(face.actorId) ?? []).map((row) => ({
        entityName: nameOf(row.entity_id),
        kind: row.kind as ConflictKind,
        isPinned: row.source === "pinned",
      })),
    });
  }
  const entityIds = await listRoundEntities(db, round.id);
  return {
    canManage,
    facts: { round: round.id },
    members,
    entities: entityIds
      .map((id) => ({ id, name: nameOf(id) }))
      .sort((a, b) => a.name.vi.localeCompare(b.name.vi, "vi")),
    proposals: await readProposals(services, await listOpenProposals(db, round.id), {
      actor,
      canManage,
      faces,
      nameOf,
    }),
  };
}

const toLabel = ({ letter, panelNumber }: MemberFace): string => `${letter}${panelNumber}`;

async function readProposals(
  services: PageServices,
  rows: readonly Selectable<ConflictProposalTable>[],
  given: { actor: Actor; canManage: boolean; faces: readonly MemberFace[]; nameOf: (id: string) => LocalText },
): Promise<ConflictProposalView[]> {
  const db = services.database.reader;
  const readParts = makePartsReader(db, services.vault);
  const acts = await readActs(
    { readParts },
    rows.map(({ seq }) => seq),
  );
  const views: ConflictProposalView[] = [];
  for (const [at, row] of rows.entries()) {
    const { text } = acts[at] as Act<"conflict.proposed">;
    const touched = [await findAccountId(db, row.proposed_by), await findAccountId(db, row.actor_id)];
    const face = given.faces.find(({ actorId }) => actorId === row.actor_id);
    const kind = row.kind as ConflictKind;
    const isAnother = !touched.includes(given.actor.accountId);
    views.push({
      seq: row.seq,
      label: face === undefined ? row.actor_id : toLabel(face),
      entityName: given.nameOf(row.entity_id),
      kind,
      reason: text.reason,
      facts: { round: row.round_id, entity: row.entity_id, subject: row.actor_id },
      confirm: given.canManage && isAnother ? { kind, proposal: row.seq } : null,
    });
  }
  return views;
}
