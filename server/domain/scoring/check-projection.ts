import { canonicalJson, type JsonValue } from "../ledger/canonical-json.ts";
import { CheckTally } from "../ledger/check-tally.ts";
import type { DisclosedEntry } from "../ledger/disclosed-entry.ts";
import { SeqSet } from "../ledger/seq-set.ts";
import type { ExtraCheck } from "../ledger/verify-log.ts";
import { ContributionFold } from "./fold-contributions.ts";
import { type FoldedRow, type FoldedTable, ScoreFold, toRowKey } from "./fold-scores.ts";

/** A projection line of an export: one row of one table. */
export interface ProjectionLine {
  readonly table: FoldedTable;
  readonly row: FoldedRow;
}

/** States of a score that an export shows: what is sealed or withdrawn is nobody's but its expert's. */
export const SHOWN_SCORE_STATES: ReadonlySet<string> = new Set(["opened", "changed", "kept"]);

const TABLES: readonly FoldedTable[] = ["score", "decision", "batch", "annotation", "message", "reported_value"];

/**
 * Check of an export that scores, final scores, phases of batches, contributions and imported values are what the
 * disclosed acts make of them.
 *
 * A row whose acts are not all disclosed counts as not disclosed. A score, final score or batch that the acts make and
 * the export does not show is a failure: an export shows it with the acts that it comes from, or neither.
 *
 * @param tables - those that are shown; others are no part of the check.
 */
export function createProjectionCheck(tables: readonly FoldedTable[] = TABLES): ExtraCheck {
  return new ProjectionCheck(new Set(tables));
}

class ProjectionCheck implements ExtraCheck {
  readonly #tally = new CheckTally("projection");
  readonly #tables: ReadonlySet<string>;
  readonly #fold = new ScoreFold();
  readonly #contributions = new ContributionFold();
  readonly #disclosed = new SeqSet();
  readonly #shown = new Set<string>();

  constructor(tables: ReadonlySet<string>) {
    this.#tables = tables;
  }

  onEntry({ entry, type, batch, act, issue }: DisclosedEntry): void {
    const { seq, at } = entry;
    if (issue !== null) {
      this.#tally.fail(seq, `entry ${seq} is no act that this version knows: ${issue}`);
    } else if (act !== null) {
      this.#disclosed.add(seq);
      this.#fold.add(act, { seq, at });
      this.#contributions.add(act, { seq, at });
    } else if (type === "batch.opened" && batch !== null) {
      // That a batch was opened is told to more people than which seals it opened.
      this.#fold.setBatchPhase(batch, "reconciliation");
      this.#contributions.openBatch(batch);
    }
  }

  onProjection(projection: JsonValue): void {
    const line = parseLine(projection, this.#tables);
    if (line === null) {
      this.#tally.fail(null, "a projection line is no row of a known table");
      return;
    }
    const { table, row } = line;
    const key = toRowKey(table, row);
    this.#shown.add(key);
    const folded = this.#fold.rows.get(key) ?? this.#contributions.rows.get(key) ?? null;
    const seq = typeof row["seq"] === "number" ? row["seq"] : null;
    const isOfHiddenPanel = table === "batch" && !this.#fold.knowsPanelOf(String(row["id"]));
    const isIncomplete = this.#fold.incomplete.has(key) || this.#contributions.incomplete.has(key);
    const isOfHiddenAct = isIncomplete || (seq !== null && !this.#disclosed.has(seq));
    const isHalfKnown = isOfHiddenPanel || isOfHiddenAct;
    if (folded !== null && canonicalJson(withoutNew(folded, row)) === canonicalJson(row)) this.#tally.pass();
    else if (folded === null && isHalfKnown) this.#tally.withhold("an act that a row comes from");
    else this.#tally.fail(seq, `${key} is not what the log makes of it${seq === null ? "" : `: see entry ${seq}`}`);
  }

  finish() {
    for (const [key, row] of this.#fold.rows) {
      const isShown = this.#mustBeShown(key, row);
      const seq = typeof row["seq"] === "number" ? row["seq"] : null;
      const isAsked = this.#tables.has(key.slice(0, key.indexOf("/")));
      if (isAsked && isShown && !this.#shown.has(key)) this.#tally.fail(seq, `${key} is missing among the projections`);
    }
    return this.#tally.toCheck();
  }

  /** What is sealed or withdrawn is nobody's but its expert's; a batch is shown to who is told of its panel. */
  #mustBeShown(key: string, row: FoldedRow): boolean {
    if (key.startsWith("batch/")) return row["phase"] !== "independent" && this.#fold.knowsPanelOf(String(row["id"]));
    return !key.startsWith("score/") || row["case_id"] !== "" || SHOWN_SCORE_STATES.has(String(row["state"]));
  }
}

/** Columns of a score that earlier exports did not have; where there is nothing in them, they are the same rows. */
const NEW_COLUMNS = ["parts", "ratio"];

function withoutNew(folded: FoldedRow, row: FoldedRow): FoldedRow {
  const isLeftOut = (column: string): boolean =>
    NEW_COLUMNS.includes(column) && folded[column] === null && !Object.hasOwn(row, column);
  return Object.fromEntries(Object.entries(folded).filter(([column]) => !isLeftOut(column)));
}

function parseLine(projection: JsonValue, tables: ReadonlySet<string>): ProjectionLine | null {
  if (typeof projection !== "object" || projection === null || Array.isArray(projection)) return null;
  const { table, row } = projection as { readonly [key: string]: JsonValue | undefined };
  if (typeof table !== "string" || !tables.has(table)) return null;
  if (typeof row !== "object" || row === null || Array.isArray(row)) return null;
  return { table: table as FoldedTable, row: row as FoldedRow };
}
