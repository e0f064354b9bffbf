import type { Action } from "./actions.ts";
import { type Actor, hasRole } from "./actor.ts";
import { canErasure } from "./can-erasure.ts";
import { canBatch, canRound, canRoundChange } from "./can-round.ts";
import { grant } from "./grant.ts";
import { isScorer, presides, seatFor, validSeat } from "./seat-of.ts";
import type { CaseFacts, ItemFacts, Thing } from "./thing.ts";
import { isOverseer, SCORING_PHASES, seatOn } from "./who.ts";

export { type Action, ACTIONS } from "./actions.ts";

/**
 * The visibility and permission table of the review process, as one pure function. Every door asks it: pages, commands,
 * rooms, feed, exports and the command line.
 *
 * A refusal says whether the person may know that the thing exists: `explain` gets a reason, `absent` the same answer
 * as for a thing that is not there.
 */
export type Verdict = "yes" | "explain" | "absent";

/** @param now - UTC instant, ISO 8601: declarations of interest lapse. */
export function can(actor: Actor, action: Action, thing: Thing, now: string): Verdict {
  switch (thing.kind) {
    case "installation":
      return canInstallation(actor, action);
    case "round":
      return canRound(actor, action, thing);
    case "round-change":
      return canRoundChange(actor, action, thing.change);
    case "panel":
      return canPanel(actor, action, thing);
    case "batch":
      return canBatch(actor, action, thing.batch);
    case "item":
      return canItem(actor, action, thing.item, now);
    case "self-score":
      return canSelfScore(actor, action, thing, now);
    case "contribution":
      return canContribution(actor, action, thing, now);
    case "case":
      return canCase(actor, action, thing.case, now);
    case "erasure":
      return canErasure(actor, action, thing.erasure);
  }
}

const isStaff = (actor: Actor): boolean => isOverseer(actor) || hasRole(actor, "support");

function canInstallation(actor: Actor, action: Action): Verdict {
  if (action === "installation.operate") return hasRole(actor, "administrator") ? "yes" : "absent";
  // Who looked at what is for those who watch over it, not for those who run the machine.
  return action === "access-log.read" && hasRole(actor, "auditor", "dpo") ? "yes" : "absent";
}

function canPanel(actor: Actor, action: Action, panel: { panelId: string }): Verdict {
  const isMember = seatOn(actor, panel.panelId) !== undefined;
  const knows = isMember || isOverseer(actor);
  if (action === "board.join") return grant(isMember, knows);
  // Of all experts; each expert's own is theirs besides.
  const isOverSeverity = seatOn(actor, panel.panelId)?.duty === "chair" || hasRole(actor, "auditor");
  if (action === "severity.read") return grant(isOverSeverity, isMember);
  // Agreement is of opened batches only: what is not open gives no number.
  return knows && (action === "panel.read" || action === "agreement.read") ? "yes" : "absent";
}

/** Whether the item's scores lie open to those entitled: it has passed the opening of its batch. */
const isOpened = (item: ItemFacts): boolean => item.batchPhase !== "independent";

/** Whether the evidence sets are frozen and scoring has begun; from there on the item's batch says how far it is. */
const isScoring = (item: ItemFacts): boolean => SCORING_PHASES.has(item.roundPhase);

const isPublicItem = (item: ItemFacts): boolean => item.roundPhase === "published";

/** Whether the panel still works on the item: not final. */
const isUnderWork = (item: ItemFacts): boolean => item.state === "independent" || item.state === "opened";

/** Whether the agency may hand something in: in the submission, later while it is asked to. */
const isReceiving = (item: ItemFacts, now: string): boolean =>
  item.roundPhase === "submission" ||
  (isCheckable(item) && item.supplementUntil !== null && item.supplementUntil > now);

/** Whether the evidence set can still be asked about and closed: until the panel is done with the item. */
const isCheckable = (item: ItemFacts): boolean =>
  item.roundPhase === "completeness" || (isScoring(item) && isUnderWork(item));

/** Whether agencies have the final scores of the item's batch. */
const isAnswerable = (item: ItemFacts): boolean =>
  item.batchPhase === "response" || item.batchPhase === "approval" || item.batchPhase === "published";

/** Who may know that an item exists, and see its evidence: panel, reviewer of a case, own agency, staff, auditor. */
function knowsItem(actor: Actor, item: ItemFacts): boolean {
  if (seatFor(actor, item) !== undefined || isStaff(actor)) return true;
  return isReviewer(actor, item) || isOwnAgency(actor, item);
}

const isOwnAgency = (actor: Actor, item: ItemFacts): boolean =>
  hasRole(actor, "agency") && actor.entityId === item.entityId;

const isReviewer = (actor: Actor, item: ItemFacts): boolean =>
  item.reviewerId !== null && actor.seats.some((seat) => seat.actorId === item.reviewerId);

