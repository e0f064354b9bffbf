import type { RoundPhase } from "../event/round-phase.ts";
import { type Actor, hasRole, PUBLIC, type Seat } from "./actor.ts";

export const isSignedIn = (actor: Actor): boolean => actor.accountId !== PUBLIC.accountId;

/** Ministry staff and auditors, who see every opened item of a round. */
export const isOverseer = (actor: Actor): boolean => hasRole(actor, "secretariat", "council", "delegate", "auditor");

export const seatOn = (actor: Actor, panelId: string): Seat | undefined =>
  actor.seats.find((seat) => seat.panelId === panelId);

/** Phases of a round in which evidence sets are frozen and its batches are at work. */
export const SCORING_PHASES: ReadonlySet<RoundPhase> = new Set([
  "independent",
  "reconciliation",
  "response",
  "approval",
]);
