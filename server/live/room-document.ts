import * as Y from "yjs";
import { type ClockIndex, indexDocument } from "../domain/live/clock-index.ts";
import { inspectUpdate, type NewRun, type UpdateProblem } from "../domain/live/inspect-update.ts";
import { LIVE_LIMITS } from "../domain/live/live-limits.ts";
import { VERSION_LIMITS } from "../domain/live/version-limits.ts";
import type { DocumentClient, DocumentStore, StoredDocument } from "../services/documents/document-store.ts";
import { buildDocument } from "../services/documents/merge-document.ts";
import { cutUpdate, dropClients, isDeleted } from "./cut-update.ts";
import { type ClientOwners, createClientOwners } from "./client-owners.ts";
import type { LiveLog } from "./room-access.ts";
import { keepVersions, type VersionKeeper } from "./version-keeper.ts";

/** A snapshot is due after so many rows, or so many bytes, since the last one. */
const COMPACT_ROWS = 500;
const COMPACT_BYTES = 256 * 1024;

/** Of an update that says nothing. */
const NOTHING_BYTES = 2;

/** An update that passed the gate. */
export interface QueuedUpdate {
  readonly update: Uint8Array;
  readonly runs: readonly NewRun[];
  /** Client ids that it uses for the first time. */
  readonly newClients: readonly DocumentClient[];
  /** Whose update it is. */
  readonly accountId: string;
  /** How many characters and elements it takes away. */
  readonly removed: number;
}

export type GateAnswer =
  | {
      readonly ok: false;
      readonly problem: UpdateProblem | "update.foreign-client" | "update.too-many-clients" | "document.too-large";
      /** It is right but for what it builds upon, or but for what others wrote: see `salvage`. */
      readonly isAhead: boolean;
    }
  /** `queued` is null when the document says all of it already. */
  | { readonly ok: true; readonly queued: QueuedUpdate | null };

/**
 * A document in memory: what is committed, and how far the queue runs ahead of it.
 *
 * The committed document changes in `apply` only; answers, resyncs and state vectors read nothing else.
 */
export interface RoomDocument {
  readonly epoch: string;
  /** Checks an update against what is committed and queued. Changes nothing. */
  gate(update: Uint8Array, by: { readonly accountId: string; readonly isStepTwo: boolean }): GateAnswer;
  /**
   * The part of an update that is ahead which can be taken now: what the account wrote, as far as its ground is here.
   * To be given to the gate; null when nothing is left of it.
   */
  salvage(update: Uint8Array, accountId: string): Uint8Array | null;
  /** From here on the gate counts with it; it must be appended next, in this order. */
  queue(update: QueuedUpdate): void;
  /** On return the updates are on disk. */
  append(updates: readonly QueuedUpdate[]): Promise<void>;
  /** Applies what was appended. @returns all of it as one update; null when it changed nothing. */
  apply(updates: readonly QueuedUpdate[]): Uint8Array | null;
  /** True when the client id is this account's, or nobody's: then it is this account's while the room is in memory. */
  claim(clientId: number, accountId: string): boolean;
  /** Takes a claim back, unless the client id has written. */
  release(clientId: number): void;
  stateVector(): Uint8Array;
  /** What a client with that state vector lacks. */
  encodeSince(stateVector: Uint8Array): Uint8Array;
  /** Merges what is on disk; a failure is logged, nothing is lost by it. */
  compact(): Promise<void>;
  /** Resolves when nothing is being merged or kept as a version. */
  whenAtRest(): Promise<void>;
  /** Nobody is here any more: merges what is on disk, and keeps it as a version. Never rejects. */
  settle(): Promise<void>;
  destroy(): void;
}

export interface CreateRoomDocumentOptions {
  readonly name: string;
  /** The root of its document; null for presence only. */
  readonly root: string | null;
  readonly store: DocumentStore;
  readonly log: LiveLog;
  /** How long writing must rest for a version to be kept. */
  readonly pauseMs: number;
  /** Milliseconds, never going back. */
  readonly now: () => number;
}

/** Reads the document from the store. */
export async function createRoomDocument(options: CreateRoomDocumentOptions): Promise<RoomDocument> {
  const { name, root, store } = options;
  return new LiveDocument(options, root === null ? EMPTY : await store.load(name));
}

class LiveDocument implements RoomDocument {
  readonly epoch: string;
  readonly #options: CreateRoomDocumentOptions;
  readonly #committed: Y.Doc;
  readonly #known: ClockIndex;
  readonly #owners: ClientOwners;
  #rows: number;
  #tailBytes: number;
  /** At least the encoded size: updates weigh more alone than merged. */
  #sizeBytes: number;
  #queuedBytes = 0;
  #compacting: Promise<void> | null = null;
  readonly #versions: VersionKeeper;

  constructor(options: CreateRoomDocumentOptions, stored: StoredDocument) {
    this.epoch = stored.epoch;
    this.#options = options;
    this.#versions = keepVersions({ ...options, isDirty: stored.rowCount > 0 });
    this.#committed = buildDocument(stored.snapshot === null ? stored.updates : [stored.snapshot, ...stored.updates]);
    this.#known = indexDocument(this.#committed);
    this.#owners = createClientOwners(stored.clients);
    this.#rows = stored.rowCount;
    this.#tailBytes = countBytes(stored.updates);
    this.#sizeBytes = (stored.snapshot?.byteLength ?? 0) + this.#tailBytes;
  }

