import * as Y from "yjs";
import { indexDocument } from "../domain/live/clock-index.ts";
import { inspectUpdate, type NewRun, type UpdateProblem } from "../domain/live/inspect-update.ts";
import { LIVE_LIMITS } from "../domain/live/live-limits.ts";
import type { DocumentClient, DocumentStore } from "../services/documents/document-store.ts";
import { buildDocument } from "../services/documents/merge-document.ts";
import type { LiveLog } from "./room-access.ts";

/** A snapshot is due after so many rows, or so many bytes, since the last one. */
const COMPACT_ROWS = 500;
const COMPACT_BYTES = 256 * 1024;

/** An update that passed the gate. */
export interface QueuedUpdate {
  readonly update: Uint8Array;
  readonly runs: readonly NewRun[];
  /** Client ids that it uses for the first time. */
  readonly newClients: readonly DocumentClient[];
}

export type GateAnswer =
  | { readonly ok: false; readonly problem: UpdateProblem | "update.foreign-client" | "document.too-large" }
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
  /** From here on the gate counts with it; it must be appended next, in this order. */
  queue(update: QueuedUpdate): void;
  /** On return the updates are on disk. */
  append(updates: readonly QueuedUpdate[]): Promise<void>;
  /** Applies what was appended. @returns all of it as one update; null when it changed nothing. */
  apply(updates: readonly QueuedUpdate[]): Uint8Array | null;
  /** True when the client id is this account's, or nobody's: then it is this account's while the room is in memory. */
  claim(clientId: number, accountId: string): boolean;
  stateVector(): Uint8Array;
  /** What a client with that state vector lacks. */
  encodeSince(stateVector: Uint8Array): Uint8Array;
  /** Merges what is on disk; a failure is logged, nothing is lost by it. */
  compact(): Promise<void>;
  whenCompacted(): Promise<void>;
  destroy(): void;
}

export interface CreateRoomDocumentOptions {
  readonly name: string;
  readonly root: string | null;
  readonly store: DocumentStore;
  readonly log: LiveLog;
}

/** Reads the document from the store. */
export async function createRoomDocument(options: CreateRoomDocumentOptions): Promise<RoomDocument> {
  const { name, root, store, log } = options;
  const stored = root === null ? EMPTY : await store.load(name);
  const committed = buildDocument(stored.snapshot === null ? stored.updates : [stored.snapshot, ...stored.updates]);
  const known = indexDocument(committed);
  const owners = new Map(stored.clients.map(({ clientId, accountId }) => [clientId, accountId]));
  const registered = new Set(owners.keys());
  const countBytes = (updates: readonly Uint8Array[]): number => updates.reduce((sum, one) => sum + one.byteLength, 0);
  let rows = stored.rowCount;
  let tailBytes = countBytes(stored.updates);
  /** At least the encoded size: updates weigh more alone than merged. */
  let sizeBytes = (stored.snapshot?.byteLength ?? 0) + tailBytes;
  let queuedBytes = 0;
  let compacting: Promise<void> | null = null;

  function isTooLarge(bytes: number): boolean {
    if (sizeBytes + bytes <= LIVE_LIMITS.documentBytesMax) return false;
    sizeBytes = Y.encodeStateAsUpdate(committed).byteLength + queuedBytes;
    return sizeBytes + bytes > LIVE_LIMITS.documentBytesMax;
  }

  async function runCompaction(): Promise<void> {
    const from = { rows, tailBytes };
    try {
      await store.compact(name);
      rows -= from.rows;
      tailBytes -= from.tailBytes;
    } catch (error) {
      log.error({ error, room: name }, "a document could not be compacted");
    } finally {
      compacting = null;
    }
  }

  function compact(): Promise<void> {
    if (rows === 0) return Promise.resolve();
    compacting ??= runCompaction();
    return compacting;
  }

  return {
    epoch: stored.epoch,
    gate: (update, { accountId, isStepTwo }) => {
      const inspection = inspectUpdate(update, { known, root, isStepTwo });
      if (!inspection.ok) return inspection;
      const { runs, clients, deletions } = inspection;
      if (clients.some((client) => (owners.get(client) ?? accountId) !== accountId)) {
        return { ok: false, problem: "update.foreign-client" };
      }
      if (runs.length === 0 && deletions.every((range) => isDeleted(committed, range))) {
        return { ok: true, queued: null };
      }
      // Deleting is how a full document becomes smaller.
      if (runs.length > 0 && isTooLarge(inspection.update.byteLength)) {
        return { ok: false, problem: "document.too-large" };
      }
      const newClients = clients
        .filter((clientId) => !registered.has(clientId))
        .map((clientId) => ({ clientId, accountId }));
      return { ok: true, queued: { update: inspection.update, runs, newClients } };
    },
    queue: ({ update, runs, newClients }) => {
      for (const { client, length, depth } of runs) known.append(client, length, depth);
      for (const { clientId, accountId } of newClients) {
        owners.set(clientId, accountId);
        registered.add(clientId);
      }
      sizeBytes += update.byteLength;
      queuedBytes += update.byteLength;
    },
    append: async (updates) => {
      const bytes = updates.map(({ update }) => update);
      await store.append(
        name,
        bytes,
        updates.flatMap(({ newClients }) => newClients),
      );
      rows += 1;
      tailBytes += countBytes(bytes);
      if (rows >= COMPACT_ROWS || tailBytes >= COMPACT_BYTES) void compact(); // Never rejects.
    },
    apply: (updates) => {
      const changes: Uint8Array[] = [];
      const collect = (change: Uint8Array): void => void changes.push(change);
      committed.on("update", collect);
      committed.transact(() => {
        for (const { update } of updates) Y.applyUpdate(committed, update);
      });
      committed.off("update", collect);
      queuedBytes -= countBytes(updates.map(({ update }) => update));
      // The gate promises it; a room that broke the promise reloads rather than hand out half a document.
      if (committed.store.pendingStructs !== null || committed.store.pendingDs !== null) {
        throw new Error(`apply to ${name}: updates that passed the gate wait for others`);
      }
      return changes[0] ?? null;
    },
    claim: (clientId, accountId) => {
      const owner = owners.get(clientId);
      if (owner === undefined) owners.set(clientId, accountId);
      return (owner ?? accountId) === accountId;
    },
    stateVector: () => Y.encodeStateVector(committed),
    encodeSince: (stateVector) => Y.encodeStateAsUpdate(committed, stateVector),
    compact,
    whenCompacted: async () => {
      await compacting;
    },
    destroy: () => committed.destroy(),
  };
}

/** What a room without a document has. */
const EMPTY = { epoch: "", snapshot: null, updates: [], rowCount: 0, clients: [] } as const;

function isDeleted(document: Y.Doc, [client, clock, length]: readonly [number, number, number]): boolean {
  const structs = document.store.clients.get(client);
  if (structs === undefined || clock + length > Y.getState(document.store, client)) return false;
  for (let at = Y.findIndexSS(structs, clock); at < structs.length; at += 1) {
    const struct = structs[at];
    if (struct === undefined || struct.id.clock >= clock + length) break;
    if (!struct.deleted) return false;
  }
  return true;
}
