import * as Y from "yjs";
import { readCpuMs } from "./account-budgets.ts";
import { encodeStepTwo, encodeUpdate } from "./frames.ts";
import { type RoomConnection, toWire } from "./room-connection.ts";
import type { QueuedUpdate, RoomDocument } from "./room-document.ts";

/** One thing that a client asked for, in the order in which the room received it. */
export type Step =
  | {
      readonly kind: "update";
      readonly from: RoomConnection;
      readonly queued: QueuedUpdate;
      readonly isStepTwo: boolean;
    }
  | { readonly kind: "answer"; readonly to: RoomConnection; readonly stateVector: Map<number, number> | null };

type UpdateStep = Extract<Step, { kind: "update" }>;

/** What waits with a step, in memory. */
export function measureStep(step: Step): number {
  // A decoded entry of a state vector takes some forty bytes.
  return step.kind === "update" ? step.queued.update.byteLength : (step.stateVector?.size ?? 0) * 40;
}

/** Whose step it is. */
export function ownerOf(step: Step): RoomConnection {
  return step.kind === "update" ? step.from : step.to;
}

/** An answer with nothing in it. */
const NOTHING_MORE = encodeStepTwo(Uint8Array.of(0, 0));

export interface SendGroupOptions {
  readonly loaded: RoomDocument;
  readonly connections: ReadonlySet<RoomConnection>;
}

/** Each pays its share of the one change that they become. */
function applyUpdates(updates: readonly UpdateStep[], loaded: RoomDocument): Uint8Array | null {
  const startedMs = readCpuMs();
  const change = loaded.apply(updates.map(({ queued }) => queued));
  const shareMs = (readCpuMs() - startedMs) / updates.length;
  for (const { from } of updates) from.inflow.spend(shareMs);
  return change;
}

/** The updates of a group are durable: applies them as one change, sends it on, then answers. */
export function sendGroup(group: readonly Step[], { loaded, connections }: SendGroupOptions): void {
  const before = loaded.stateVector();
  const updates = group.filter((step) => step.kind === "update");
  const answers = group.filter((step) => step.kind === "answer");
  const change = updates.length === 0 ? null : applyUpdates(updates, loaded);
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
  const answered = new Set<RoomConnection>();
  for (const { to, stateVector } of answers) {
    to.isSynced = true;
    // Whoever asks twice in one group has it all with the first answer, whatever the second question says.
    if (stateVector === null || answered.has(to)) {
      to.send(NOTHING_MORE);
      continue;
    }
    answered.add(to);
    const startedMs = readCpuMs();
    const from = Y.encodeStateVector(stateVector);
    const key = Buffer.from(from).toString("latin1");
    const frame = encoded.get(key) ?? encodeStepTwo(loaded.encodeSince(from));
    encoded.set(key, frame);
    to.send(frame);
    to.inflow.spend(readCpuMs() - startedMs);
  }
  for (const connection of asking) connection.uncork();
}
