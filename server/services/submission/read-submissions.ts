import { findActor } from "../../../db/queries/actors.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import { getRoundFramework } from "../../../db/queries/frameworks.ts";
import { type ItemRow, listRoundItems } from "../../../db/queries/items.ts";
import { listSubmissions, NO_SUBMISSION, type SubmissionRow } from "../../../db/queries/submissions.ts";
import {
  findSubmissionState,
  SUBMISSION_STATES,
  type SubmissionState,
} from "../../domain/evidence/submission-state.ts";
import type { RoundPhase } from "../../domain/event/process-events.ts";
import { type Actor, hasRole } from "../../domain/policy/actor.ts";
import { can } from "../../domain/policy/can.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { Asking, PageServices } from "../page-services.ts";
import { nameItem } from "../queue/name-item.ts";
import { listKnownPhases } from "../process/known-phases.ts";
import { findCurrentRound } from "../shell/find-round.ts";
import type { SubmissionCounts, SubmissionItem, SubmissionsView } from "./submission-view.ts";

/**
 * Items of the current round with where each is between agency and support team.
 *
 * @param asked.entityId - for staff: whose items to list; the first entity when it is null or unknown.
 * @throws Refusal `thing.absent` for people who follow no submissions.
 */
export async function readSubmissions(
  services: PageServices,
  asking: Asking,
  asked: { entityId: string | null },
): Promise<SubmissionsView> {
  const db = services.database.reader;
  const actor = await findActor(db, asking.id);
  const viewer = actor === null ? null : toViewer(actor);
  if (actor === null || viewer === null) throw new Refusal("thing.absent");
  const now = services.now().toISOString();
  const current = await findCurrentRound(services);
  if (current === null) return { now, round: null, viewer, entities: [], entity: null, items: [] };
  const isRead = (item: ItemRow): boolean => can(actor, "completeness.read", { kind: "item", item }, now) === "yes";
  const items = (await listRoundItems(db, current.id)).filter(isRead);
  const entityId = viewer === "agency" ? actor.entityId : null;
  const submissions = await listSubmissions(db, { roundId: current.id, entityId });
  const stateOf = (item: ItemRow): SubmissionState => findSubmissionState(rowOf(submissions, item), now);
  const names = await listEntityNames(db);
  const entities = [...Map.groupBy(items, (item) => item.entityId)]
    .map(([id, own]) => ({ id, name: names.get(id) ?? { vi: id, en: id }, counts: countStates(own.map(stateOf)) }))
    .sort((a, b) => a.name.vi.localeCompare(b.name.vi, "vi"));
  const entity = entities.find((one) => one.id === asked.entityId) ?? entities[0] ?? null;
  const { framework } = await getRoundFramework(db, current.id);
  const listed = items.filter((item) => item.entityId === entity?.id);
  const batchPhases = listKnownPhases(actor, listed, now);
  return {
    now,
    round: { id: current.id, year: current.year, phase: current.phase as RoundPhase, batchPhases },
    viewer,
    entities: viewer === "agency" ? [] : entities,
    entity,
    items: listed.map((item): SubmissionItem => {
      const row = rowOf(submissions, item);
      const { indicator, name, isSample } = nameItem(framework, item.indicator);
      return {
        itemId: item.itemId,
        indicator,
        name,
        isSample,
        state: stateOf(item),
        documents: row.documents,
        isExplained: row.isExplained,
        askedUntil: row.request?.until ?? null,
        isFrozen: item.evidenceSet !== null,
        canAdd: can(actor, "evidence.add", { kind: "item", item }, now) === "yes",
      };
    }),
  };
}

/** As whom a person follows submissions; null for people who do not. */
export function toViewer(actor: Actor): SubmissionsView["viewer"] | null {
  if (hasRole(actor, "agency") && actor.entityId !== null) return "agency";
  if (hasRole(actor, "support")) return "support";
  return hasRole(actor, "secretariat", "council", "delegate", "auditor") ? "viewer" : null;
}

const rowOf = (rows: ReadonlyMap<string, SubmissionRow>, item: ItemRow): SubmissionRow =>
  rows.get(item.itemId) ?? NO_SUBMISSION;

function countStates(states: readonly SubmissionState[]): SubmissionCounts {
  const count = (state: SubmissionState): number => states.filter((one) => one === state).length;
  const counts = SUBMISSION_STATES.map((state) => [state, count(state)] as const);
  return { total: states.length, states: Object.fromEntries(counts) as Record<SubmissionState, number> };
}
