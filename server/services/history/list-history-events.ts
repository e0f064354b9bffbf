import { findBatch, type ItemRow } from "../../../db/queries/items.ts";
import { listParts } from "../../../db/queries/ledger.ts";
import { listEntriesAt, listTraceHeads } from "../../../db/queries/trace.ts";
import type { Act } from "../../domain/event/act.ts";
import { BlindLeftovers } from "../../domain/ledger/blind-leftovers.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import { canReadPart } from "../../domain/policy/can-read-part.ts";
import { isOutsideSet } from "../evidence/read-document.ts";
import { toAct } from "../ledger/entry-facts.ts";
import { openParts } from "../ledger/parts-box.ts";
import type { PageServices } from "../page-services.ts";
import type { HistoryStep } from "./history-view.ts";

interface Asked {
  readonly services: PageServices;
  readonly actor: Actor;
  readonly item: ItemRow;
  /** UTC instant, ISO 8601. */
  readonly now: string;
}

/** Notes and replies, whatever is done to them; the opening; and what was decided. */
const isHistoric = (type: string): boolean =>
  /^(annotation|message)\./.test(type) || type === "batch.opened" || type === "item.finalised";

/**
 * What happened to the notes of an item, and when it was opened and decided; ascending. Each entry by the same rules as
 * in the log: what its author took back before the opening stays theirs.
 */
export async function listHistoryEvents({ services, actor, item, now }: Asked): Promise<HistoryStep[]> {
  const db = services.database.reader;
  const batch = await findBatch(db, item.batchId);
  const heads = await listTraceHeads(db, { itemId: item.itemId, openedSeq: batch?.opened_seq ?? null });
  const seqs = heads.filter((head) => isHistoric(head.type)).map((head) => head.seq);
  const acts = new Map<number, Act>();
  const leftovers = new BlindLeftovers(() => item.batchId);
  for (const row of await listParts(db, seqs)) {
    const act = toAct(openParts(services.vault, row));
    if (act !== null) acts.set(row.seq, act);
  }
  for (const [seq, act] of [...acts].sort(([a], [b]) => a - b)) leftovers.add(seq, act);
  const steps: HistoryStep[] = [];
  for (const { seq, at } of await listEntriesAt(db, seqs)) {
    const act = acts.get(seq);
    if (act === undefined) continue;
    const facts = {
      type: act.head.type,
      actorId: act.head.actor,
      subjectId: act.head.subject ?? null,
      item,
      case: null,
      round: { roundId: item.roundId, phase: item.roundPhase },
      batch: { panelId: item.panelId, isOpened: item.batchPhase !== "independent" },
      panelId: act.head.panel ?? null,
      reportedKind: null,
      isBlindLeftover: leftovers.has(seq),
      isOutsideSet: isOutsideSet(item, seq),
    };
    // What happened to which note is in the value; the head alone tells nothing that a reader of this page could use.
    if (!(["head", "value"] as const).every((part) => canReadPart(actor, part, facts, now))) continue;
    const { type } = act.head;
    const note = "annotation" in act.value ? String(act.value.annotation) : null;
    steps.push({ key: `e${seq}`, at, kind: "event", people: [act.head.actor], event: { seq, type, note } });
  }
  return steps;
}
