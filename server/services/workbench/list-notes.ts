import {
  type AnnotationRow,
  listAnnotations,
  listEvidence,
  listMessages,
  type MessageRow,
} from "../../../db/queries/annotations.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import { listMentions, listUnread } from "../../../db/queries/mentions.ts";
import type { AnnotationKind } from "../../domain/event/annotation-events.ts";
import { parseParts } from "../../domain/event/act.ts";
import type { TextPart } from "../../domain/event/catalogue.ts";
import { type Actor, listActorIds } from "../../domain/policy/actor.ts";
import { can } from "../../domain/policy/can.ts";
import { parseStoredAnchor, toContentColumns, toTarget } from "../annotation/content-columns.ts";
import { makePartsReader } from "../commands/execute-command.ts";
import { toReadable } from "../ledger/parts-box.ts";
import type { PageServices } from "../page-services.ts";
import type { HiddenView, NoteView, ReplyView } from "./note-view.ts";
import { listShownEvidence, type NotePlace, placeNotes } from "./place-notes.ts";

interface Asked {
  readonly services: PageServices;
  readonly actor: Actor;
  readonly item: ItemRow;
  readonly now: string;
}

/** What the notes of one reader are made from. */
interface Reading extends Asked {
  /** Pseudonyms of the reader. */
  readonly own: readonly string[];
  readonly unread: ReadonlySet<string>;
  readonly replies: ReadonlyMap<string, readonly ReplyView[]>;
  readonly mentionsOf: (annotation: string, message: string) => readonly string[];
}

/**
 * Notes that the person may read, in reading order: own ones while private, the panel's after the opening.
 *
 * Private notes stand in the log's encrypted parts only; those of others are never opened here.
 */
export async function listNotes(asked: Asked): Promise<NoteView[]> {
  const { services, actor, item, now } = asked;
  const db = services.database.reader;
  const mayRead = (authorId: string): boolean =>
    can(actor, "contribution.read", { kind: "contribution", item, authorId }, now) === "yes";
  const rows = (await listAnnotations(db, item.itemId)).filter((row) => mayRead(row.actor_id));
  if (rows.length === 0) return [];
  const evidence = listShownEvidence(item, await listEvidence(db, item.itemId));
  const mentions = Map.groupBy(await listMentions(db, item.itemId), (row) => `${row.annotation_id}/${row.message_id}`);
  const own = listActorIds(actor);
  const mentionsOf = (annotation: string, message: string): string[] =>
    (mentions.get(`${annotation}/${message}`) ?? []).map((row) => row.actor_id);
  const replies = await listReplies({ ...asked, own, mentionsOf }, rows);
  const waiting = await listUnread(db, { accountId: actor.accountId, actorIds: own });
  const reading = { ...asked, own, unread: new Set(waiting.map((one) => one.annotation_id)), replies, mentionsOf };
  const told = await Promise.all(rows.map(async (row) => ({ row, content: await disclose(services, row) })));
  const sought = told.map(({ row, content }) => ({
    id: row.id,
    version: row.version,
    evidenceId: row.evidence_id,
    anchor: parseStoredAnchor(content.anchor),
    leftEvidenceId: row.left_evidence_id,
  }));
  const places = await placeNotes(services, sought, evidence);
  const notes = told.map((one) => toNote(reading, one, places.get(one.row.id) ?? NOWHERE));
  return inReadingOrder(
    notes,
    evidence.map(({ id }) => id),
  );
}

const NOWHERE: NotePlace = { found: null, earlier: null };

function toNote(
  { own, unread, replies, mentionsOf }: Reading,
  { row, content }: { row: AnnotationRow; content: Awaited<ReturnType<typeof disclose>> },
  { found: located, earlier }: NotePlace,
): Omit<NoteView, "number"> {
  const anchor = parseStoredAnchor(content.anchor);
  const isOwn = own.includes(row.actor_id);
  const hidden = toHidden(row);
  const isTold = hidden === null || isOwn;
  const { exact = "", prefix = "", suffix = "" } = "box" in anchor ? {} : anchor;
  const found = located?.found ?? null;
  return {
    id: row.id,
    authorId: row.actor_id,
    isOwn,
    version: row.version,
    hash: content.hash,
    evidenceId: row.evidence_id,
    kind: content.kind as AnnotationKind,
    criterion: content.criterion,
    quote: exact,
    page: anchor.page,
    place: found === null ? null : { start: found.start, end: found.end },
    found: found?.method ?? null,
    region: "box" in anchor ? { page: anchor.page, box: anchor.box } : null,
    isOrphan: !("box" in anchor) && found === null,
    target: toTarget(anchor, row.evidence_id),
    words: { exact, prefix, suffix },
    earlier,
    body: isTold ? content.body : "",
    mentions: isTold ? mentionsOf(row.id, "") : [],
    hidden,
    isUnread: unread.has(row.id),
    isResolved: row.is_resolved === 1,
    createdAt: row.created_at,
    replies: isTold ? (replies.get(row.id) ?? []) : [],
  };
}

