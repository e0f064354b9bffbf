import { Worker } from "node:worker_threads";
import type { Database } from "../../../db/dialects/database.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import {
  dropVersion,
  findVersion,
  insertVersion,
  insertVersionWriters,
  listVersionLines,
  listVersionWriters,
  markFinalVersion,
  type VersionLine,
} from "../../../db/queries/document-versions.ts";
import { listDocumentClients } from "../../../db/queries/documents.ts";
import { getDocumentRoot } from "../../domain/live/document-shape.ts";
import { type KeptVersion, listSuperfluous } from "../../domain/live/version-limits.ts";
import type { Vault } from "../vault.ts";
import { toVersionContext } from "./box-contexts.ts";
import { buildVersion, packVersion, unpackVersion, type VersionBody, type VersionSource } from "./version-body.ts";

/** A kept version: when, why, and who wrote since the one before it, as accounts. */
export interface DocumentVersion extends VersionLine {
  readonly writers: readonly string[];
}

/**
 * What shared documents said before. Names are room names as text. Versions are sealed as the documents are; how many
 * stay is in `VERSION_LIMITS`.
 */
export interface DocumentVersions {
  /**
   * Keeps what is on disk, unless the newest version says the same. Calls for one document are serial.
   *
   * @param writers - accounts that wrote since the last one; those who only took words away are known from here alone.
   */
  keep(name: string, writers: readonly string[]): Promise<void>;
  /** Keeps what an entry is about to name, in its transaction. @returns its hash. */
  keepNamed(name: string, trx: Transaction): Promise<string>;
  /** Ascending. */
  list(name: string): Promise<DocumentVersion[]>;
  /** @param id - null: as it stands on disk. @returns null when there is no such version of this document. */
  read(name: string, id: number | null): Promise<VersionBody | null>;
}

export interface DocumentVersionsOptions {
  readonly database: Database;
  readonly vault: Vault;
  readonly now: () => Date;
  /** The document on disk. */
  readonly readUpdates: (name: string, db?: Transaction) => Promise<readonly Uint8Array[]>;
}

export function createDocumentVersions({
  database,
  vault,
  now,
  readUpdates,
}: DocumentVersionsOptions): DocumentVersions {
  const open = (name: string, box: Uint8Array): Uint8Array => vault.open(box, toVersionContext(name));

  async function insert(
    trx: Transaction,
    { name, kind, packed, writers }: Pick<VersionLine, "kind"> & Insertion,
  ): Promise<void> {
    const at = now().toISOString();
    const bytes = vault.seal(packed, toVersionContext(name));
    const id = await insertVersion(trx, { name, at, kind, bytes });
    await insertVersionWriters(trx, id, writers);
    await thin(trx, name, now().getTime());
  }

  return {
    keep: async (name, writers) => {
      const source = { updates: await readUpdates(name), root: getDocumentRoot(name) };
      const last = await findVersion(database.reader, name, "last");
      const made = await makeInWorker(source, last === null ? null : open(name, last.bytes));
      if (made === null) return;
      await database.writer.run(async (trx) => {
        // A final version that came meanwhile says what this one does, or more.
        if ((await findVersion(trx, name, "last"))?.id !== last?.id) return;
        const typists = await findAccounts(trx, name, made.clients);
        await insert(trx, { name, kind: "pause", packed: made.packed, writers: [...writers, ...typists] });
      });
    },
    keepNamed: async (name, trx) => {
      const body = buildVersion({ updates: await readUpdates(name, trx), root: getDocumentRoot(name) });
      const last = await findVersion(trx, name, "last");
      const before = last === null ? null : unpackVersion(open(name, last.bytes));
      if (last !== null && before?.hash === body.hash) {
        await markFinalVersion(trx, last.id);
      } else {
        const known = new Map(before?.clocks);
        const clients = body.clocks.filter(([client, clock]) => clock > (known.get(client) ?? 0));
        const writers = await findAccounts(
          trx,
          name,
          clients.map(([client]) => client),
        );
        await insert(trx, { name, kind: "final", packed: packVersion(body), writers });
      }
      return body.hash;
    },
    list: async (name) => {
      const writers = await listVersionWriters(database.reader, name);
      const lines = await listVersionLines(database.reader, name);
      return lines.map((line) => ({ ...line, writers: writers.get(line.id) ?? [] }));
    },
    read: async (name, id) => {
      if (id === null) return buildVersion({ updates: await readUpdates(name), root: getDocumentRoot(name) });
      const version = await findVersion(database.reader, name, id);
      return version === null ? null : unpackVersion(open(name, version.bytes));
    },
  };
}

interface Insertion {
  readonly name: string;
  readonly packed: Uint8Array;
  readonly writers: readonly string[];
}

/** Whose the client ids are; one whose person was erased is nobody's. */
async function findAccounts(trx: Transaction, name: string, clientIds: readonly number[]): Promise<string[]> {
  const owners = new Map((await listDocumentClients(trx, name)).map((one) => [one.clientId, one.accountId]));
  return clientIds.flatMap((client) => owners.get(client) ?? []);
}

async function thin(trx: Transaction, name: string, now: number): Promise<void> {
  const lines = await listVersionLines(trx, name);
  const kept = lines.map(({ id, at, kind, byteCount }): KeptVersion => {
    return { id, at: Date.parse(at), byteCount, isNamed: kind === "final" };
  });
  for (const id of listSuperfluous(kept, now)) {
    const next = lines.find((line) => line.id > id);
    if (next !== undefined) await dropVersion(trx, id, next.id);
  }
}

/** @returns null when the document says what its last version does. */
async function makeInWorker(
  source: VersionSource,
  last: Uint8Array | null,
): Promise<{ packed: Uint8Array; clients: readonly number[] } | null> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./version-worker.ts", import.meta.url), { workerData: { source, last } });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`keep a version: the worker ended with ${code}`)));
  });
}
