import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { LocalBox } from "./local-vault.ts";

/** What is in the clear: order, sizes, and names that say nothing. Everything else is in the boxes. */
export interface LocalSchema extends DBSchema {
  /** Commands that are not settled, in the order in which they were written. */
  outbox: { key: number; value: { readonly place?: number; readonly box: LocalBox } };
  /** Receipts, by a tag of log and entry: the number of an entry would lead to its pseudonym. */
  receipts: {
    key: number;
    value: { readonly place?: number; readonly tag: string; readonly box: LocalBox };
    indexes: { tag: string };
  };
  /** Updates of shared documents, by the tag of the room. */
  prose: {
    key: number;
    value: { readonly id?: number; readonly room: string; readonly box: LocalBox };
    indexes: { room: string };
  };
}

export type LocalDatabase = IDBPDatabase<LocalSchema>;

const PREFIX = "assay-local/";
const VERSION = 1;

/** @throws DOMException where the browser has no storage, or refuses it. */
export function openLocalDatabase(accountId: string): Promise<LocalDatabase> {
  return openDB<LocalSchema>(PREFIX + accountId, VERSION, {
    upgrade: (database) => {
      database.createObjectStore("outbox", { keyPath: "place", autoIncrement: true });
      const receipts = database.createObjectStore("receipts", { keyPath: "place", autoIncrement: true });
      receipts.createIndex("tag", "tag", { unique: true });
      database.createObjectStore("prose", { keyPath: "id", autoIncrement: true }).createIndex("room", "room");
    },
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}

/**
 * Whether somebody other than the account has unsent work in this browser: yes or no, and nothing of who, what or how
 * much. Names of databases are random ids of accounts.
 *
 * @param accountId - null when nobody is signed in.
 */
export async function hasWorkOfOthers(accountId: string | null): Promise<boolean> {
  try {
    for (const { name } of await indexedDB.databases()) {
      if (name?.startsWith(PREFIX) !== true || name === PREFIX + accountId) continue;
      if (await hasOutbox(name)) return true;
    }
  } catch {
    // A browser without storage, or that does not list it, keeps nothing that could be told of.
  }
  return false;
}

async function hasOutbox(name: string): Promise<boolean> {
  const database = await openDB<LocalSchema>(name);
  try {
    return database.objectStoreNames.contains("outbox") && (await database.count("outbox")) > 0;
  } finally {
    database.close();
  }
}
