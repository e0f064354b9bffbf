import type { Act } from "../event/act.ts";
import { canonicalJson } from "../ledger/canonical-json.ts";
import { LoggedRounds } from "../ledger/logged-rounds.ts";
import type { ScoreDetail } from "./choice.ts";
import type { ScoreValue } from "./value.ts";

/** Tables that the folds give; the row of a key is the projection's, column for column. */
export type FoldedTable = "score" | "decision" | "batch" | "annotation" | "message" | "reported_value";

/** A projection row: columns in the database's own names. */
export type FoldedRow = Readonly<Record<string, number | string | null>>;

/** Text that names a row of a table: its key columns. */
export function toRowKey(table: FoldedTable, row: FoldedRow): string {
  if (table === "score") return `score/${row["item_id"]}/${row["actor_id"]}/${row["case_id"]}`;
  if (table === "decision") return `decision/${row["item_id"]}/${row["version"]}`;
  if (table !== "reported_value") return `${table}/${row["id"]}`;
  return `reported_value/${row["round_id"]}/${row["entity_id"]}/${row["indicator"]}/${row["kind"]}`;
}

/**
 * What the acts of a log make of scores, final scores and phases of batches: the rows that the projections must hold.
 *
 * It shares no code with the use cases that write them. Acts come in the order of the log; those that change none of
 * the three tables are passed over. Of a batch only `id` and `phase` are given.
 */
export class ScoreFold {
  readonly #rows = new Map<string, FoldedRow>();
  /** Standing seals by entry: the opening names them so. */
  readonly #seals = new Map<number, Act<"score.sealed">>();
  /** Reasons of proposals by entry: who only agrees adopts them. */
  readonly #proposals = new Map<number, string>();

  readonly #rounds = new LoggedRounds();
  readonly #panels = new Set<string>();

  /** Rows of which only some acts are known, by `toRowKey`; they are not in `rows`. None when every act was given. */
  readonly incomplete = new Set<string>();

  /** Row by `toRowKey`. */
  get rows(): ReadonlyMap<string, FoldedRow> {
    return this.#rows;
  }

  add(act: Act, place: { seq: number; at: string }): void {
    this.#rounds.add(act);
    if (isType(act, "score.sealed")) this.#seal(act, place.seq);
    else if (isType(act, "score.withdrawn")) this.#updateScore(act, { state: "withdrawn", seq: place.seq });
    else if (isType(act, "score.changed")) {
      const columns = { ...toColumns(act.value.new), ...toDetailColumns(act.value) };
      this.#updateScore(act, { state: "changed", seq: place.seq, ...columns });
    } else if (isType(act, "score.kept")) this.#updateScore(act, { state: "kept", seq: place.seq });
    else if (isType(act, "panel.created")) this.#seat(act);
    else if (isType(act, "batch.opened")) this.#open(act);
    else if (isType(act, "round.change-confirmed")) this.#change(act);
    else if (isType(act, "batch.phase-moved")) this.setBatchPhase(act.head.batch ?? "", act.value.to);
    else if (isType(act, "item.finalised")) this.#finalise(act, place);
    else if (isType(act, "case.decision-proposed")) this.#proposals.set(place.seq, act.text.reason);
    else if (isType(act, "case.decision-approved")) this.#decideCase(act, place);
  }

