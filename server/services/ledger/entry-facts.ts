import { findCase, toCaseFacts } from "../../../db/queries/cases.ts";
import { type ItemRow, listBatches, listRoundItems } from "../../../db/queries/items.ts";
import { listParts } from "../../../db/queries/ledger.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { type Act, parseParts } from "../../domain/event/act.ts";
import type { ReportedKind, RoundPhase } from "../../domain/event/process-events.ts";
import { BlindLeftovers } from "../../domain/ledger/blind-leftovers.ts";
import type { EntryFacts } from "../../domain/policy/can-read-part.ts";
import type { BatchPhase, CaseFacts } from "../../domain/policy/thing.ts";
import type { Vault } from "../vault.ts";
import { type OpenedParts, openParts, type PartBoxes, toReadable } from "./parts-box.ts";

/** Events that decide what stays private from before an opening. */
const BLIND_TYPES = [
  "score.sealed",
  "score.withdrawn",
  "annotation.created",
  "annotation.revised",
  "annotation.removed",
  "message.posted",
  "batch.opened",
] as const;

const PAGE = 500;

/** Looks up what the permission function asks of entries, for one reader and one state of the database. */
export interface EntryFactsReader {
  readonly items: ReadonlyMap<string, ItemRow>;
  readonly batches: ReadonlyMap<string, { roundId: string; panelId: string; phase: BatchPhase }>;
  findRound(roundId: string | undefined): EntryFacts["round"];
  findCase(caseId: string | null | undefined): Promise<CaseFacts | null>;
  read(seq: number, act: Act): Promise<EntryFacts>;
}

/** @param options.accountId - who reads; empty for the public. @param options.size - entries that count. */
export async function openEntryFacts(
  db: Transaction,
  vault: Vault,
  { accountId, size }: { accountId: string; size: number },
): Promise<EntryFactsReader> {
  const roundRows = await db.selectFrom("round").select(["id", "phase"]).execute();
  const rounds = new Map(roundRows.map((row) => [row.id, { roundId: row.id, phase: row.phase as RoundPhase }]));
  const itemRows: ItemRow[] = [];
  const batches = new Map<string, { roundId: string; panelId: string; phase: BatchPhase }>();
  for (const roundId of rounds.keys()) {
    itemRows.push(...(await listRoundItems(db, roundId)));
    for (const row of await listBatches(db, roundId)) {
      batches.set(row.id, { roundId, panelId: row.panel_id, phase: row.phase as BatchPhase });
    }
  }
  const items = new Map(itemRows.map((item) => [item.itemId, item]));
  // An import is of an entity as a whole; any of its items answers whose it is.
  const itemOfEntity = new Map(itemRows.map((item) => [`${item.roundId}/${item.entityId}`, item]));
  const leftovers = await findLeftovers(db, vault, { items, size });
  const cases = new Map<string, CaseFacts | null>();

  const readCase = async (caseId: string | null | undefined): Promise<CaseFacts | null> => {
    if (caseId === null || caseId === undefined) return null;
    if (!cases.has(caseId)) cases.set(caseId, await lookUpCase(db, { caseId, items, accountId }));
    return cases.get(caseId) ?? null;
  };
  const findRound = (roundId: string | undefined): EntryFacts["round"] => rounds.get(roundId ?? "") ?? null;

  return {
    items,
    batches,
    findRound,
    findCase: readCase,
    read: async (seq, act) => {
      const { head } = act;
      const batch = batches.get(head.batch ?? "");
      return {
        type: head.type,
        actorId: head.actor,
        subjectId: head.subject ?? null,
        item: items.get(head.item ?? "") ?? itemOfEntity.get(`${head.round ?? ""}/${head.entity ?? ""}`) ?? null,
        case: await readCase(head.case),
        round: findRound(head.round),
        batch: batch === undefined ? null : { panelId: batch.panelId, isOpened: batch.phase !== "independent" },
        panelId: head.panel ?? null,
        reportedKind: head.type === "values.imported" ? (act.value as { kind: ReportedKind }).kind : null,
        isBlindLeftover: leftovers.has(seq),
      };
    },
  };
}

/** The act of opened parts, or null when this version does not know it. */
export function toAct(parts: OpenedParts): Act | null {
  const parsed = parseParts(toReadable(parts));
  return parsed.ok ? parsed.act : null;
}

async function findLeftovers(
  db: Transaction,
  vault: Vault,
  { items, size }: { items: ReadonlyMap<string, ItemRow>; size: number },
): Promise<BlindLeftovers> {
  const leftovers = new BlindLeftovers((itemId) => items.get(itemId)?.batchId);
  const heads = await db
    .selectFrom("ledger_head")
    .select("seq")
    .where("type", "in", [...BLIND_TYPES])
    .where("seq", "<", size)
    .orderBy("seq")
    .execute();
  for (let from = 0; from < heads.length; from += PAGE) {
    const seqs = heads.slice(from, from + PAGE).map((head) => head.seq);
    for (const row of await listParts(db, seqs)) {
      const act = openAct(vault, row);
      if (act !== null) leftovers.add(row.seq, act);
    }
  }
  return leftovers;
}

/** A part that does not open says nothing here; the export shows it as what it is. */
function openAct(vault: Vault, row: { seq: number } & PartBoxes): Act | null {
  try {
    return toAct(openParts(vault, row));
  } catch {
    return null;
  }
}

async function lookUpCase(
  db: Transaction,
  { caseId, items, accountId }: { caseId: string; items: ReadonlyMap<string, ItemRow>; accountId: string },
): Promise<CaseFacts | null> {
  const row = await findCase(db, caseId);
  const item = row === null ? undefined : items.get(row.item_id);
  return row === null || item === undefined ? null : toCaseFacts(db, { row, item, accountId });
}

/** Facts of an entry that concerns nothing but itself. */
export const BARE_FACTS: EntryFacts = {
  type: "",
  actorId: "",
  subjectId: null,
  item: null,
  case: null,
  round: null,
  batch: null,
  panelId: null,
  reportedKind: null,
  isBlindLeftover: false,
};
