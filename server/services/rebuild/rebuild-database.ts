import { compareProjections, type RowDifference } from "../../../db/checks/compare-tables.ts";
import type { Database } from "../../../db/dialects/database.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { findLedgerState, findTile } from "../../../db/queries/ledger.ts";
import { toHex } from "../../domain/ledger/bytes.ts";
import { computeRootFromTiles } from "../../domain/ledger/tree-tiles.ts";
import { sha256 } from "../hash.ts";
import type { Vault } from "../vault.ts";
import { replayLog } from "./replay-log.ts";

export type { RowDifference } from "../../../db/checks/compare-tables.ts";
export { describeDifference } from "../../../db/checks/compare-tables.ts";
export { NotReplayable } from "./replay-log.ts";

/** What a rebuild found. */
export interface RebuildReport {
  /** Entries, and root over them in hex, of what was rebuilt. */
  readonly size: number;
  readonly root: string;
  /** The same of what was read: by its head of the log and its tiles; null where these do not cover it. */
  readonly stored: { readonly size: number; readonly root: string | null };
  /** Rows that differ, by table and key; empty when the tables are what the log makes of them. */
  readonly differences: readonly RowDifference[];
}

export interface RebuildOptions {
  /** One state of the database, which may be in use: a transaction that sees nothing newer. Only read. */
  readonly source: Transaction;
  /** A new database, of either dialect, which keeps what is rebuilt. */
  readonly target: Pick<Database, "reader" | "writer">;
  readonly vault: Vault;
  readonly onProgress?: (done: number, size: number) => void;
}

/**
 * Rebuilds every projection from the log alone and compares it, row by row, with the one that is stored.
 *
 * @throws NotReplayable when an entry makes no rows; what is before it was rebuilt.
 */
export async function rebuildDatabase(options: RebuildOptions): Promise<RebuildReport> {
  const { source, target, vault, onProgress } = options;
  const size = (await findLedgerState(source))?.size ?? 0;
  const tiles = computeRootFromTiles(sha256, size, (level, index) => findTile(source, level, index));
  // Tiles that do not cover the log are differences, which the comparison names.
  const root = await tiles.then(toHex, () => null);
  const rebuilt = await replayLog({ source, target, vault, onProgress: (done) => onProgress?.(done, size) });
  const differences = await compareProjections({ stored: source, rebuilt: target.reader });
  return { ...rebuilt, stored: { size, root }, differences };
}
