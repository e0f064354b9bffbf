import type { Database } from "../../../db/dialects/database.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import {
  findDocument,
  insertDocument,
  insertDocumentClients,
  insertDocumentUpdate,
  listDocumentClients,
  listDocumentUpdates,
  replaceDocumentSnapshot,
} from "../../../db/queries/documents.ts";
import { getDocumentRoot } from "../../domain/live/document-shape.ts";
import { toDocumentTree } from "../../domain/live/document-tree.ts";
import { canonicalJson, type JsonValue } from "../../domain/ledger/canonical-json.ts";
import { hashText } from "../hash.ts";
import type { Vault } from "../vault.ts";
import { type RandomBytes, systemRandomBytes } from "../random-bytes.ts";
import { toBoxContext } from "./box-contexts.ts";
import { packUpdates, unpackUpdates } from "./document-rows.ts";
import { createDocumentVersions, type DocumentVersions } from "./document-versions.ts";
import { buildDocument } from "./merge-document.ts";
import { mergeInWorker } from "./merge-in-worker.ts";

/** A Yjs client id and the account that it belongs to in one document, for ever. */
export interface DocumentClient {
  readonly clientId: number;
  readonly accountId: string;
}

/** A document as it stands on disk. */
export interface StoredDocument {
  /** Names this life of the document: it changes when the document is replaced, never when it is compacted. */
  readonly epoch: string;
  /** Null before the first compaction. */
  readonly snapshot: Uint8Array | null;
  /** Updates after the snapshot, in the order of their commits. */
  readonly updates: readonly Uint8Array[];
  /** Rows that hold those updates. */
  readonly rowCount: number;
  readonly clients: readonly DocumentClient[];
}

/** A document as a page shows it. */
export interface LookedAt {
  readonly epoch: string;
  /** All of it, oldest first. */
  readonly updates: readonly Uint8Array[];
}

/** What a conclusion says, for its readers and for the ledger. */
export interface ReadDocument {
  /** Elements and texts, see `toDocumentTree`; empty when nothing was written. */
  readonly nodes: readonly JsonValue[];
  readonly text: string;
  /** SHA-256, lower-case hex, of the RFC 8785 text of `nodes`: equal for all replicas that say the same. */
  readonly conclusionHash: string;
}

/**
 * Where shared documents are kept. Names are room names as text.
 *
 * Durability: when `append` and `compact` resolve, what they wrote is on disk. Concurrency: a document has one owner
 * that calls `append`; `compact` may run beside it. What is stored is encrypted, each document under its own name.
 */
export interface DocumentStore {
  /** Everything of a document; makes an empty one when there is none. */
  load(name: string): Promise<StoredDocument>;
  /** In one transaction: the updates, in order, and the client ids that they use for the first time. */
  append(name: string, updates: readonly Uint8Array[], newClients: readonly DocumentClient[]): Promise<void>;
  /** Merges what is on disk into one snapshot. Does nothing when no row was added since the last one. */
  compact(name: string): Promise<void>;
  /** Null when nobody has opened the document yet. Writes nothing. */
  findEpoch(name: string): Promise<string | null>;
  /** For a page, at one look: what it says so far, empty before there is one, and `getEpoch`. Writes nothing. */
  look(name: string): Promise<LookedAt>;
  /** For the address of the room; where there is no document, what this process calls it if it makes one. */
  getEpoch(name: string): Promise<string>;
  /**
   * The content of a document as it stands on disk.
   *
   * @param db - the transaction of a command, so that the hash and the entry belong together; else the reader.
   */
  readConclusion(name: string, db?: Transaction): Promise<ReadDocument>;
  /** What documents said before. */
  readonly versions: DocumentVersions;
}

export interface DocumentStoreOptions {
  /** The system's clock when left out: dates versions. */
  readonly now?: () => Date;
  /** The system's when left out. */
  readonly randomBytes?: RandomBytes;
}

