// Pages that know more of a document than the disk: an older state of the same life was put back below them. Each
// brings back what it wrote; what others wrote is awaited from them, since nobody may write in another's name.
import { encodeStepOne, type ClientMessage } from "./frames.ts";
import type { RoomConnection } from "./room-connection.ts";
import type { GateAnswer, QueuedUpdate, RoomDocument } from "./room-document.ts";
import type { Step } from "./send-group.ts";

export interface AheadFrame {
  readonly connection: RoomConnection;
  readonly message: Extract<ClientMessage, { kind: "update" }>;
  /** Why the gate did not let it through. */
  readonly gated: Extract<GateAnswer, { ok: false }>;
  readonly loaded: RoomDocument;
}

/**
 * Takes what such a page wrote, as far as what it builds upon is here. For the rest it is asked again once others have
 * brought theirs; until then none of its questions is answered, so that nothing is called saved that is not.
 *
 * @returns what to append, queued already; null when this is no such page, and its frame a bad one.
 */
export function takeAhead({ connection, message, gated, loaded }: AheadFrame): readonly QueuedUpdate[] | null {
  const { accountId, canWrite } = connection.access;
  const { update, isStepTwo } = message;
  // Only a page that names the life can have been in it before. What it types now is its own alone.
  if (!gated.isAhead || !canWrite || connection.epoch === null) return null;
  if (!isStepTwo && gated.problem !== "update.gap") return null;
  // An update says too little: the answer to another question says all.
  if (!isStepTwo && connection.hasStepTwo) connection.send(encodeStepOne(loaded.stateVector()));
  connection.isAhead = true;
  connection.hasStepTwo = false;
  connection.heldAnswers ??= [];
  if (!isStepTwo) return [];
  const part = loaded.salvage(update, accountId);
  const again = part === null ? null : loaded.gate(part, { accountId, isStepTwo });
  if (again === null) return [];
  if (!again.ok) return again.isAhead ? [] : null;
  if (again.queued === null) return [];
  loaded.queue(again.queued);
  return [again.queued];
}

interface Asked {
  readonly loaded: RoomDocument;
  readonly connections: ReadonlySet<RoomConnection>;
}

/** What somebody brought back may be what others were waiting for. */
export function askAhead(group: readonly Step[], { loaded, connections }: Asked): void {
  const bringing = new Set(group.flatMap((step) => (step.kind === "update" && step.isStepTwo ? [step.from] : [])));
  for (const connection of connections) {
    const isByOthers = [...bringing].some((one) => one !== connection);
    if (connection.isAhead && isByOthers) connection.send(encodeStepOne(loaded.stateVector()));
  }
}
