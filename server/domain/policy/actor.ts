/** Roles that an account can hold. Expert and chair are seats on a panel, not roles of an account. */
export const ROLES = [
  "administrator",
  "secretariat",
  "support",
  "council",
  "delegate",
  "agency",
  "auditor",
  "dpo",
] as const;
export type Role = (typeof ROLES)[number];

/** A seat on a panel of one round. */
export interface Seat {
  readonly roundId: string;
  readonly panelId: string;
  readonly panelNumber: number;
  readonly actorId: string;
  readonly duty: "expert" | "chair";
  /** A chair who acts only where a conflict binds the panel's own. */
  readonly isDeputy: boolean;
  readonly letter: string;
  /** When the declaration of interests lapses; null when there is none. */
  readonly interestExpiresAt: string | null;
  /** Entities with which a conflict is declared. */
  readonly conflictEntityIds: readonly string[];
}

/** Who is asking: a person, the hats they wear, and under which pseudonyms they act. */
export interface Actor {
  readonly accountId: string;
  /** Under which acts outside panels are recorded. */
  readonly actorId: string;
  readonly roles: readonly Role[];
  /** The agency that a representative speaks for, else null. */
  readonly entityId: string | null;
  readonly seats: readonly Seat[];
}

/** Somebody who did not sign in. */
export const PUBLIC: Actor = { accountId: "", actorId: "", roles: [], entityId: null, seats: [] };

export function hasRole(actor: Actor, ...roles: readonly Role[]): boolean {
  return roles.some((role) => actor.roles.includes(role));
}

/** Every pseudonym under which the person may act. */
export function listActorIds(actor: Actor): string[] {
  return [actor.actorId, ...actor.seats.map((seat) => seat.actorId)];
}

/** The pseudonym under which the person acts in a round: their seat's, or the account's own. */
export function actorIdIn(actor: Actor, roundId: string): string {
  return actor.seats.find((seat) => seat.roundId === roundId)?.actorId ?? actor.actorId;
}
