import { listRecords } from "../../../db/queries/access.ts";
import { type ErasureRow, listErasures, listTextEntries } from "../../../db/queries/erasures.ts";
import { listEntriesAt } from "../../../db/queries/ledger.ts";
import type { ErasureGround } from "../../domain/event/erasure-events.ts";
import { can } from "../../domain/policy/can.ts";
import { hasRole } from "../../domain/policy/actor.ts";
import { NO_ERASURE } from "../../domain/policy/thing.ts";
import { Refusal } from "../../domain/refusal.ts";
import { discloseEntries } from "../audit-log/disclose-entries.ts";
import type { LogReadings } from "../audit-log/log-reading.ts";
import { type LogContext, openLogContext } from "../audit-log/open-log-context.ts";
import type { OpenedPart } from "../ledger/parts-box.ts";
import type { PageServices } from "../page-services.ts";
import { demandErasable, type ErasureScope, hasText } from "./demand-erasable.ts";
import { toErasureFacts, toScope } from "./erase.ts";
import type { EarlierExport, ErasureCard, ErasureDraft, ErasureEntry, ErasuresView } from "./erasure-view.ts";

/** As it stands in the address: numbers, an item, pseudonyms; separated by whatever is no part of them. */
export interface ErasuresAsked {
  readonly entries: string;
  readonly item: string;
  readonly identities: string;
}

const ENTRIES_MAX = 1_000;
const IDENTITIES_MAX = 100;
const EXPORTS_MAX = 100;

/**
 * What was erased and what waits for a second person; and, for who may propose, what they are about to.
 *
 * @throws Refusal `thing.absent` for all but secretariat, data protection and auditors.
 */
export async function readErasures(
  services: PageServices,
  readings: LogReadings,
  { asking, asked }: { asking: { id: string }; asked: ErasuresAsked },
): Promise<ErasuresView> {
  const context = await openLogContext(services, readings, asking);
  const { db, actor, now } = context;
  const thing = { kind: "erasure", erasure: NO_ERASURE } as const;
  if (can(actor, "erasure.read", thing, now) !== "yes") throw new Refusal("thing.absent");
  const canPropose = can(actor, "erasure.propose", thing, now) === "yes";
  const cards: ErasureCard[] = [];
  for (const row of await listErasures(db)) cards.push(await toCard(context, row));
  return {
    now,
    canPropose,
    canReadAccessLog: can(actor, "access-log.read", { kind: "installation" }, now) === "yes",
    asked,
    draft: canPropose ? await readDraft(context, asked) : null,
    erasures: cards,
  };
}

async function readDraft(context: LogContext, asked: ErasuresAsked): Promise<ErasureDraft | null> {
  const named = (asked.entries.match(/\d+/g) ?? []).map(Number).filter(Number.isSafeInteger);
  const ofItem = asked.item.trim() === "" ? [] : await listOfItem(context, asked.item.trim());
  const entries = [...new Set([...named, ...ofItem])].sort((a, b) => a - b).slice(0, ENTRIES_MAX);
  const identities = [...new Set(asked.identities.match(/[a-z]{1,3}_[0-9a-z]+/g) ?? [])]
    .sort()
    .slice(0, IDENTITIES_MAX);
  if (`${asked.entries}${asked.item}${asked.identities}`.trim() === "") return null;
  return {
    entries,
    identities,
    rows: await readRows(context, entries),
    problem: await findProblem(context, { entries, identities }),
  };
}

/** Entries of an item with words of their own, as far as the person may know that they are the item's. */
async function listOfItem({ db, reading }: LogContext, itemId: string): Promise<number[]> {
  const found = await listTextEntries(db, itemId);
  return found.filter(({ seq, type }) => hasText(type) && reading.canRead(seq)).map(({ seq }) => seq);
}

async function readRows(context: LogContext, entries: readonly number[]): Promise<ErasureEntry[]> {
  const known = (await listEntriesAt(context.db, entries)).map(({ seq }) => seq);
  const rows = await discloseEntries(context, known);
  return rows
    .map(({ row, entry, parts }) => ({
      row,
      commitment: (JSON.parse(entry) as { text: string }).text,
      words: toWords(parts.text, row.act?.reason ?? null),
    }))
    .sort((a, b) => a.row.seq - b.row.seq);
}

function toWords(text: OpenedPart | "erased" | null, reason: string | null): ErasureEntry["words"] {
  if (text === "erased") return "erased";
  if (text === null) return "withheld";
  return reason === null ? "empty" : "shown";
}

async function findProblem({ db }: LogContext, scope: ErasureScope): Promise<ErasureDraft["problem"]> {
  try {
    await demandErasable(db, scope);
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { seq, actor } = error.details;
    const about = typeof seq === "number" ? String(seq) : typeof actor === "string" ? actor : null;
    return { code: error.code, about };
  }
}

async function toCard(context: LogContext, row: ErasureRow): Promise<ErasureCard> {
  const { db, actor, now, faceOf } = context;
  const erasure = await toErasureFacts(db, row);
  const canConfirm = can(actor, "erasure.confirm", { kind: "erasure", erasure }, now) === "yes";
  const isOffice = hasRole(actor, "secretariat", "dpo");
  const obstacle = erasure.proposedByAccountId === actor.accountId ? "same-person" : "other-office";
  const { confirmed_seq: seq, confirmed_at: at, confirmed_by: by } = row;
  const isWaiting = seq === null || at === null || by === null;
  return {
    seq: row.seq,
    at: row.at,
    by: faceOf(row.proposed_by),
    ground: row.ground as ErasureGround,
    reason: row.reason,
    ...toScope(row),
    confirmed: isWaiting ? null : { seq, at, by: faceOf(by) },
    canConfirm,
    obstacle: isWaiting && isOffice && !canConfirm ? obstacle : null,
    exports: await listExports(context, row),
  };
}

/** Copies that were made while the words could still be read: somebody has to see to them. */
async function listExports({ db, faceOf }: LogContext, row: ErasureRow): Promise<EarlierExport[]> {
  const [first] = toScope(row).entries;
  const from = first === undefined ? null : ((await findInstant(db, first)) ?? null);
  const records = await listRecords(db, { kinds: ["exported"], from, to: row.confirmed_at, limit: EXPORTS_MAX });
  // The access log itself holds none of the words.
  const copies = records.filter(({ door }) => door !== "accessLogExport");
  return copies.map(({ at, actor, door, thing }) => ({ at, by: actor === null ? null : faceOf(actor), door, thing }));
}

async function findInstant(db: LogContext["db"], seq: number): Promise<string | undefined> {
  return (await db.selectFrom("ledger_entry").select("at").where("seq", "=", seq).executeTakeFirst())?.at;
}