function inReadingOrder(notes: Omit<NoteView, "number">[], evidenceIds: readonly string[]): NoteView[] {
  const places = new Map(evidenceIds.map((id, position) => [id, position]));
  const order = (note: Omit<NoteView, "number">): readonly number[] => {
    // A region has no place among the words: it comes after those of the pages before its own.
    const start = note.target.kind === "text" ? (note.place?.start ?? note.target.start) : note.target.box.y;
    return [places.get(note.evidenceId) ?? 0, note.page, note.target.kind === "text" ? 0 : 1, start];
  };
  const compare = (a: readonly number[], b: readonly number[]): number => {
    const at = a.findIndex((value, place) => value !== b[place]);
    return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
  };
  notes.sort((a, b) => compare(order(a), order(b)) || (a.id < b.id ? -1 : 1));
  return notes.map((note, index) => ({ ...note, number: index + 1 }));
}

function toHidden(row: { hidden_seq: number | null; hidden_reason: string | null }): HiddenView | null {
  return row.hidden_seq === null ? null : { seq: row.hidden_seq, reason: row.hidden_reason ?? "" };
}

/** Content of a note, from the row when it is the panel's, else from its own entry. */
export async function disclose(services: PageServices, row: AnnotationRow) {
  if (row.anchor !== null && row.hash !== null) {
    const { kind, criterion, anchor, body, hash } = row;
    return { kind, criterion, anchor, body: body ?? "", hash };
  }
  const act = await openAct(services, row.seq);
  if (act.head.type !== "annotation.created" && act.head.type !== "annotation.revised") {
    throw new Error(`entry ${row.seq} is no annotation`);
  }
  return toContentColumns(act as Parameters<typeof toContentColumns>[0]);
}

async function listReplies(
  { services, item, own, mentionsOf }: Pick<Reading, "services" | "item" | "own" | "mentionsOf">,
  rows: readonly AnnotationRow[],
): Promise<Map<string, ReplyView[]>> {
  const known = new Set(rows.map((row) => row.id));
  const byNote = new Map<string, ReplyView[]>();
  for (const row of await listMessages(services.database.reader, item.itemId)) {
    if (!known.has(row.annotation_id)) continue;
    const isOwn = own.includes(row.actor_id);
    const hidden = toHidden(row);
    const isTold = hidden === null || isOwn;
    const body = await discloseReply(services, row);
    const reply: ReplyView = {
      id: row.id,
      authorId: row.actor_id,
      isOwn,
      at: row.at,
      editedAt: row.edited_at,
      version: row.version,
      body: isTold ? body : "",
      mentions: isTold ? mentionsOf(row.annotation_id, row.id) : [],
      hidden,
    };
    byNote.set(row.annotation_id, [...(byNote.get(row.annotation_id) ?? []), reply]);
  }
  return byNote;
}

/** Words of a reply, from the row when they are the panel's, else from its own entry. */
export async function discloseReply(services: PageServices, row: MessageRow): Promise<string> {
  return row.body ?? ((await openAct(services, row.seq)).text as TextPart<"message.posted">).body;
}

/** The act of an entry, decrypted. The caller has asked whether the person may read it. */
export async function openAct(services: PageServices, seq: number) {
  const parts = (await makePartsReader(services.database.reader, services.vault)([seq])).get(seq);
  if (parts === undefined) throw new Error(`entry ${seq} has no parts`);
  const parsed = parseParts(toReadable(parts));
  if (!parsed.ok) throw new Error(`parts of entry ${seq} do not parse`);
  return parsed.act;
}
