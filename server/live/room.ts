import * as Y from "yjs";
import { CLOSE } from "../domain/live/close-codes.ts";
import type { DocumentStore } from "../services/documents/document-store.ts";
import { encodeStepOne, encodeStepTwo, encodeUpdate, parseFrame } from "./frames.ts";
import type { LiveLog } from "./room-access.ts";
import type { RoomConnection } from "./room-connection.ts";
import { createRoomDocument, type QueuedUpdate, type RoomDocument } from "./room-document.ts";
import { createRoomPresence, type RoomPresence } from "./room-presence.ts";

/** One thing that a client asked for, in the order in which the room received it. */
type Step =
  | { readonly kind: "update"; readonly from: RoomConnection; readonly queued: QueuedUpdate }
  | { readonly kind: "answer"; readonly to: RoomConnection; readonly stateVector: Map<number, number> };

/**
 * One room: the only owner of its document.
 *
 * Frames are handled in order, with nothing asynchronous between them: gate, queue. One append runs at a time; what
 * arrives meanwhile is the next one. Only after it is durable is it applied, sent on, and answered.
 */
export interface Room {
  join(connection: RoomConnection): void;
  leave(connection: RoomConnection): void;
  receive(connection: RoomConnection, frame: Uint8Array): void;
  /** Everything since a state vector, and who is here. */
  resync(connection: RoomConnection, from: Uint8Array): void;
  changeMode(connection: RoomConnection): void;
  readonly connections: ReadonlySet<RoomConnection>;
  /** Updates that wait for the disk. */
  queueLength(): number;
  /** Reads no more, finishes what was received, closes every socket with that code. */
  close(code: number, reason: string): Promise<void>;
}

export interface OpenRoomOptions {
  readonly name: string;
  /** The root of its document; null for presence only. */
  readonly root: string | null;
  readonly store: DocumentStore;
  readonly log: LiveLog;
  readonly now: () => number;
  /** How long an empty room stays in memory. */
  readonly idleMs: number;
  /** A bad frame closed one socket. */
  readonly onBadFrame: () => void;
  /** The room is no more: the next one to come opens a new one from the disk. */
  readonly onEnd: (room: Room) => void;
}

