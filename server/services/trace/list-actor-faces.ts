import { listMembers } from "../../../db/queries/actors.ts";
import { listAccountRoles } from "../../../db/queries/trace.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { ActorFace } from "./trace-view.ts";

/** Of several roles, the first in this order is how a person appears. */
const FACES: readonly (readonly [role: string, face: ActorFace["role"]])[] = [
  ["secretariat", "staff"],
  ["council", "staff"],
  ["delegate", "staff"],
  ["support", "support"],
  ["agency", "agency"],
  ["auditor", "auditor"],
  ["dpo", "staff"],
  ["administrator", "administrator"],
];

/**
 * How everybody with a part in a round appears, by actor id: members under their letter, staff under a number.
 *
 * @returns a function that gives a hidden face for an id that it does not know.
 */
export async function listActorFaces(db: Transaction, roundId: string): Promise<(actorId: string) => ActorFace> {
  const faces = new Map<string, ActorFace>([["system", { role: "system", letter: "", panelNumber: null }]]);
  for (const { actorId, duty, letter, panelNumber } of await listMembers(db, roundId)) {
    faces.set(actorId, { role: duty, letter: duty === "chair" ? "" : letter, panelNumber });
  }
  const counts = new Map<string, number>();
  const accounts = await listAccountRoles(db);
  for (const { actorId, roles } of accounts) {
    const role = FACES.find(([name]) => roles.includes(name))?.[1];
    if (role === undefined) continue;
    const number = (counts.get(role) ?? 0) + 1;
    counts.set(role, number);
    faces.set(actorId, { role, letter: String(number), panelNumber: null });
  }
  return (actorId) => faces.get(actorId) ?? { role: "hidden", letter: "", panelNumber: null };
}
