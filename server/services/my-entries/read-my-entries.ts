import { findActor } from "../../../db/queries/actors.ts";
import { findCase, toCaseFacts } from "../../../db/queries/cases.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import { findItem } from "../../../db/queries/items.ts";
import { listParts } from "../../../db/queries/ledger.ts";
import { countOwnEntries, listAccountActorIds, listOwnHeads, type OwnHead } from "../../../db/queries/own-entries.ts";
import { listEntriesAt } from "../../../db/queries/trace.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { Act } from "../../domain/event/act.ts";
import { toHex } from "../../domain/ledger/bytes.ts";
import type { PartName } from "../../domain/ledger/commitment.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import { canReadPart, type EntryFacts } from "../../domain/policy/can-read-part.ts";
import { Refusal } from "../../domain/refusal.ts";
import { isOutsideSet } from "../evidence/read-document.ts";
import { BARE_FACTS, toAct } from "../ledger/entry-facts.ts";
import { findParts, type OpenedParts } from "../ledger/parts-box.ts";
import type { PageServices } from "../page-services.ts";
import type { MyEntriesView, MyEntry } from "./my-entries-view.ts";

/** Events of others that name whom they are about. */
const TYPES_ABOUT = ["attempt.refused", "case.assigned"] as const;
const PAGE = 50;
/** Heads that one request looks at: most of those about people are about others. */
const HEADS_MAX = 500;

/**
 * Entries in the name of one person: what every pseudonym of theirs did, and what is recorded about them, newest first.
 *
 * @param asked.before - entries below this number; null for the newest.
 */
export async function readMyEntries(
  services: PageServices,
  account: { id: string },
  asked: { before: number | null },
): Promise<MyEntriesView> {
  const db = services.database.reader;
  const now = services.now().toISOString();
  const actor = await findActor(db, account.id);
  if (actor === null) throw new Refusal("thing.absent");
  const logSize = services.ledger.size();
  const actorIds = await listAccountActorIds(db, account.id);
  const heads = await listOwnHeads(db, {
    actorIds,
    typesAbout: TYPES_ABOUT,
    before: asked.before,
    limit: HEADS_MAX,
  });
  const reading: Reading = { services, db, actor, actorIds, now };
  const entries: MyEntry[] = [];
  let seen = 0;
  for (; seen < heads.length && entries.length < PAGE; seen += PAGE) {
    entries.push(...(await readHeads(reading, heads.slice(seen, seen + PAGE))));
  }
  const isEnd = heads.length < HEADS_MAX && seen >= heads.length;
  const from = isEnd ? 0 : (heads[Math.min(seen, heads.length) - 1]?.seq ?? 0);
  return {
    now,
    actorIds,
    total: await countOwnEntries(db, actorIds),
    logSize,
    entries,
    from,
    to: asked.before ?? Math.max(logSize, (heads[0]?.seq ?? -1) + 1),
    next: isEnd ? null : from,
  };
}

interface Reading {
  readonly services: PageServices;
  readonly db: Transaction;
  readonly actor: Actor;
  readonly actorIds: readonly string[];
  /** UTC instant, ISO 8601. */
  readonly now: string;
}

async function readHeads(reading: Reading, heads: readonly OwnHead[]): Promise<MyEntry[]> {
  const { services, db, actorIds } = reading;
  const seqs = heads.map((head) => head.seq);
  const boxes = new Map((await listParts(db, seqs)).map((row) => [row.seq, findParts(services.vault, row)]));
  const texts = new Map((await listEntriesAt(db, seqs)).map((row) => [row.seq, row]));
  const names = await listEntityNames(db);
  const entries: MyEntry[] = [];
  for (const head of heads) {
    const opened = boxes.get(head.seq) ?? null;
    const text = texts.get(head.seq);
    const act = opened === null ? null : toAct(opened);
    // What cannot be read is left out: a browser with its receipt misses it, and says so.
    if (opened === null || text === undefined || act === null) continue;
    const isMine = actorIds.includes(head.actorId);
    if (!isMine && !actorIds.includes(act.head.subject ?? "")) continue;
    const parts = isMine ? opened : await disclose(reading, { head, act, opened });
    if (parts.head === null) continue;
    const item = head.itemId === null ? null : await findItem(db, head.itemId);
    entries.push({
      seq: head.seq,
      at: text.at,
      type: act.head.type,
      isMine,
      actorId: head.actorId,
      item: item && {
        itemId: item.itemId,
        entityName: names.get(item.entityId) ?? { vi: item.entityId, en: item.entityId },
        indicator: item.indicator,
      },
      leafHash: toHex(text.leafHash),
      entry: text.entry,
      parts: { head: parts.head, value: parts.value, text: parts.text },
    });
  }
  return entries;
}

/** What the rules let the person read of somebody else's act about them. */
async function disclose(
  { db, actor, now }: Reading,
  { head, act, opened }: { head: OwnHead; act: Act; opened: OpenedParts },
): Promise<MyEntry["parts"]> {
  const item = head.itemId === null ? null : await findItem(db, head.itemId);
  const row = head.caseId === null ? null : await findCase(db, head.caseId);
  const facts: EntryFacts = {
    ...BARE_FACTS,
    type: head.type,
    actorId: head.actorId,
    subjectId: act.head.subject ?? null,
    item,
    isOutsideSet: isOutsideSet(item, head.seq),
    case: row === null || item === null ? null : await toCaseFacts(db, { row, item, accountId: actor.accountId }),
  };
  const show = <P extends PartName>(part: P): OpenedParts[P] | null =>
    canReadPart(actor, part, facts, now) ? opened[part] : null;
  return { head: show("head"), value: show("value"), text: show("text") };
}
