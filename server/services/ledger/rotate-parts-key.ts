// The key at rest is changed in an order in which a crash at any point leaves every box readable, and the same call
// goes on from there: the next key is on disk under its own name before anything is sealed with it; a box names its
// key, so what was moved is known; the old file goes only when no box needs it and the log says so.
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  listLocalKeyBoxes,
  listPartBoxes,
  listSnapshotBoxes,
  listUpdateBoxes,
  listVersionBoxes,
  type SealedRow,
  updateLocalKeyBox,
  updatePartBoxes,
  updateSnapshotBox,
  updateUpdateBox,
  updateVersionBox,
} from "../../../db/queries/sealed-boxes.ts";
import type { Database } from "../../../db/dialects/database.ts";
import { liftAppendOnly } from "../../../db/dialects/lift-append-only.ts";
import { listParts } from "../../../db/queries/ledger.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { recordSystem } from "../commands/record-system.ts";
import { toBoxContext, toVersionContext } from "../documents/box-contexts.ts";
import { toLocalKeyContext } from "../identity/local-key.ts";
import { toPartsKeyId, type Vault } from "../vault.ts";
import { toAct } from "./entry-facts.ts";
import { readKeyFile, replaceKeyFile, writeKeyFile } from "./key-files.ts";
import { NEXT_PARTS_KEY, PARTS_KEY } from "./keys.ts";
import type { Ledger } from "./ledger.ts";
import { openParts, toPartContext } from "./parts-box.ts";

export interface PartsRotation {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly vault: Vault;
  readonly keysDir: string;
  readonly now: () => Date;
  /** Pseudonymous id of the administrator who does it. */
  readonly subject: string;
  readonly reason: string;
  /** Rows in one transaction: bounds its memory, and what a crash makes the next call do again; 500 when left out. */
  readonly batchRows?: number;
  /** Told after each batch: table, and rows of it looked at so far. */
  readonly onProgress: (table: string, rows: number) => void;
}

const BATCH_ROWS = 500;

/** What the vault seals in one table. */
interface SealedTable<K, R extends SealedRow<K>> {
  readonly name: string;
  readonly isAppendOnly?: boolean;
  readonly list: (db: Transaction, after: K | null, limit: number) => Promise<R[]>;
  readonly update: (trx: Transaction, key: K, boxes: Record<string, Uint8Array>) => Promise<void>;
  readonly toContext: (row: R, column: string) => string;
}

const defineTable = <K, R extends SealedRow<K>>(table: SealedTable<K, R>) => ({
  name: table.name,
  moveAll: (rotation: PartsRotation) => moveTable(rotation, table),
});

/** Everything that is sealed at rest. */
const SEALED_TABLES = [
  defineTable({
    name: "ledger_part",
    isAppendOnly: true,
    list: listPartBoxes,
    update: updatePartBoxes,
    toContext: ({ key }, part) => toPartContext(key, part),
  }),
  defineTable({
    name: "document",
    list: listSnapshotBoxes,
    update: updateSnapshotBox,
    toContext: ({ key }) => toBoxContext(key),
  }),
  defineTable({
    name: "document_update",
    list: listUpdateBoxes,
    update: updateUpdateBox,
    toContext: ({ name }) => toBoxContext(name),
  }),
  defineTable({
    name: "document_version",
    list: listVersionBoxes,
    update: updateVersionBox,
    toContext: ({ name }) => toVersionContext(name),
  }),
  defineTable({
    name: "local_key",
    list: listLocalKeyBoxes,
    update: updateLocalKeyBox,
    toContext: ({ key }) => toLocalKeyContext(key),
  }),
];

/**
 * Changes the key at rest, or finishes a change that was cut off. Alone in the data folder.
 *
 * On return no box and no file has the old key: a backup of the database from before needs the old key from a backup of
 * the key folder.
 *
 * @returns ids of both keys.
 */
export async function rotatePartsKey(rotation: PartsRotation): Promise<{ oldKey: string; newKey: string }> {
  const { keysDir, vault, ledger } = rotation;
  const [oldPath, nextPath] = [join(keysDir, PARTS_KEY), join(keysDir, NEXT_PARTS_KEY)];
  const oldKey = toPartsKeyId(readKeyFile(oldPath));
  if (!existsSync(nextPath)) writeKeyFile(nextPath, randomBytes(32));
  vault.adopt(readKeyFile(nextPath));
  for (const table of SEALED_TABLES) await table.moveAll(rotation);
  const newKey = vault.keyId;
  const recorded = await findRecorded(rotation, newKey);
  if (recorded === null) await record(rotation, { oldKey, newKey });
  // The second copy has boxes of the old key until now.
  await ledger.recopy();
  replaceKeyFile(oldPath, nextPath);
  return recorded ?? { oldKey, newKey };
}

async function moveTable<K, R extends SealedRow<K>>(
  { database, vault, onProgress, batchRows = BATCH_ROWS }: PartsRotation,
  table: SealedTable<K, R>,
): Promise<void> {
  let rows = 0;
  for (let after: K | null = null; ;) {
    const page: R[] = await table.list(database.reader, after, batchRows);
    const moves = page.flatMap((row) => {
      const boxes = sealAnew(vault, table, row);
      return boxes === null ? [] : [{ key: row.key, boxes }];
    });
    if (moves.length > 0) {
      await database.writer.run(async (trx) => {
        const update = async (): Promise<void> => {
          for (const { key, boxes } of moves) await table.update(trx, key, boxes);
        };
        if (table.isAppendOnly !== true) await update();
        else await liftAppendOnly(trx, { dialect: database.dialect, table: table.name }, update);
      });
    }
    rows += page.length;
    onProgress(table.name, rows);
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.key;
  }
}

/** @returns the columns that the key of before sealed, or none did, sealed anew; null when there is none. */
function sealAnew<K, R extends SealedRow<K>>(
  vault: Vault,
  { toContext }: SealedTable<K, R>,
  row: R,
): Record<string, Uint8Array> | null {
  const boxes = Object.entries(row.boxes).flatMap(([column, box]) => {
    if (box === null || (row.isPlain !== true && vault.isCurrent(box))) return [];
    const context = toContext(row, column);
    const bytes = row.isPlain === true ? box : vault.open(box, context);
    return [[column, vault.seal(bytes, context)] as const];
  });
  return boxes.length === 0 ? null : Object.fromEntries(boxes);
}

/** The entry of this change, when only the files are left to do. */
async function findRecorded(
  { database, vault }: PartsRotation,
  newKey: string,
): Promise<{ oldKey: string; newKey: string } | null> {
  const { reader } = database;
  const query = reader.selectFrom("ledger_head").select("seq").where("type", "=", "parts-key.rotated");
  const last = await query.orderBy("seq", "desc").limit(1).executeTakeFirst();
  const [row] = last === undefined ? [] : await listParts(reader, [last.seq]);
  const act = row === undefined ? null : toAct(openParts(vault, row));
  if (act?.head.type !== "parts-key.rotated") return null;
  const value = act.value as { oldKey: string; newKey: string };
  return value.newKey === newKey ? value : null;
}

async function record(
  { ledger, now, subject, reason }: PartsRotation,
  value: { oldKey: string; newKey: string },
): Promise<void> {
  await ledger.run(async (trx) => {
    const event = { type: "parts-key.rotated" as const, facts: { subject }, value, text: { reason } };
    await recordSystem({ ledger, trx, now: now() }, event);
  });
}
