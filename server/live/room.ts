import { CLOSE } from "../domain/live/close-codes.ts";
import { askAhead, takeAhead } from "./pages-ahead.ts";
import { encodeStepOne, encodeUpdate, parseFrame, type ClientMessage } from "./frames.ts";
import type { RoomAccess } from "./room-access.ts";
import type { RoomConnection } from "./room-connection.ts";
import type { RoomCounts } from "./room-counts.ts";
import { type CreateRoomDocumentOptions, createRoomDocument, type RoomDocument } from "./room-document.ts";
import { createRoomPresence, type RoomPresence } from "./room-presence.ts";
import { ROOM_LIMITS } from "./room-limits.ts";
import { measureStep, ownerOf, sendGroup, type Step } from "./send-group.ts";

type UpdateMessage = Extract<ClientMessage, { kind: "update" }>;

export interface RoomOptions extends CreateRoomDocumentOptions {
  /** How long an empty room stays in memory. */
  readonly idleMs: number;
  readonly counts: RoomCounts;
  /** The room is no more: the next one to come opens a new one from the disk. */
  readonly onEnd: () => void;
}

/**
 * One room: the only owner of its document.
 *
 * Frames are handled in order, with nothing asynchronous between them: gate, queue. One append runs at a time; what
 * arrives meanwhile is the next one. Only after it is durable is it applied, sent on, and answered.
 */
export class Room {
  readonly connections = new Set<RoomConnection>();
  readonly #options: RoomOptions;
  readonly #steps: Step[] = [];
  readonly #loading: Promise<void>;
  #document: RoomDocument | null = null;
  #presence: RoomPresence | null = null;
  #pumping: Promise<void> | null = null;
  #idleTimer: NodeJS.Timeout | null = null;
  #isEnded = false;
  #isClosing = false;

  constructor(options: RoomOptions) {
    this.#options = options;
    this.#loading = this.#load();
  }

