import { findCase, toCaseFacts } from "../../../db/queries/cases.ts";
import { type ItemRow, listBatches, listRoundItems } from "../../../db/queries/items.ts";
import type { HeadRow } from "../../../db/queries/audit-log.ts";
import { findLedgerState } from "../../../db/queries/ledger.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { type Act, parseParts } from "../../domain/event/act.ts";
import type { Head } from "../../domain/event/head.ts";
import type { ReportedKind, RoundPhase } from "../../domain/event/process-events.ts";
import type { EntryFacts } from "../../domain/policy/can-read-part.ts";
import type { BatchPhase, CaseFacts } from "../../domain/policy/thing.ts";
import { isOutsideSet } from "../evidence/read-document.ts";
import type { Vault } from "../vault.ts";
import { EntryMemory } from "./entry-memory.ts";
import { type OpenedParts, toReadable } from "./parts-box.ts";

/** Looks up what the permission function asks of entries, for one reader and one state of the database. */
export interface EntryFactsReader {
  /** Entries that the facts are known of. */
  readonly size: number;
  readonly items: ReadonlyMap<string, ItemRow>;
  readonly batches: ReadonlyMap<string, { roundId: string; panelId: string; phase: BatchPhase }>;
  findRound(roundId: string | undefined): EntryFacts["round"];
  /** Every round, in no stated order. */
  listRounds(): NonNullable<EntryFacts["round"]>[];
  findCase(caseId: string | null | undefined): Promise<CaseFacts | null>;
  read(seq: number, act: Act): Promise<EntryFacts>;
  /** The same from the index of heads, without opening the entry. */
  readRow(row: Omit<HeadRow, "command_id">): Promise<EntryFacts>;
}

/**
 * @param options.accountId - who reads; empty for the public.
 * @param options.size - entries that count.
 * @param options.memory - of this database, kept from one reading to the next; left out, everything is read anew.
 */
export async function openEntryFacts(
  db: Transaction,
  vault: Vault,
  { accountId, size, memory = new EntryMemory() }: { accountId: string; size: number; memory?: EntryMemory },
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
  // At least what the items say now: a seal may have been replaced, and its batch opened, since `size` was asked for.
  const known = Math.max(size, (await findLedgerState(db))?.size ?? 0);
  await memory.advance(db, vault, { items: itemRows, size: known });
  const cases = new Map<string, CaseFacts | null>();

  const readCase = async (caseId: string | null | undefined): Promise<CaseFacts | null> => {
    if (caseId === null || caseId === undefined) return null;
    if (!cases.has(caseId)) cases.set(caseId, await lookUpCase(db, { caseId, items, accountId }));
    return cases.get(caseId) ?? null;
  };
  const findRound = (roundId: string | undefined): EntryFacts["round"] => rounds.get(roundId ?? "") ?? null;

  const toFacts = async (seq: number, head: RuledHead): Promise<EntryFacts> => {
    const item = items.get(head.item ?? "") ?? itemOfEntity.get(`${head.round ?? ""}/${head.entity ?? ""}`) ?? null;
    return {
      type: head.type,
      actorId: head.actor,
      subjectId: head.subject ?? null,
      item,
      case: await readCase(head.case),
      round: findRound(head.round),
      batch: toBatchFacts(batches.get(head.batch ?? "")),
      panelId: head.panel ?? null,
      reportedKind: head.reportedKind,
      isBlindLeftover: memory.isLeftover(seq),
      isOutsideSet: isOutsideSet(item, seq),
    };
  };

  return {
    size: known,
    items,
    batches,
    findRound,
    listRounds: () => [...rounds.values()],
    findCase: readCase,
    read: async (seq, { head, value }) => toFacts(seq, { ...head, reportedKind: findReportedKind(head.type, value) }),
    readRow: (row) => {
      const details = memory.findDetails(row.seq);
      return toFacts(row.seq, {
        type: row.type,
        actor: row.actor_id,
        round: row.round_id ?? undefined,
        entity: row.entity_id ?? undefined,
        item: row.item_id ?? undefined,
        case: row.case_id ?? undefined,
        subject: details?.subjectId ?? undefined,
        batch: details?.batchId ?? undefined,
        panel: details?.panelId ?? undefined,
        reportedKind: details?.reportedKind ?? null,
      });
    },
  };
}

const findReportedKind = (type: string, value: object): ReportedKind | null =>
  type === "values.imported" ? (value as { kind: ReportedKind }).kind : null;

function toBatchFacts(batch: { panelId: string; phase: BatchPhase } | undefined): EntryFacts["batch"] {
  return batch === undefined ? null : { panelId: batch.panelId, isOpened: batch.phase !== "independent" };
}

/** What the rules ask of a head. */
type RuledHead = Pick<Head, "type" | "actor" | "subject" | "item" | "entity" | "round" | "case" | "batch" | "panel"> & {
  readonly reportedKind: ReportedKind | null;
};

/** The act of opened parts, or null when this version does not know it. */
export function toAct(parts: OpenedParts): Act | null {
  const parsed = parseParts(toReadable(parts));
  return parsed.ok ? parsed.act : null;
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
  isOutsideSet: false,
};
