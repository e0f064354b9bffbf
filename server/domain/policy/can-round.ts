import type { RoundPhase } from "../event/round-phase.ts";
import type { Action } from "./actions.ts";
import { type Actor, hasRole } from "./actor.ts";
import type { Verdict } from "./can.ts";
import { grant } from "./grant.ts";
import type { BatchFacts, RoundChangeFacts } from "./thing.ts";
import { isOverseer, isSignedIn, SCORING_PHASES, seatOn } from "./who.ts";

/** A round as such: that it is there, who runs it, and who reads its result before the public does. */
export function canRound(actor: Actor, action: Action, round: { roundId: string; phase: RoundPhase }): Verdict {
  const isPublic = round.phase === "published";
  const knows = isSignedIn(actor) || isPublic;
  if (action === "round.read") return knows ? "yes" : "absent";
  if (action === "assignment.read") return hasRole(actor, "secretariat", "auditor") ? "yes" : "absent";
  if (action === "round.manage") return grant(hasRole(actor, "secretariat"), knows);
  // How far a round is from its next phase, and what was proposed for it, shows where its panels stand.
  if (action === "round.read-plan") return isOverseer(actor) ? "yes" : "absent";
  if (action !== "index.read") return "absent";
  // Who can still set a score in a round never sees its effect on value or rank.
  const isScorer = actor.seats.some((seat) => seat.roundId === round.roundId);
  return isPublic || (isOverseer(actor) && !isScorer) ? "yes" : "absent";
}

/** Opening a batch: its chair proposes, somebody of the secretariat confirms. */
export function canBatch(actor: Actor, action: Action, batch: BatchFacts): Verdict {
  const own = seatOn(actor, batch.panelId);
  const isChair = own?.duty === "chair" && !own.isDeputy;
  const knows = own !== undefined || isOverseer(actor);
  const isBlind = batch.phase === "independent" && SCORING_PHASES.has(batch.roundPhase);
  if (action === "batch.propose-opening") return grant(isChair && isBlind, knows);
  if (action !== "batch.confirm-opening") return "absent";
  const isAnother = batch.proposedByAccountId !== null && batch.proposedByAccountId !== actor.accountId;
  return grant(hasRole(actor, "secretariat") && isAnother && isBlind, knows);
}

/** A change of what the opening froze, or a move back: one of the secretariat proposes, another confirms. */
export function canRoundChange(actor: Actor, action: Action, change: RoundChangeFacts): Verdict {
  const knows = isOverseer(actor);
  const isSecretariat = hasRole(actor, "secretariat");
  if (action === "round.propose-change") return grant(isSecretariat && change.phase !== "published", knows);
  const { proposedByAccountId, isSettled } = change;
  const isWaiting = proposedByAccountId !== null && !isSettled;
  if (action === "round.withdraw-change") return grant(isSecretariat && isWaiting, knows);
  if (action !== "round.confirm-change") return "absent";
  return grant(isSecretariat && isWaiting && proposedByAccountId !== actor.accountId, knows);
}