  join(connection: RoomConnection): void {
    this.connections.add(connection);
    // While it compacts, the timer has done its work: the unloading looks again afterwards.
    if (this.#idleTimer !== null) clearTimeout(this.#idleTimer);
    if (this.#document !== null) this.#greet(connection, this.#document);
  }

  leave(connection: RoomConnection): void {
    this.connections.delete(connection);
    this.#presence?.remove(connection);
    this.#waitIdle();
  }

  receive(connection: RoomConnection, frame: Uint8Array): void {
    if (connection.isClosed() || this.#isClosing) return;
    if (this.#document !== null) this.#handle(connection, frame, this.#document);
    else if (!connection.hold(frame)) connection.close(CLOSE.tryLater, "room.backlog-full");
  }

  /** Everything since a state vector, and who is here. */
  resync(connection: RoomConnection, from: Uint8Array): void {
    if (this.#document === null || this.#isEnded) return;
    connection.send(encodeUpdate(this.#document.encodeSince(from)));
    this.#presence?.sendAll(connection);
  }

  changeAccess(connection: RoomConnection, before: RoomAccess): void {
    this.#presence?.changeAccess(connection, before);
  }

  /** Updates and questions that wait for the disk. */
  queueLength(): number {
    return this.#steps.length;
  }

  /** Reads no more, finishes what was received, closes every socket with that code. */
  async close(code: number, reason: string): Promise<void> {
    this.#isClosing = true;
    await this.#loading;
    await this.#pumping;
    await this.#document?.whenAtRest();
    this.#end(code, reason);
  }

  async #load(): Promise<void> {
    const { name, log, now } = this.#options;
    try {
      const loaded = await createRoomDocument(this.#options);
      this.#document = loaded;
      const { connections } = this;
      const claim = (clientId: number, accountId: string): boolean => loaded.claim(clientId, accountId);
      const release = (clientId: number): void => loaded.release(clientId);
      this.#presence = createRoomPresence({
        connections,
        claim,
        release,
        stateVector: () => loaded.stateVector(),
        now,
      });
      for (const connection of connections) this.#greet(connection, loaded);
      this.#waitIdle();
    } catch (error) {
      log.error({ error, room: name }, "a room could not be loaded");
      this.#end(CLOSE.tryLater, "room.load-failed");
    }
  }

  #greet(connection: RoomConnection, loaded: RoomDocument): void {
    if (this.#options.root !== null && connection.epoch !== null && connection.epoch !== loaded.epoch) {
      return connection.close(CLOSE.wrongEpoch, "room.wrong-epoch");
    }
    connection.send(encodeStepOne(loaded.stateVector()));
    this.#presence?.sendAll(connection);
    for (const frame of connection.takeBacklog()) {
      if (!connection.isClosed()) this.#handle(connection, frame, loaded);
    }
  }

  #handle(connection: RoomConnection, frame: Uint8Array, loaded: RoomDocument): void {
    connection.inflow.charge(frame.byteLength, () => this.#read(connection, frame, loaded));
  }

  #read(connection: RoomConnection, frame: Uint8Array, loaded: RoomDocument): void {
    const message = parseFrame(frame);
    switch (message?.kind) {
      case undefined:
        return this.#refuse(connection, "frame.malformed");
      case "ask-presence":
        return this.#presence?.answer(connection);
      case "presence":
        if (this.#presence?.receive(connection, message.entries) === false) {
          this.#refuse(connection, "presence.malformed");
        }
        return;
      case "step-one":
        return this.#takeQuestion(connection, message.stateVector);
      case "update":
        return this.#takeUpdate(connection, message, loaded);
    }
  }

  #takeQuestion(connection: RoomConnection, stateVector: Map<number, number>): void {
    const { heldAnswers } = connection;
    if (heldAnswers === null) return this.#enqueue({ kind: "answer", to: connection, stateVector });
    heldAnswers.push(heldAnswers.length === 0 ? stateVector : null);
    if (heldAnswers.length <= ROOM_LIMITS.heldAnswersMax) return;
    // What it waits for is not its fault: it comes back, and asks anew.
    if (connection.isAhead) connection.close(CLOSE.tryLater, "connection.ahead");
    else this.#refuse(connection, "frame.too-many-questions");
  }

  #takeUpdate(connection: RoomConnection, message: UpdateMessage, loaded: RoomDocument): void {
    const { accountId, canWrite } = connection.access;
    const gated = loaded.gate(message.update, { accountId, isStepTwo: message.isStepTwo });
    if (!gated.ok) {
      const ahead = takeAhead({ connection, message, gated, loaded });
      if (ahead !== null)
        return ahead.forEach((queued) => this.#enqueue({ kind: "update", from: connection, queued, isStepTwo: true }));
      // What a client types between its connecting and our sync-step-1 may build on text that it wrote offline. It
      // sends all of it in its sync-step-2, so this frame is not needed, and answers wait until that one has come.
      const isEarly = gated.problem === "update.gap" && !connection.hasStepTwo && !message.isStepTwo;
      if (!isEarly) return this.#refuse(connection, gated.problem);
      connection.heldAnswers ??= [];
      return;
    }
    if (gated.queued !== null) {
      if (!canWrite) return connection.close(CLOSE.rightLost, "room.read-only");
      loaded.queue(gated.queued);
      this.#enqueue({ kind: "update", from: connection, queued: gated.queued, isStepTwo: message.isStepTwo });
    }
    if (!message.isStepTwo) return;
    connection.isAhead = false;
    connection.hasStepTwo = true;
    for (const stateVector of connection.heldAnswers ?? []) {
      this.#enqueue({ kind: "answer", to: connection, stateVector });
    }
    connection.heldAnswers = null;
  }

  #refuse(connection: RoomConnection, reason: string): void {
    const { name, log, counts } = this.#options;
    counts.addBadFrame();
    log.warn({ room: name, accountId: connection.access.accountId, reason }, "a bad frame closed a socket");
    connection.close(CLOSE.badFrame, reason);
  }

  #enqueue(step: Step): void {
    this.#steps.push(step);
    ownerOf(step).inflow.take(measureStep(step));
    // As a microtask: frames that came in one piece share one append.
    this.#pumping ??= Promise.resolve().then(() => this.#pump());
  }

  /** Never rejects. */
  async #pump(): Promise<void> {
    const { name, log, counts } = this.#options;
    try {
      while (this.#steps.length > 0 && this.#document !== null && !this.#isEnded) {
        const group = this.#steps.splice(0);
        const updates = group.flatMap((step) => (step.kind === "update" ? [step.queued] : []));
        if (updates.length > 0) await this.#document.append(updates);
        counts.addAppended(updates.length);
        sendGroup(group, { loaded: this.#document, connections: this.connections });
        askAhead(group, { loaded: this.#document, connections: this.connections });
        for (const step of group) ownerOf(step).inflow.release(measureStep(step));
      }
    } catch (error) {
      // Whether the commit reached the disk is not known here: whoever comes back reads it from there.
      log.error({ error, room: name }, "an append failed; the room reloads");
      this.#end(CLOSE.restarting, "room.store-failed");
    } finally {
      this.#pumping = null;
    }
    this.#waitIdle();
  }

  #waitIdle(): void {
    const isIdle = this.connections.size === 0 && this.#document !== null && this.#pumping === null;
    if (!isIdle || this.#isEnded) return;
    if (this.#idleTimer !== null) clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => void this.#unload(), this.#options.idleMs);
    this.#idleTimer.unref();
  }

  /** Never rejects: compaction reports its own failure. */
  async #unload(): Promise<void> {
    await this.#document?.settle();
    if (this.connections.size > 0 || this.#pumping !== null) return;
    this.#end(CLOSE.restarting, "room.idle");
  }

  #end(code: number, reason: string): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#isClosing = true;
    if (this.#idleTimer !== null) clearTimeout(this.#idleTimer);
    for (const connection of [...this.connections]) connection.close(code, reason);
    this.#presence?.stop();
    this.#document?.destroy();
    this.#options.onEnd();
  }
}
