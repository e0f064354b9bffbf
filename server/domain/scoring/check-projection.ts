import { type Act, parseParts } from "../event/act.ts";
import type { DisclosedValues } from "../ledger/check-parts.ts";
import { canonicalJson, type JsonValue } from "../ledger/canonical-json.ts";
import { CheckTally } from "../ledger/check-tally.ts";
import type { Entry } from "../ledger/entry.ts";
import type { ExtraCheck } from "../ledger/verify-log.ts";
import { type FoldedRow, type FoldedTable, ScoreFold, toRowKey } from "./fold-scores.ts";

/** A projection line of an export: one row of one table. */
export interface ProjectionLine {
  readonly table: FoldedTable;
  readonly row: FoldedRow;
}

/** States of a score that an export shows: what is sealed or withdrawn is nobody's but its expert's. */
export const SHOWN_SCORE_STATES: ReadonlySet<string> = new Set(["opened", "changed", "kept"]);

const TABLES: ReadonlySet<string> = new Set<FoldedTable>(["score", "decision", "batch"]);

/**
 * Check of an export that scores, final scores and phases of batches are what the disclosed acts make of them.
 *
 * A row whose acts are not all disclosed counts as not disclosed. A row that the acts make and the export does not show
 * is a failure: an export shows a row with the acts that it comes from, or neither.
 */
export function createProjectionCheck(): ExtraCheck {
  return new ProjectionCheck();
}

class ProjectionCheck implements ExtraCheck {
  readonly #tally = new CheckTally("projection");
  readonly #fold = new ScoreFold();
  readonly #disclosed = new Set<number>();
  readonly #shown = new Set<string>();

  onEntry(entry: Entry, parts: DisclosedValues): void {
    const { head, value, text } = parts;
    if (head === null) return;
    if (value === null || text === null) {
      this.#foldHead(head);
      return;
    }
    const parsed = parseParts({ head: canonicalJson(head), value: canonicalJson(value), text: canonicalJson(text) });
    if (!parsed.ok) {
      this.#tally.fail(entry.seq, `entry ${entry.seq} is no act that this version knows: ${parsed.issues[0]?.message}`);
      return;
    }
    this.#disclosed.add(entry.seq);
    this.#fold.add(parsed.act, { seq: entry.seq, at: entry.at });
  }

  onProjection(projection: JsonValue): void {
    const line = parseLine(projection);
    if (line === null) {
      this.#tally.fail(null, "a projection line is no row of a known table");
      return;
    }
    const { table, row } = line;
    const key = toRowKey(table, row);
    this.#shown.add(key);
    const folded =
      this.#fold.rows.get(key) ?? (table === "batch" ? { id: row["id"] ?? "", phase: "independent" } : null);
    const seq = typeof row["seq"] === "number" ? row["seq"] : null;
    if (folded !== null && canonicalJson(folded) === canonicalJson(row)) this.#tally.pass();
    else if (folded === null && seq !== null && !this.#disclosed.has(seq)) this.#tally.withhold();
    else this.#tally.fail(seq, `${key} is not what the log makes of it${seq === null ? "" : `: see entry ${seq}`}`);
  }

  finish() {
    for (const [key, row] of this.#fold.rows) {
      const isShown =
        !key.startsWith("score/") || row["case_id"] !== "" || SHOWN_SCORE_STATES.has(String(row["state"]));
      const seq = typeof row["seq"] === "number" ? row["seq"] : null;
      if (isShown && !this.#shown.has(key)) this.#tally.fail(seq, `${key} is missing among the projections`);
    }
    return this.#tally.toCheck();
  }

  /** That a batch was opened is told to more people than which seals it opened. */
  #foldHead(head: JsonValue): void {
    const { type, batch } = head as Partial<Act["head"]>;
    if (type === "batch.opened" && batch !== undefined) this.#fold.setBatchPhase(batch, "reconciliation");
  }
}

function parseLine(projection: JsonValue): ProjectionLine | null {
  if (typeof projection !== "object" || projection === null || Array.isArray(projection)) return null;
  const { table, row } = projection as { readonly [key: string]: JsonValue | undefined };
  if (typeof table !== "string" || !TABLES.has(table)) return null;
  if (typeof row !== "object" || row === null || Array.isArray(row)) return null;
  return { table: table as FoldedTable, row: row as FoldedRow };
}