function canItem(actor: Actor, action: Action, item: ItemFacts, now: string): Verdict {
  const knows = knowsItem(actor, item);
  const seat = validSeat(actor, item, now);
  const isBarredMember = seatFor(actor, item) !== undefined && seat === undefined;
  // What a panel makes of an item gives no sign of itself to agencies and support team; of the final score they know.
  const knowsWork = seatFor(actor, item) !== undefined || isOverseer(actor) || isReviewer(actor, item);
  switch (action) {
    case "item.read":
    case "evidence.read":
      return grant(knows && !isBarredMember, knows);
    case "evidence.add":
      return grant(isOwnAgency(actor, item) && isReceiving(item, now), knows);
    case "evidence.freeze":
      return grant(hasRole(actor, "support", "secretariat") && isCheckable(item), knows);
    case "completeness.read":
      return grant(isOwnAgency(actor, item) || isStaff(actor), knows);
    case "completeness.judge":
      return grant(hasRole(actor, "support") && isCheckable(item), knows);
    case "seal.count":
      return grant(seat !== undefined || isOverseer(actor), knowsWork);
    case "score.seal":
      return grant(isScorer(seat, item) && isScoring(item) && item.state === "independent", knows);
    case "score.change":
      return grant(isScorer(seat, item) && isScoring(item) && item.state === "opened", knows);
    case "contribution.write":
      return grant(seat !== undefined && isScoring(item) && isUnderWork(item), knows);
    case "item.finalise":
      return grant(presides(seat, item) && isScoring(item) && item.state === "opened", knows);
    case "opinion.record":
      return grant(seat?.duty === "expert" && item.state === "final" && isScoring(item), knowsWork);
    case "conclusion.write":
      return grant(seat !== undefined && isScoring(item) && item.state === "opened", knowsWork);
    case "conclusion.read":
      return grant(isOpened(item) && (seat !== undefined || isOverseer(actor)), knowsWork);
    case "decision.read":
      return grant(canReadDecision(actor, item, seat !== undefined), knows);
    case "case.open":
      return grant(isOwnAgency(actor, item) && isContestable(item), knows);
    default:
      return "absent";
  }
}

/** Whether the agency can ask for a review: in its batch's response, and not while the round is withheld. */
const isContestable = (item: ItemFacts): boolean =>
  isScoring(item) && item.batchPhase === "response" && item.state === "final";

function canReadDecision(actor: Actor, item: ItemFacts, isMember: boolean): boolean {
  if (item.state === "independent" || item.state === "opened") return false;
  if (isPublicItem(item) || isMember || isStaff(actor)) return true;
  return isOwnAgency(actor, item) && isAnswerable(item);
}

/**
 * What the agency gave itself anchors whoever scores: an expert gets it after a first choice of their own, the chair,
 * who makes none, once the panel's are open. A seat on the panel counts before any office of the same person.
 */
function canSelfScore(
  actor: Actor,
  action: Action,
  { item, hasChosen }: { item: ItemFacts; hasChosen: boolean },
  now: string,
): Verdict {
  if (action !== "self-score.read") return "absent";
  const knows = knowsItem(actor, item);
  if (isPublicItem(item)) return grant(true, knows);
  if (seatFor(actor, item) === undefined) return grant(isOwnAgency(actor, item) || isStaff(actor), knows);
  const seat = validSeat(actor, item, now);
  return grant(seat?.duty === "chair" ? isOpened(item) : seat !== undefined && hasChosen, knows);
}

function canContribution(
  actor: Actor,
  action: Action,
  thing: { item: ItemFacts; authorId: string },
  now: string,
): Verdict {
  const isOwn = actor.actorId === thing.authorId || actor.seats.some((seat) => seat.actorId === thing.authorId);
  const seat = validSeat(actor, thing.item, now);
  const isMember = seat !== undefined && isOpened(thing.item);
  const sees = isOwn || isMember || (isOpened(thing.item) && isOverseer(actor));
  if (action === "contribution.read") return sees ? "yes" : "absent";
  // A private note is nobody's to hide but its author's to remove.
  if (action === "contribution.hide")
    return grant(isMember && presides(seat, thing.item) && isScoring(thing.item), sees);
  if (action !== "contribution.write") return "absent";
  const isWritable = isScoring(thing.item) && isUnderWork(thing.item);
  return grant(isOwn && seat !== undefined && isWritable, sees);
}

function canCase(actor: Actor, action: Action, one: CaseFacts, now: string): Verdict {
  const { state } = one;
  const isCaseReviewer = one.reviewerId !== null && actor.seats.some((seat) => seat.actorId === one.reviewerId);
  const isFreshOfficer = hasRole(actor, "secretariat") && !one.hasStake;
  const isProposer = one.proposedByAccountId === actor.accountId;
  const knowsWork = isCaseReviewer || isOverseer(actor);
  const knows = knowsWork || isOwnAgency(actor, one.item);
  switch (action) {
    case "case.read":
      return knows ? "yes" : "absent";
    case "case.admit":
      return grant(isFreshOfficer && (state === "opened" || state === "admissible" || state === "re-review"), knows);
    case "case.re-score":
      return grant(isCaseReviewer && !one.hasStake && state === "re-review" && hasDeclared(actor, now), knows);
    case "case.read-panel-scores":
      return grant(isOverseer(actor) || (isCaseReviewer && one.hasReviewerSealed), knowsWork);
    case "case.propose":
      return grant(isFreshOfficer && state === "re-scored", knows);
    case "case.decide":
      return grant(isFreshOfficer && state === "proposed" && !isProposer, knows);
    default:
      return "absent";
  }
}

const hasDeclared = (actor: Actor, now: string): boolean =>
  actor.seats.some((seat) => seat.interestExpiresAt !== null && seat.interestExpiresAt > now);