export function createDocumentStore(
  database: Database,
  vault: Vault,
  { now = () => new Date(), randomBytes = systemRandomBytes }: DocumentStoreOptions = {},
): DocumentStore {
  // New with each process: after a restore no document is called as one was that is gone, whoever asks for it.
  const salt = Buffer.from(randomBytes(16)).toString("hex");
  const toNewEpoch = (name: string): string => hashText(`${salt}/${name}`).slice(0, 24);
  const seal = (name: string, bytes: Uint8Array): Uint8Array => vault.seal(bytes, toBoxContext(name));
  const open = (name: string, { bytes, isSealed }: { bytes: Uint8Array; isSealed: boolean }): Uint8Array =>
    isSealed ? vault.open(bytes, toBoxContext(name)) : bytes;

  async function read(db: Transaction, name: string) {
    const document = await findDocument(db, name);
    const rows = document === null ? [] : await listDocumentUpdates(db, name, document.snapshotId);
    const box = document?.snapshot ?? null;
    const snapshot = box === null ? null : open(name, { bytes: box, isSealed: document?.isSealed === true });
    return { document, snapshot, rows, updates: rows.flatMap((row) => unpackUpdates(open(name, row))) };
  }

  const readUpdates = async (name: string, db?: Transaction): Promise<readonly Uint8Array[]> => {
    const { snapshot, updates } = await (db === undefined ? readAtOnce((trx) => read(trx, name)) : read(db, name));
    return snapshot === null ? updates : [snapshot, ...updates];
  };

  // One view of both tables: a compaction between two reads would take the rows away from under the old snapshot.
  const readAtOnce = <T>(task: (trx: Transaction) => Promise<T>): Promise<T> =>
    database.reader.transaction().setIsolationLevel("repeatable read").execute(task);

  return {
    load: async (name) => {
      if ((await findDocument(database.reader, name)) === null) {
        await database.writer.run((trx) => insertDocument(trx, name, toNewEpoch(name)));
      }
      return readAtOnce(async (trx) => {
        const { document, snapshot, rows, updates } = await read(trx, name);
        if (document === null) throw new Error(`load document ${name}: it was deleted meanwhile`);
        const clients = await listDocumentClients(trx, name);
        return { epoch: document.epoch, snapshot, updates, rowCount: rows.length, clients };
      });
    },
    append: async (name, updates, newClients) => {
      const bytes = seal(name, packUpdates(updates));
      await database.writer.run(async (trx) => {
        await insertDocumentClients(trx, name, newClients);
        if (updates.length > 0) await insertDocumentUpdate(trx, name, bytes);
      });
    },
    compact: async (name) => {
      const { document, snapshot, rows, updates } = await readAtOnce((trx) => read(trx, name));
      const to = rows.at(-1)?.id;
      if (document === null || to === undefined) return;
      const merged = await mergeInWorker(snapshot === null ? updates : [snapshot, ...updates]);
      const { epoch, snapshotId: from } = document;
      const replacement = { epoch, from, to, snapshot: seal(name, merged) };
      await database.writer.run((trx) => replaceDocumentSnapshot(trx, name, replacement));
    },
    findEpoch: async (name) => (await findDocument(database.reader, name))?.epoch ?? null,
    look: async (name) => {
      const { document, snapshot, updates } = await readAtOnce((trx) => read(trx, name));
      const epoch = document?.epoch ?? toNewEpoch(name);
      return { epoch, updates: snapshot === null ? updates : [snapshot, ...updates] };
    },
    getEpoch: async (name) => (await findDocument(database.reader, name))?.epoch ?? toNewEpoch(name),
    readConclusion: async (name, db) => {
      const document = buildDocument(await readUpdates(name, db));
      const { nodes, text } = toDocumentTree(document.getXmlFragment(getDocumentRoot(name)));
      document.destroy();
      return { nodes, text, conclusionHash: hashText(canonicalJson(nodes)) };
    },
    versions: createDocumentVersions({ database, vault, now, readUpdates }),
  };
}