  gate(update: Uint8Array, { accountId, isStepTwo }: { accountId: string; isStepTwo: boolean }): GateAnswer {
    const inspection = inspectUpdate(update, { known: this.#known, root: this.#options.root, isStepTwo });
    if (!inspection.ok) return inspection;
    const { runs, clients, deletions } = inspection;
    if (this.#owners.isForeign(clients, accountId))
      return { ok: false, problem: "update.foreign-client", isAhead: true };
    const newClients = this.#owners.listNew(clients, accountId);
    if (this.#owners.isTooMany(accountId, newClients.length)) {
      return { ok: false, problem: "update.too-many-clients", isAhead: false };
    }
    const removals = deletions.filter((range) => !isDeleted(this.#committed, range));
    if (runs.length === 0 && removals.length === 0) return { ok: true, queued: null };
    // Deleting is how a full document becomes smaller.
    if (runs.length > 0 && this.#isTooLarge(inspection.update.byteLength)) {
      return { ok: false, problem: "document.too-large", isAhead: false };
    }
    const removed = removals.reduce((sum, [, , length]) => sum + length, 0);
    return { ok: true, queued: { update: inspection.update, runs, newClients, accountId, removed } };
  }

  salvage(update: Uint8Array, accountId: string): Uint8Array | null {
    const own = dropClients(update, (client) => this.#owners.isForeign([client], accountId));
    const part = cutUpdate(this.#committed, own);
    return part.byteLength <= NOTHING_BYTES ? null : part;
  }

  queue({ update, runs, newClients }: QueuedUpdate): void {
    for (const { client, length, depth } of runs) this.#known.append(client, length, depth);
    this.#owners.register(newClients);
    this.#sizeBytes += update.byteLength;
    this.#queuedBytes += update.byteLength;
  }

  async append(updates: readonly QueuedUpdate[]): Promise<void> {
    const bytes = updates.map(({ update }) => update);
    const newClients = updates.flatMap((one) => one.newClients);
    // Nobody can bring back what is gone: what a restore, or a slip, is about to take away is kept first.
    if (updates.some(({ removed }) => removed >= VERSION_LIMITS.removedMax)) await this.#versions.flushBeforeRemoval();
    await this.#options.store.append(this.#options.name, bytes, newClients);
    this.#versions.wrote(updates.map((one) => one.accountId));
    this.#rows += 1;
    this.#tailBytes += countBytes(bytes);
    if (this.#rows >= COMPACT_ROWS || this.#tailBytes >= COMPACT_BYTES) void this.compact(); // Never rejects.
  }

  apply(updates: readonly QueuedUpdate[]): Uint8Array | null {
    const committed = this.#committed;
    const changes: Uint8Array[] = [];
    const collect = (change: Uint8Array): void => void changes.push(change);
    committed.on("update", collect);
    committed.transact(() => {
      for (const { update } of updates) Y.applyUpdate(committed, update);
    });
    committed.off("update", collect);
    this.#queuedBytes -= countBytes(updates.map(({ update }) => update));
    // The gate promises it; a room that broke the promise reloads rather than hand out half a document.
    if (committed.store.pendingStructs !== null || committed.store.pendingDs !== null) {
      throw new Error(`apply to ${this.#options.name}: updates that passed the gate wait for others`);
    }
    return changes[0] ?? null;
  }

  claim(clientId: number, accountId: string): boolean {
    return this.#owners.claim(clientId, accountId);
  }

  release(clientId: number): void {
    this.#owners.release(clientId);
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.#committed);
  }

  encodeSince(stateVector: Uint8Array): Uint8Array {
    return Y.encodeStateAsUpdate(this.#committed, stateVector);
  }

  compact(): Promise<void> {
    if (this.#rows === 0) return Promise.resolve();
    this.#compacting ??= this.#runCompaction();
    return this.#compacting;
  }

  async whenAtRest(): Promise<void> {
    await this.#compacting;
    await this.#versions.whenKept();
  }

  async settle(): Promise<void> {
    await this.compact();
    await this.#versions.flush();
  }

  destroy(): void {
    this.#versions.stop();
    this.#committed.destroy();
  }

  async #runCompaction(): Promise<void> {
    const { name, store, log } = this.#options;
    const from = { rows: this.#rows, tailBytes: this.#tailBytes };
    try {
      await store.compact(name);
    } catch (error) {
      log.error({ error, room: name }, "a document could not be compacted");
    }
    // Also after a failure: the next attempt comes after as many rows again, not with every commit.
    this.#rows -= from.rows;
    this.#tailBytes -= from.tailBytes;
    this.#compacting = null;
  }

  #isTooLarge(bytes: number): boolean {
    if (this.#sizeBytes + bytes <= LIVE_LIMITS.documentBytesMax) return false;
    this.#sizeBytes = Y.encodeStateAsUpdate(this.#committed).byteLength + this.#queuedBytes;
    return this.#sizeBytes + bytes > LIVE_LIMITS.documentBytesMax;
  }
}

function countBytes(updates: readonly Uint8Array[]): number {
  return updates.reduce((sum, one) => sum + one.byteLength, 0);
}

/** What a room without a document has. */
const EMPTY: StoredDocument = { epoch: "", snapshot: null, updates: [], rowCount: 0, clients: [] };