export function openRoom(options: OpenRoomOptions): Room {
  const { name, root, store, log } = options;
  const connections = new Set<RoomConnection>();
  const steps: Step[] = [];
  let document: RoomDocument | null = null;
  let presence: RoomPresence | null = null;
  let pumping: Promise<void> | null = null;
  let idleTimer: NodeJS.Timeout | null = null;
  let isEnded = false;

  const loading = load();

  async function load(): Promise<void> {
    try {
      const loaded = await createRoomDocument({ name, root, store, log });
      if (isEnded) return loaded.destroy();
      document = loaded;
      const { claim, stateVector } = loaded;
      presence = createRoomPresence({ connections, claim, stateVector, now: options.now });
      for (const connection of connections) greet(connection, loaded);
      if (connections.size === 0) waitIdle();
    } catch (error) {
      log.error({ error, room: name }, "a room could not be loaded");
      end(CLOSE.tryLater, "room.load-failed");
    }
  }

  function greet(connection: RoomConnection, loaded: RoomDocument): void {
    if (root !== null && connection.epoch !== null && connection.epoch !== loaded.epoch) {
      return connection.close(CLOSE.wrongEpoch, "room.wrong-epoch");
    }
    connection.send(encodeStepOne(loaded.stateVector()));
    presence?.sendAll(connection);
    for (const frame of connection.takeBacklog()) {
      if (!connection.isClosed()) handle(connection, frame, loaded);
    }
  }

  function handle(connection: RoomConnection, frame: Uint8Array, loaded: RoomDocument): void {
    const message = parseFrame(frame);
    switch (message?.kind) {
      case undefined:
        return refuse(connection, "frame.malformed");
      case "ask-presence":
        return presence?.sendAll(connection);
      case "presence":
        if (presence?.receive(connection, message.entries) === false) refuse(connection, "presence.malformed");
        return;
      case "step-one":
        if (connection.heldAnswers !== null) connection.heldAnswers.push(message.stateVector);
        else enqueue({ kind: "answer", to: connection, stateVector: message.stateVector });
        return;
      case "update":
        return takeUpdate(connection, message, loaded);
    }
  }

  function takeUpdate(
    connection: RoomConnection,
    message: { readonly update: Uint8Array; readonly isStepTwo: boolean },
    loaded: RoomDocument,
  ): void {
    const { accountId, canWrite } = connection.access;
    const gated = loaded.gate(message.update, { accountId, isStepTwo: message.isStepTwo });
    if (!gated.ok) {
      // What a client types between its connecting and our sync-step-1 may build on text that it wrote offline. It
      // sends all of it in its sync-step-2, so this frame is not needed, and answers wait until that one has come.
      const isEarly = gated.problem === "update.gap" && !connection.hasStepTwo && !message.isStepTwo;
      if (!isEarly) return refuse(connection, gated.problem);
      connection.heldAnswers ??= [];
      return;
    }
    if (gated.queued !== null) {
      if (!canWrite) return connection.close(CLOSE.rightLost, "room.read-only");
      loaded.queue(gated.queued);
      enqueue({ kind: "update", from: connection, queued: gated.queued });
    }
    if (!message.isStepTwo) return;
    connection.hasStepTwo = true;
    for (const stateVector of connection.heldAnswers ?? []) enqueue({ kind: "answer", to: connection, stateVector });
    connection.heldAnswers = null;
  }

  function refuse(connection: RoomConnection, reason: string): void {
    options.onBadFrame();
    log.warn({ room: name, accountId: connection.access.accountId, reason }, "a bad frame closed a socket");
    connection.close(CLOSE.badFrame, reason);
  }

  function enqueue(step: Step): void {
    steps.push(step);
    // As a microtask: frames that came in one piece share one append.
    pumping ??= Promise.resolve().then(pump);
  }

  async function pump(): Promise<void> {
    try {
      while (steps.length > 0 && document !== null && !isEnded) {
        const group = steps.splice(0);
        const updates = group.flatMap((step) => (step.kind === "update" ? [step.queued] : []));
        if (updates.length > 0) await document.append(updates);
        send(group, document);
      }
    } catch (error) {
      // Whether the commit reached the disk is not known here: whoever comes back reads it from there.
      log.error({ error, room: name }, "an append failed; the room reloads");
      end(CLOSE.restarting, "room.store-failed");
    } finally {
      pumping = null;
    }
    if (connections.size === 0) waitIdle();
  }

  /** The group is durable: applies it, sends it on, then answers. */
  function send(group: readonly Step[], loaded: RoomDocument): void {
    const before = loaded.stateVector();
    const change = loaded.apply(group.flatMap((step) => (step.kind === "update" ? [step.queued] : [])));
    const authors = new Set(group.flatMap((step) => (step.kind === "update" ? [step.from] : [])));
    const frame = change === null ? null : encodeUpdate(change);
    const answers = group.filter((step) => step.kind === "answer");
    for (const connection of connections) {
      const isNews = frame !== null && connection.isSynced && !(authors.size === 1 && authors.has(connection));
      const own = answers.filter((answer) => answer.to === connection);
      if (!isNews && own.length === 0) continue;
      connection.batch(() => {
        if (isNews) connection.offer(frame, () => before);
        for (const { stateVector } of own) {
          connection.isSynced = true;
          connection.send(encodeStepTwo(loaded.encodeSince(Y.encodeStateVector(stateVector))));
        }
      });
    }
  }

  function waitIdle(): void {
    if (isEnded || idleTimer !== null) return;
    idleTimer = setTimeout(() => void unload(), options.idleMs);
    idleTimer.unref();
  }

  /** Never rejects: compaction reports its own failure. */
  async function unload(): Promise<void> {
    await document?.compact();
    idleTimer = null;
    if (connections.size > 0 || pumping !== null || isEnded) return;
    end(CLOSE.restarting, "room.idle");
  }

  function end(code: number, reason: string): void {
    if (isEnded) return;
    isEnded = true;
    if (idleTimer !== null) clearTimeout(idleTimer);
    presence?.stop();
    for (const connection of [...connections]) connection.close(code, reason);
    document?.destroy();
    options.onEnd(room);
  }

  const room: Room = {
    connections,
    join: (connection) => {
      connections.add(connection);
      // While it compacts, the timer has done its work: the unloading looks again afterwards.
      if (idleTimer !== null) clearTimeout(idleTimer);
      if (document !== null) greet(connection, document);
    },
    leave: (connection) => {
      connections.delete(connection);
      presence?.remove(connection);
      if (connections.size === 0 && document !== null && pumping === null) waitIdle();
    },
    receive: (connection, frame) => {
      if (connection.isClosed() || isEnded) return;
      if (document !== null) handle(connection, frame, document);
      else if (!connection.hold(frame)) connection.close(CLOSE.tryLater, "room.backlog-full");
    },
    resync: (connection, from) => {
      if (document === null || isEnded) return;
      connection.send(encodeUpdate(document.encodeSince(from)));
      presence?.sendAll(connection);
    },
    changeMode: (connection) => presence?.changeMode(connection),
    queueLength: () => steps.length,
    close: async (code, reason) => {
      await loading;
      await pumping;
      await document?.whenCompacted();
      end(code, reason);
    },
  };
  return room;
}
