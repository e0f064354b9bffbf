import type { Act } from "../event/act.ts";
import { canonicalJson, type JsonValue } from "../ledger/canonical-json.ts";
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
    else if (type === "annotation.hidden") this.#hide(act as Act<"annotation.hidden">, place.seq);
    else if (type === "message.posted") this.#post(act as Act<"message.posted">, place);
    else if (type === "message.revised") this.#repost(act as Act<"message.revised">, place);
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
    const { annotation, version, target, kind, criterion } = act.value;
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
        evidence_id: target.evidence,
        kind,
        criterion,
        anchor: canonicalJson(toAnchor(act)),
        body: act.text.body,
        is_resolved: before?.["is_resolved"] ?? 0,
        seq,
        created_at: before?.["created_at"] ?? at,
        ...pickHiding(before),
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
    this.#change(key, (row) => ({ ...row, is_resolved: resolved ? 1 : 0 }));
  }

  /** A row that is shown has no column of its hiding: it had none when the log knew no hiding. */
  #hide({ value, text }: Act<"annotation.hidden">, seq: number): void {
    const { annotation, message, hidden } = value;
    const key = message === null ? toRowKey("annotation", { id: annotation }) : toRowKey("message", { id: message });
    this.#change(key, ({ hidden_seq: _seq, hidden_reason: _reason, ...row }) =>
      hidden ? { ...row, hidden_seq: seq, hidden_reason: text.reason } : row,
    );
  }

  #repost({ value, text }: Act<"message.revised">, { seq, at }: ActPlace): void {
    const key = toRowKey("message", { id: value.message });
    const { version } = value;
    this.#change(key, (row) => {
      const first_seq = row["first_seq"] ?? row["seq"] ?? null;
      return { ...row, body: text.body, seq, version, first_seq, edited_at: at };
    });
  }

  #change(key: string, change: (row: FoldedRow) => FoldedRow): void {
    const pending = this.#private.get(key);
    const row = this.#rows.get(key);
    if (pending !== undefined) this.#private.set(key, { ...pending, row: change(pending.row) });
    else if (row !== undefined) this.#rows.set(key, change(row));
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

/** The anchor's column: what an act of the first version said has the form that it had then. */
function toAnchor({ value: { target }, text }: Marked): JsonValue {
  const { page, sha256: file } = target;
  if (target.kind === "region") return { page, file, box: { ...target.box } };
  const { start, end, extraction, boxes } = target;
  const { exact, prefix, suffix } = text;
  return {
    ...{ exact, prefix, suffix, page, start, end, file },
    ...(extraction === null ? {} : { extraction: { ...extraction } }),
    ...(boxes.length === 0 ? {} : { boxes: boxes.map((box) => ({ ...box })) }),
  };
}

function pickHiding(before: FoldedRow | null): FoldedRow {
  if (before?.["hidden_seq"] === undefined) return {};
  return { hidden_seq: before["hidden_seq"], hidden_reason: before["hidden_reason"] ?? null };
}
