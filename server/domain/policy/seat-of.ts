import type { Actor, Seat } from "./actor.ts";
import type { ItemFacts } from "./thing.ts";
import { seatOn } from "./who.ts";

/** The seat from which a person looks at an item: on its panel, or on another one as a guest who is assigned to it. */
export function seatFor(actor: Actor, item: Pick<ItemFacts, "panelId" | "assignedActorIds">): Seat | undefined {
  return seatOn(actor, item.panelId) ?? actor.seats.find((seat) => item.assignedActorIds?.includes(seat.actorId));
}

/** A seat that counts for an entity: interests declared, not lapsed, and no conflict. It binds the chair alike. */
export function validSeat(actor: Actor, item: ItemFacts, now: string): Seat | undefined {
  const seat = seatFor(actor, item);
  if (seat === undefined || seat.interestExpiresAt === null || seat.interestExpiresAt <= now) return undefined;
  return seat.conflictEntityIds.includes(item.entityId) ? undefined : seat;
}

/** Whether a member works on an item: one of its panel, or a guest. */
export function isOnItem(
  member: { readonly actorId: string; readonly panelId: string },
  { panelId, assignedActorIds }: Pick<ItemFacts, "panelId" | "assignedActorIds">,
): boolean {
  return member.panelId === panelId || assignedActorIds?.includes(member.actorId) === true;
}

/** Whether the seat presides over an item: the chair, or the deputy where a conflict binds the chair. */
export function presides(seat: Seat | undefined, { isChairBound }: Pick<ItemFacts, "isChairBound">): boolean {
  return seat?.duty === "chair" && (!seat.isDeputy || isChairBound);
}

/** Whether the seat's is one of the scores of the item: members of the panel without a part in it follow its work. */
export function isScorer(seat: Seat | undefined, { assignedActorIds, panelId }: ItemFacts): boolean {
  if (seat?.duty !== "expert") return false;
  return assignedActorIds === null ? seat.panelId === panelId : assignedActorIds.includes(seat.actorId);
}
