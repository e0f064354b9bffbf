import { findCase, toCaseFacts } from "../../../db/queries/cases.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import { listParts } from "../../../db/queries/ledger.ts";
import { findItemAnnotations, listEntriesAt, listTraceHeads } from "../../../db/queries/trace.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { Act } from "../../domain/event/act.ts";
import { BlindLeftovers } from "../../domain/ledger/blind-leftovers.ts";
import { toHex } from "../../domain/ledger/bytes.ts";
import { PART_NAMES, type PartName } from "../../domain/ledger/commitment.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import { canReadPart, type EntryFacts } from "../../domain/policy/can-read-part.ts";
import type { CaseFacts } from "../../domain/policy/thing.ts";
import { toAct } from "../ledger/entry-facts.ts";
import { openParts } from "../ledger/parts-box.ts";
import { isOutsideSet } from "../evidence/read-document.ts";
import type { Vault } from "../vault.ts";
import { describeAct, listCites } from "./describe-act.ts";
import { listActorFaces } from "./list-actor-faces.ts";
import { type DisclosedPart, TRACE_EVENTS, type TraceEntry } from "./trace-view.ts";

interface Asked {
  readonly db: Transaction;
  readonly vault: Vault;
  readonly actor: Actor;
  /** UTC instant, ISO 8601. */
  readonly now: string;
  readonly item: ItemRow;
  /** Entry that opened the item's batch; null before the opening. */
  readonly openedSeq: number | null;
}

/**
 * What happened to an item, as one person may read it: each part disclosed by the visibility table, or left to its
 * commitment. An entry of which not even the head may be read is left out: that it is of this item is told by its head.
 *
 * @throws Error when stored parts do not open under the vault's key.
 */
export async function listTraceEntries(asked: Asked): Promise<TraceEntry[]> {
  const { db, vault, actor, now, item, openedSeq } = asked;
  const heads = await listTraceHeads(db, { itemId: item.itemId, openedSeq });
  const seqs = heads.map((head) => head.seq);
  const boxes = new Map((await listParts(db, seqs)).map((row) => [row.seq, openParts(vault, row)]));
  const faceOf = await listActorFaces(db, item.roundId);
  const annotations = await findItemAnnotations(db, item.itemId);
  const readFacts = makeFactsReader(asked, listActs(boxes));
  const entries: TraceEntry[] = [];
  for (const { seq, at, entry, leafHash } of await listEntriesAt(db, seqs)) {
    const opened = boxes.get(seq);
    const act = opened === undefined ? null : toAct(opened);
    const type = TRACE_EVENTS.find((one) => one === act?.head.type);
    if (opened === undefined || act === null || type === undefined) continue;
    const facts = await readFacts(seq, act);
    const disclosed = new Set(PART_NAMES.filter((part) => canReadPart(actor, part, facts, now)));
    if (!disclosed.has("head")) continue;
    const show = (part: PartName): DisclosedPart | "erased" | null => (disclosed.has(part) ? opened[part] : null);
    entries.push({
      seq,
      at,
      type,
      actor: faceOf(act.head.actor),
      leafHash: toHex(leafHash),
      entry,
      parts: { head: show("head"), value: show("value"), text: show("text") },
      ...describeAct(act, disclosed),
      cites: listCites(act, { annotations, mayQuote: (one) => canReadPart(actor, "text", one, now), facts }),
      isReview: act.head.case !== undefined && act.head.type === "score.sealed",
    });
  }
  return entries;
}

function listActs(boxes: ReadonlyMap<number, Parameters<typeof toAct>[0]>): Map<number, Act> {
  const acts = new Map<number, Act>();
  for (const seq of [...boxes.keys()].sort((a, b) => a - b)) {
    const act = toAct(boxes.get(seq) as Parameters<typeof toAct>[0]);
    if (act !== null) acts.set(seq, act);
  }
  return acts;
}

function makeFactsReader({ db, actor, item }: Asked, acts: ReadonlyMap<number, Act>) {
  const leftovers = new BlindLeftovers(() => item.batchId);
  for (const [seq, act] of acts) leftovers.add(seq, act);
  const cases = new Map<string, CaseFacts | null>();
  const readCase = async (caseId: string | undefined): Promise<CaseFacts | null> => {
    if (caseId === undefined) return null;
    if (!cases.has(caseId)) {
      const row = await findCase(db, caseId);
      cases.set(caseId, row === null ? null : await toCaseFacts(db, { row, item, accountId: actor.accountId }));
    }
    return cases.get(caseId) ?? null;
  };
  return async (seq: number, { head }: Act): Promise<EntryFacts> => ({
    type: head.type,
    actorId: head.actor,
    subjectId: head.subject ?? null,
    item,
    case: await readCase(head.case),
    round: { roundId: item.roundId, phase: item.roundPhase },
    batch: { panelId: item.panelId, isOpened: item.batchPhase !== "independent" },
    panelId: head.panel ?? null,
    reportedKind: null,
    isBlindLeftover: leftovers.has(seq),
    isOutsideSet: isOutsideSet(item, seq),
  });
}
