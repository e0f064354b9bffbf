import * as Y from "yjs";
import { encodeStepTwo, encodeUpdate } from "./frames.ts";
import { type RoomConnection, toWire } from "./room-connection.ts";
import type { QueuedUpdate, RoomDocument } from "./room-document.ts";

/** One thing that a client asked for, in the order in which the room received it. */
export type Step =
  | { readonly kind: "update"; readonly from: RoomConnection; readonly queued: QueuedUpdate }
  | { readonly kind: "answer"; readonly to: RoomConnection; readonly stateVector: Map<number, number> };

/** The updates of a group are durable: applies them as one change, sends it on, then answers. */
export function sendGroup(
  group: readonly Step[],
  loaded: RoomDocument,
  connections: ReadonlySet<RoomConnection>,
): void {
  const before = loaded.stateVector();
  const updates = group.filter((step) => step.kind === "update");
  const answers = group.filter((step) => step.kind === "answer");
  const change = loaded.apply(updates.map(({ queued }) => queued));
  const asking = new Set(answers.map(({ to }) => to));
  for (const connection of asking) connection.cork();
  if (change !== null) {
    const authors = new Set(updates.map(({ from }) => from));
    const frame = toWire(encodeUpdate(change));
    for (const connection of connections) {
      const isOwn = authors.size === 1 && authors.has(connection);
      if (connection.isSynced && !isOwn) connection.offer(frame, () => before);
    }
  }
  // Many come back at once after a restart, and ask the same.
  const encoded = new Map<string, Uint8Array>();
  for (const { to, stateVector } of answers) {
    const from = Y.encodeStateVector(stateVector);
    const key = Buffer.from(from).toString("latin1");
    const frame = encoded.get(key) ?? encodeStepTwo(loaded.encodeSince(from));
    encoded.set(key, frame);
    to.isSynced = true;
    to.send(frame);
  }
  for (const connection of asking) connection.uncork();
}
