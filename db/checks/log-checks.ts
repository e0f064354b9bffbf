import { toHex } from "../../server/domain/ledger/bytes.ts";
import { CompactRange } from "../../server/domain/ledger/compact-range.ts";
import { computeRootFromTiles } from "../../server/domain/ledger/tree-tiles.ts";
import { findLedgerState, findTile } from "../queries/ledger.ts";
import type { CheckContext, Problems } from "./check-context.ts";

/** Entries, parts and heads are numbered from 0 without a gap, as many as the head of the log says. */
export async function checkSequence({ db }: CheckContext): Promise<Problems> {
  const size = (await findLedgerState(db))?.size ?? 0;
  const problems: Problems = [];
  for (const table of ["ledger_entry", "ledger_part", "ledger_head"] as const) {
    const { count, last } = await db
      .selectFrom(table)
      .select((select) => [select.fn.countAll<number>().as("count"), select.fn.max("seq").as("last")])
      .executeTakeFirstOrThrow();
    if (Number(count) !== size) problems.push(`${table} has ${count} rows, the log ${size} entries`);
    if (Number(last ?? -1) !== size - 1) problems.push(`${table} ends at ${last ?? "nothing"}, the log at ${size - 1}`);
  }
  return problems;
}

/** The root over the leaves is the root of the stored tiles, and the head of the log names the last leaf. */
export async function checkTree({ db, sha256 }: CheckContext): Promise<Problems> {
  const state = await findLedgerState(db);
  const leaves = await db.selectFrom("ledger_entry").select("leaf_hash").orderBy("seq").execute();
  const range = new CompactRange(sha256);
  for (const { leaf_hash } of leaves) range.append(leaf_hash);
  const problems: Problems = [];
  const last = leaves.at(-1);
  if (last !== undefined && toHex(last.leaf_hash) !== state?.last_leaf) {
    problems.push("the head of the log does not name the last leaf");
  }
  try {
    const root = await computeRootFromTiles(sha256, range.size, (level, index) => findTile(db, level, index));
    if (toHex(root) !== toHex(range.computeRoot())) problems.push("the root of the tiles is not that of the leaves");
  } catch (error) {
    problems.push(`the tiles do not cover the log: ${error instanceof Error ? error.message : String(error)}`);
  }
  return problems;
}
