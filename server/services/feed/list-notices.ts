import type { ItemFacts } from "../../domain/policy/thing.ts";
import { type Actor, listActorIds } from "../../domain/policy/actor.ts";
import { can } from "../../domain/policy/can.ts";
import type { CaseNoticeFacts, FeedFacts, ScoreFacts } from "./load-facts.ts";

/**
 * What a page hears: that something it shows has changed, and where. It then asks its loader, so that what it may see
 * is decided in one place and a reload gives the same page.
 */
export interface FeedNotice {
  readonly kind:
    | "annotation"
    | "message"
    | "score"
    | "seal-count"
    | "decision"
    | "evidence"
    | "batch"
    | "case"
    | "index"
    | "round"
    | "presence";
  /** With `present`: how many of that panel are at work. Nothing else changed, so there is nothing to ask for. */
  readonly panel?: string;
  readonly present?: number;
  readonly item?: string;
  readonly batch?: string;
  readonly case?: string;
}

/**
 * The notices of one event for one recipient; empty when nothing that they may see has changed. Nothing here tells a
 * replaced seal from no event at all.
 *
 * @param now - UTC instant, ISO 8601.
 */
export function listNotices(facts: FeedFacts, actor: Actor, now: string): FeedNotice[] {
  switch (facts.kind) {
    case "note": {
      const { item, authorId, notice } = facts;
      return can(actor, "contribution.read", { kind: "contribution", item, authorId }, now) === "yes" ? [notice] : [];
    }
    case "score":
      return listScoreNotices(facts, actor, now);
    case "decisions":
      return facts.items.flatMap((item) => listDecisionNotices(item, actor, { now, hasIndex: facts.hasIndex }));
    case "batch": {
      const isSeen = can(actor, "panel.read", facts.panel, now) === "yes";
      // Agencies learn of a batch when its response begins.
      const isTold = isSeen || (facts.hasPhaseMoved && actor.entityId !== null);
      return isTold ? [{ kind: "batch", batch: facts.batch }] : [];
    }
    case "choice":
      // Nobody else hears that somebody has begun.
      return listActorIds(actor).includes(facts.authorId) ? [{ kind: "score", item: facts.itemId }] : [];
    case "evidence": {
      const { item, action } = facts;
      return can(actor, action, { kind: "item", item }, now) === "yes" ? [{ kind: "evidence", item: item.itemId }] : [];
    }
    case "case":
      return listCaseNotices(facts, actor, now);
    case "round":
      return can(actor, facts.action, facts.round, now) === "yes" ? [{ kind: "round" }] : [];
    case "rights": {
      const isTouched = listActorIds(actor).some((actorId) => facts.actorIds.includes(actorId));
      return isTouched || can(actor, "assignment.read", facts.round, now) === "yes" ? [{ kind: "round" }] : [];
    }
    case "presence": {
      const { panel, present } = facts;
      const isSeen = can(actor, "panel.read", panel, now) === "yes";
      return isSeen ? [{ kind: "presence", panel: panel.panelId, present }] : [];
    }
  }
}

function listScoreNotices({ item, authorId, isOpen, movesCount }: ScoreFacts, actor: Actor, now: string): FeedNotice[] {
  const notice = { item: item.itemId };
  if (listActorIds(actor).includes(authorId)) return [{ kind: "score", ...notice }];
  if (isOpen) {
    const isSeen = can(actor, "contribution.read", { kind: "contribution", item, authorId }, now) === "yes";
    return isSeen ? [{ kind: "score", ...notice }] : [];
  }
  if (!movesCount || can(actor, "seal.count", { kind: "item", item }, now) !== "yes") return [];
  return [{ kind: "seal-count", ...notice }];
}

function listDecisionNotices(
  item: ItemFacts,
  actor: Actor,
  { now, hasIndex }: { now: string; hasIndex: boolean },
): FeedNotice[] {
  if (can(actor, "decision.read", { kind: "item", item }, now) !== "yes") return [];
  const notice: FeedNotice = { kind: "decision", item: item.itemId };
  return hasIndex && canReadIndex(item, actor, now) ? [notice, { kind: "index" }] : [notice];
}

function listCaseNotices({ one, caseId, hasIndex }: CaseNoticeFacts, actor: Actor, now: string): FeedNotice[] {
  if (can(actor, "case.read", { kind: "case", case: one }, now) !== "yes") return [];
  const notice: FeedNotice = { kind: "case", case: caseId, item: one.item.itemId };
  return hasIndex && canReadIndex(one.item, actor, now) ? [notice, { kind: "index" }] : [notice];
}

function canReadIndex({ roundId, roundPhase }: ItemFacts, actor: Actor, now: string): boolean {
  return can(actor, "index.read", { kind: "round", roundId, phase: roundPhase }, now) === "yes";
}
