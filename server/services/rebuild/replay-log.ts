import type { Database } from "../../../db/dialects/database.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { findLedgerState, listEntries, listParts, upsertLedgerState } from "../../../db/queries/ledger.ts";
import { parseParts } from "../../domain/event/act.ts";
import { toHex, utf8 } from "../../domain/ledger/bytes.ts";
import { CompactRange } from "../../domain/ledger/compact-range.ts";
import { type Entry, parseEntry } from "../../domain/ledger/entry.ts";
import { hashLeaf } from "../../domain/ledger/merkle-tree.ts";
import { makePartsReader } from "../commands/execute-command.ts";
import { PROJECTIONS } from "../commands/projections.ts";
import { sha256 } from "../hash.ts";
import { appendToTree } from "../ledger/append-to-tree.ts";
import { toHeadRow } from "../ledger/entry-draft.ts";
import { checkParts, openParts, toReadable } from "../ledger/parts-box.ts";
import type { Vault } from "../vault.ts";

/** An entry that makes no rows: the replay ends before it. */
export class NotReplayable extends Error {
  constructor(seq: number, cause: unknown) {
    super(`entry ${seq} cannot be replayed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = "NotReplayable";
  }
}

export interface ReplayOptions {
  /** One state of the database that is replayed: a transaction that sees nothing newer. Only read. */
  readonly source: Transaction;
  /** A migrated database without a row. Nothing else may write to it. */
  readonly target: Pick<Database, "reader" | "writer">;
  /** Opens the parts of the source; the target gets their boxes as they are. */
  readonly vault: Vault;
  /** Entries that were replayed so far. */
  readonly onProgress?: (done: number) => void;
}

/** Entries in one commit of the target. */
const PAGE = 500;

type Row = Awaited<ReturnType<typeof listEntries>>[number];
type Boxes = Awaited<ReturnType<typeof listParts>>[number];

/**
 * Writes a log anew from its first entry on: entries and boxes as they are, all else as the entries make it.
 *
 * Rows come from the same projections as when the commands were given. Accounts, sessions and files are not made: no
 * entry holds them.
 *
 * @returns number of entries, and the root over them in hex.
 * @throws NotReplayable naming the first entry that does not open, does not fit its commitments, or is no act.
 * @throws RangeError when the target is not empty.
 */
export async function replayLog(options: ReplayOptions): Promise<{ size: number; root: string }> {
  const { source, target, vault, onProgress } = options;
  if ((await findLedgerState(target.reader)) !== null) throw new RangeError("replay log: the target has a log already");
  const range = new CompactRange(sha256);
  for (;;) {
    const rows = await listEntries(source, range.size, range.size + PAGE);
    if (rows.length === 0) return { size: range.size, root: toHex(range.computeRoot()) };
    const seqs = rows.map((row) => row.seq);
    const boxes = new Map((await listParts(source, seqs)).map((row) => [row.seq, row]));
    const leaves = await target.writer.run((trx) => replayPage(trx, vault, { from: range.size, rows, boxes }));
    for (const leaf of leaves) range.append(leaf);
    onProgress?.(range.size);
  }
}

/**
 * Writes entries, their boxes, and the rows that follow from them at the end of a log, in the open transaction.
 *
 * @param page.from - number of the first; `rows` go on from it without a gap.
 * @returns their leaf hashes.
 * @throws NotReplayable as `replayLog`.
 */
export async function replayPage(
  trx: Transaction,
  vault: Vault,
  page: { from: number; rows: readonly Row[]; boxes: ReadonlyMap<number, Boxes> },
): Promise<Uint8Array[]> {
  const leaves: Uint8Array[] = [];
  let entry: Entry | null = null;
  for (const row of page.rows) {
    const seq = page.from + leaves.length;
    try {
      entry = parseEntry(utf8(row.entry));
      if (row.seq !== seq || entry.seq !== seq) throw new RangeError(`the next is ${row.seq}`);
      leaves.push(await replayEntry(trx, vault, { row, entry, boxes: page.boxes.get(seq) }));
    } catch (error) {
      throw new NotReplayable(seq, error);
    }
  }
  await appendToTree(trx, { treeSize: page.from }, leaves);
  const last = leaves.at(-1);
  if (entry === null || last === undefined) return leaves;
  const size = page.from + leaves.length;
  await upsertLedgerState(trx, { origin: entry.log, size, last_at: entry.at, last_leaf: toHex(last) });
  return leaves;
}

async function replayEntry(
  trx: Transaction,
  vault: Vault,
  { row, entry, boxes }: { row: Row; entry: Entry; boxes: Boxes | undefined },
): Promise<Uint8Array> {
  const { seq } = row;
  const { at } = entry;
  if (boxes === undefined) throw new RangeError("its parts are missing");
  const parsed = parseParts(toReadable(checkParts(row.entry, openParts(vault, boxes), seq)));
  if (!parsed.ok) throw new RangeError(`no act: ${parsed.issues[0]?.path} ${parsed.issues[0]?.message}`);
  const { act } = parsed;
  const project = PROJECTIONS.get(act.head.type);
  if (project === undefined) throw new RangeError(`no projection of ${act.head.type}`);
  const leaf = hashLeaf(sha256, utf8(row.entry));
  await trx.insertInto("ledger_entry").values({ seq, at, entry: row.entry, leaf_hash: leaf }).execute();
  await trx.insertInto("ledger_part").values(boxes).execute();
  await trx.insertInto("ledger_head").values(toHeadRow(seq, act.head)).execute();
  await project({ trx, seq, at, readParts: makePartsReader(trx, vault) }, act);
  return leaf;
}
