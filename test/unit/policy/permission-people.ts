import { type Actor, PUBLIC, type Role, type Seat } from "../../../server/domain/policy/actor.ts";

export const NOW = "2025-11-20T03:00:00.000Z";
export const LATER = "2026-01-01T00:00:00.000Z";

const ROLE_BY_RELATION: Readonly<Record<string, Role>> = {
  "agency-own": "agency",
  "agency-other": "agency",
  secretariat: "secretariat",
  "secretariat-seated": "secretariat",
  "secretariat-on-panel": "secretariat",
  proposer: "secretariat",
  "officer-with-stake": "secretariat",
  council: "council",
  delegate: "delegate",
  support: "support",
  auditor: "auditor",
  administrator: "administrator",
  dpo: "dpo",
  "dpo-proposer": "dpo",
};

const SEAT_BY_RELATION: Readonly<Record<string, Partial<Seat>>> = {
  expert: {},
  "expert-conflicted": { conflictEntityIds: ["hue"] },
  "expert-undeclared": { interestExpiresAt: null },
  chair: { duty: "chair" },
  deputy: { duty: "chair", isDeputy: true },
  "deputy-for-chair": { duty: "chair", isDeputy: true },
  "chair-conflicted": { duty: "chair", conflictEntityIds: ["hue"] },
  "expert-after-choice": {},
  "expert-after-choice-conflicted": { conflictEntityIds: ["hue"] },
  "secretariat-on-panel": {},
  "expert-other-panel": { panelId: "p2", panelNumber: 2 },
  "expert-unassigned": {},
  "expert-guest": { panelId: "p2", panelNumber: 2 },
  reviewer: { panelId: "p2", panelNumber: 2, actorId: "ex_reviewer" },
  author: { actorId: "ex_author" },
  "author-conflicted": { actorId: "ex_author", conflictEntityIds: ["hue"] },
  "secretariat-seated": { panelId: "p2", panelNumber: 2 },
};

/** Somebody who stands in that relation to the thing, and in no other. */
export function makeActor(relation: string): Actor {
  if (relation === "public") return PUBLIC;
  const role = ROLE_BY_RELATION[relation];
  const seat = SEAT_BY_RELATION[relation];
  if (role === undefined && seat === undefined) throw new RangeError(`make actor: no relation ${relation}`);
  const own: Seat = {
    roundId: "r",
    panelId: "p1",
    panelNumber: 1,
    actorId: `ex_${relation}`,
    duty: "expert",
    isDeputy: false,
    letter: "A",
    interestExpiresAt: LATER,
    conflictEntityIds: [],
    ...seat,
  };
  return {
    accountId: relation,
    actorId: `ac_${relation}`,
    roles: role === undefined ? [] : [role],
    entityId: { "agency-own": "hue", "agency-other": "da-nang" }[relation] ?? null,
    seats: seat === undefined ? [] : [own],
  };
}