  #change({ value: { change } }: Act<"round.change-confirmed">): void {
    if (change.kind === "batch-move") this.setBatchPhase(change.batch, change.to);
  }

  /** Whether the acts tell which batches the panel of this one has. */
  knowsPanelOf(batchId: string): boolean {
    return this.#panels.has(batchId.slice(0, batchId.lastIndexOf(".m")));
  }

  /** For an opening or move whose head alone is known. */
  setBatchPhase(id: string, phase: string): void {
    this.#set("batch", { id, phase });
  }

  #set(table: FoldedTable, row: FoldedRow): void {
    this.#rows.set(toRowKey(table, row), row);
  }

  /** A panel has a batch for each main index that experts score. */
  #seat({ head }: Act<"panel.created">): void {
    const { panel = "", round = "" } = head;
    const framework = this.#rounds.findFramework(round);
    if (framework === null) return;
    this.#panels.add(panel);
    for (const { source, mainIndex } of framework.components) {
      if (source === "expert") this.setBatchPhase(`${panel}.m${mainIndex}`, "independent");
    }
  }

  #seal(act: Act<"score.sealed">, seq: number): void {
    const isReview = act.head.case !== undefined;
    if (!isReview) this.#seals.set(seq, act);
    this.#set("score", {
      item_id: act.head.item ?? "",
      actor_id: act.head.actor,
      case_id: act.head.case ?? "",
      version: (act.head.expects ?? 0) + 1,
      state: "sealed",
      seq,
      ...(isReview ? toDisclosedColumns(act) : UNDISCLOSED),
      sealed_value_state: null,
      sealed_milli_points: null,
      is_blind: 1,
    });
  }

  #updateScore(act: Act, changes: FoldedRow): void {
    const key = { item_id: act.head.item ?? "", actor_id: act.head.actor, case_id: "" };
    const row = this.#rows.get(toRowKey("score", key));
    if (row === undefined) this.incomplete.add(toRowKey("score", key));
    else this.#set("score", { ...row, version: (act.head.expects ?? 0) + 1, ...changes });
  }

  #open(act: Act<"batch.opened">): void {
    this.setBatchPhase(act.head.batch ?? "", "reconciliation");
    for (const seq of act.value.seals) {
      const seal = this.#seals.get(seq);
      if (seal === undefined) continue;
      this.#seals.delete(seq);
      const key = { item_id: seal.head.item ?? "", actor_id: seal.head.actor, case_id: "" };
      const row = this.#rows.get(toRowKey("score", key));
      if (row?.["seq"] !== seq) continue;
      const { value_state, milli_points } = toColumns(seal.value.value);
      this.#set("score", {
        ...row,
        ...toDisclosedColumns(seal),
        state: "opened",
        sealed_value_state: value_state,
        sealed_milli_points: milli_points,
      });
    }
  }

  #finalise(act: Act<"item.finalised">, { seq, at }: { seq: number; at: string }): void {
    this.#set("decision", {
      item_id: act.head.item ?? "",
      version: (act.head.expects ?? 0) + 1,
      ...toColumns(act.value.value),
      rule: act.value.rule,
      reason: act.text.reason,
      conclusion_hash: act.value.conclusion,
      case_id: null,
      actor_id: act.head.actor,
      seq,
      at,
    });
  }

  #decideCase(act: Act<"case.decision-approved">, { seq, at }: { seq: number; at: string }): void {
    const version = (act.head.expects ?? 0) + 1;
    const before = this.#rows.get(toRowKey("decision", { item_id: act.head.item ?? "", version: version - 1 }));
    const { reason } = act.text;
    const adopted = reason.trim() === "" ? this.#proposals.get(act.value.proposal) : reason;
    // Who may not read the panel's decision or the proposal gets no row made of half of it.
    if (before === undefined || adopted === undefined) {
      this.incomplete.add(toRowKey("decision", { item_id: act.head.item ?? "", version }));
      return;
    }
    this.#set("decision", {
      item_id: act.head.item ?? "",
      version,
      ...toColumns(act.value.new),
      rule: "review",
      reason: adopted,
      // The panel's conclusion stands beside the case's own reasons.
      conclusion_hash: before["conclusion_hash"] ?? null,
      case_id: act.head.case ?? null,
      actor_id: act.head.actor,
      seq,
      at,
    });
  }
}

const UNDISCLOSED = {
  value_state: null,
  milli_points: null,
  level: null,
  parts: null,
  ratio: null,
  confidence: null,
  justification: null,
  cites: null,
};

function toColumns(value: ScoreValue): { value_state: string; milli_points: number | null } {
  return { value_state: value.state, milli_points: value.state === "number" ? value.milliPoints : null };
}

function toDisclosedColumns(act: Act<"score.sealed">) {
  const { value, confidence } = act.value;
  const cites = canonicalJson(act.head.cites ?? []);
  return {
    ...toColumns(value),
    ...toDetailColumns(act.value),
    confidence,
    justification: act.text.justification,
    cites,
  };
}

function toDetailColumns({ level, parts, ratio }: ScoreDetail) {
  const write = (detail: ScoreDetail["parts" | "ratio"]): string | null =>
    detail === null ? null : canonicalJson(detail);
  return { level, parts: write(parts), ratio: write(ratio) };
}

function isType<T extends Act["head"]["type"]>(act: Act, type: T): act is Act<T> {
  return act.head.type === type;
}
