import type { Act } from "../event/act.ts";
import { canonicalJson } from "../ledger/canonical-json.ts";
import { LoggedRounds } from "../ledger/logged-rounds.ts";
import { type FoldedRow, toRowKey } from "./fold-scores.ts";

type Marked = Act<"annotation.created"> | Act<"annotation.revised">;

/** Where an act stands. */
interface ActPlace {
  readonly seq: number;
  /** UTC instant. */
  readonly at: string;
}

/** A row that becomes the panel's with its batch. */
interface Pending {
  readonly key: string;
  readonly batch: string | null;
  /** Annotation that it is, or replies to. */
  readonly annotation: string;
}

/**
 * What the acts of a log make of annotations, replies and imported values: the rows that everybody who may read them
 * finds in the tables. Private annotations and removed ones have no row here, and an annotation's has no `hash`.
 *
 * It shares no code with the use cases that write them.
 */
export class ContributionFold {
  readonly #rows = new Map<string, FoldedRow>();
  readonly #rounds = new LoggedRounds();
  readonly #openedBatches = new Set<string>();
  readonly #private = new Map<string, Pending & { row: FoldedRow }>();

  /** Rows of which only some acts are known, by `toRowKey`; they are not in `rows`. */
  readonly incomplete = new Set<string>();

  /** Row by `toRowKey`. */
  get rows(): ReadonlyMap<string, FoldedRow> {
    return this.#rows;
  }

  add(act: Act, place: ActPlace): void {
    this.#rounds.add(act);
    const { type } = act.head;
    if (type === "annotation.created") this.#mark(act as Marked, place, null);
    else if (type === "annotation.revised") this.#revise(act as Marked, place);
    else if (type === "annotation.removed") this.#remove((act as Act<"annotation.removed">).value.annotation);
    else if (type === "annotation.resolved") this.#resolve(act as Act<"annotation.resolved">);
    else if (type === "message.posted") this.#post(act as Act<"message.posted">, place);
    else if (type === "batch.opened") this.openBatch(act.head.batch ?? "");
    else if (type === "values.imported") this.#import(act as Act<"values.imported">, place.seq);
  }

  /** For an opening whose head alone is known. */
  openBatch(batch: string): void {
    this.#openedBatches.add(batch);
    for (const pending of [...this.#private.values()].filter((one) => one.batch === batch)) {
      this.#private.delete(pending.key);
      this.#rows.set(pending.key, { ...pending.row, state: "panel" });
    }
  }

  #mark(act: Marked, { seq, at }: ActPlace, before: FoldedRow | null): void {
    const { annotation, version, evidence, sha256: file, kind, criterion, page, start, end } = act.value;
    const { exact, prefix, suffix, body } = act.text;
    const key = toRowKey("annotation", { id: annotation });
    this.#place(
      act,
      { key, annotation },
      {
        id: annotation,
        item_id: act.head.item ?? "",
        actor_id: act.head.actor,
        version,
        state: "panel",
        evidence_id: evidence,
        kind,
        criterion,
        anchor: canonicalJson({ exact, prefix, suffix, page, start, end, file }),
        body,
        is_resolved: before?.["is_resolved"] ?? 0,
        seq,
        created_at: before?.["created_at"] ?? at,
      },
    );
  }

  #revise(act: Marked, place: ActPlace): void {
    const key = toRowKey("annotation", { id: act.value.annotation });
    const before = this.#private.get(key)?.row ?? this.#rows.get(key);
    if (before === undefined) this.incomplete.add(key);
    else this.#mark(act, place, before);
  }

  #remove(annotation: string): void {
    const key = toRowKey("annotation", { id: annotation });
    this.#rows.delete(key);
    // What was said under it in private stays private with it.
    for (const [pending, { annotation: under }] of this.#private) {
      if (under === annotation) this.#private.delete(pending);
    }
  }

  #resolve({ value: { annotation, resolved } }: Act<"annotation.resolved">): void {
    const key = toRowKey("annotation", { id: annotation });
    const is_resolved = resolved ? 1 : 0;
    const pending = this.#private.get(key);
    const row = this.#rows.get(key);
    if (pending !== undefined) this.#private.set(key, { ...pending, row: { ...pending.row, is_resolved } });
    else if (row !== undefined) this.#rows.set(key, { ...row, is_resolved });
    else this.incomplete.add(key);
  }

  #post(act: Act<"message.posted">, { seq, at }: ActPlace): void {
    const { message, annotation } = act.value;
    const key = toRowKey("message", { id: message });
    this.#place(
      act,
      { key, annotation },
      {
        id: message,
        item_id: act.head.item ?? "",
        annotation_id: annotation,
        actor_id: act.head.actor,
        body: act.text.body,
        state: "panel",
        seq,
        at,
      },
    );
  }

  #import({ head, value }: Act<"values.imported">, seq: number): void {
    for (const { indicator, value: imported } of value.rows) {
      const row = {
        round_id: head.round ?? "",
        entity_id: head.entity ?? "",
        indicator,
        kind: value.kind,
        value_state: imported.state,
        milli_points: imported.state === "number" ? imported.milliPoints : null,
        seq,
      };
      this.#rows.set(toRowKey("reported_value", row), row);
    }
  }

  /** A row is private until its batch is opened. Without the framework nobody can tell which batch that is. */
  #place({ head }: Act, { key, annotation }: { key: string; annotation: string }, row: FoldedRow): void {
    const batch = this.#rounds.findBatch(head);
    if (batch === null) this.#forget(key);
    else if (this.#openedBatches.has(batch)) this.#rows.set(key, row);
    else this.#private.set(key, { key, batch, annotation, row });
  }

  #forget(key: string): void {
    this.#rows.delete(key);
    this.#private.delete(key);
    this.incomplete.add(key);
  }
}
