import { type AnnotationRow, listAnnotations, listEvidence, listMessages } from "../../../db/queries/annotations.ts";
import { findExtraction } from "../../../db/queries/extractions.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import { type TextAnchor, resolveAnchor } from "../../domain/annotation/anchor.ts";
import type { Extraction } from "../../domain/annotation/extraction.ts";
import type { AnnotationKind } from "../../domain/event/annotation-events.ts";
import { parseParts } from "../../domain/event/act.ts";
import type { TextPart } from "../../domain/event/catalogue.ts";
import { type Actor, listActorIds } from "../../domain/policy/actor.ts";
import { can } from "../../domain/policy/can.ts";
import { toContentColumns } from "../annotation/annotate.ts";
import { makePartsReader } from "../commands/execute-command.ts";
import { toReadable } from "../ledger/parts-box.ts";
import type { PageServices } from "../page-services.ts";
import type { NoteView, ReplyView } from "./workbench-view.ts";

interface Asked {
  readonly services: PageServices;
  readonly actor: Actor;
  readonly item: ItemRow;
  readonly now: string;
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
  const disclosed = await Promise.all(rows.map((row) => disclose(services, row)));
  const replies = await listReplies(asked, rows);
  const evidence = await listEvidence(db, item.itemId);
  const texts = new Map<string, string>();
  for (const { id, sha256 } of evidence) {
    const document = await findExtraction(db, sha256);
    if (document !== null) texts.set(id, (JSON.parse(document) as Extraction).text);
  }
  const own = listActorIds(actor);
  const positions = new Map(evidence.map(({ id, position }) => [id, position]));
  const notes = disclosed.map(({ row, content }) => {
    const anchor = JSON.parse(content.anchor) as TextAnchor & { file: string };
    const { exact, prefix, suffix, page, start, end } = anchor;
    const text = texts.get(row.evidence_id);
    const found = text === undefined ? null : resolveAnchor(text, anchor);
    return {
      id: row.id,
      authorId: row.actor_id,
      isOwn: own.includes(row.actor_id),
      version: row.version,
      hash: content.hash,
      evidenceId: row.evidence_id,
      kind: content.kind as AnnotationKind,
      criterion: content.criterion,
      quote: exact,
      page,
      place: found === null ? null : { start: found.start, end: found.end },
      anchor: { exact, prefix, suffix, page, start, end },
      body: content.body,
      isResolved: row.is_resolved === 1,
      createdAt: row.created_at,
      replies: replies.get(row.id) ?? [],
    };
  });
  type Unnumbered = (typeof notes)[number];
  const order = (note: Unnumbered): [number, number] => [
    positions.get(note.evidenceId) ?? 0,
    note.place?.start ?? note.anchor.start,
  ];
  notes.sort((a, b) => {
    const [first, second] = [order(a), order(b)];
    return first[0] - second[0] || first[1] - second[1] || (a.id < b.id ? -1 : 1);
  });
  return notes.map((note, index) => ({ ...note, number: index + 1 }));
}

/** Content of a note, from the row when it is the panel's, else from its own entry. */
async function disclose(services: PageServices, row: AnnotationRow) {
  if (row.anchor !== null && row.hash !== null) {
    const { kind, criterion, anchor, body, hash } = row;
    return { row, content: { kind, criterion, anchor, body: body ?? "", hash } };
  }
  const act = await openAct(services, row.seq);
  if (act.head.type !== "annotation.created" && act.head.type !== "annotation.revised") {
    throw new Error(`entry ${row.seq} is no annotation`);
  }
  return { row, content: toContentColumns(act as Parameters<typeof toContentColumns>[0]) };
}

async function listReplies({ services, item }: Asked, rows: readonly AnnotationRow[]) {
  const known = new Set(rows.map((row) => row.id));
  const byNote = new Map<string, ReplyView[]>();
  for (const message of await listMessages(services.database.reader, item.itemId)) {
    if (!known.has(message.annotation_id)) continue;
    const body = message.body ?? ((await openAct(services, message.seq)).text as TextPart<"message.posted">).body;
    const list = byNote.get(message.annotation_id) ?? [];
    list.push({ id: message.id, authorId: message.actor_id, at: message.at, body });
    byNote.set(message.annotation_id, list);
  }
  return byNote;
}

/** The act of an entry, decrypted. The caller has asked whether the person may read it. */
export async function openAct(services: PageServices, seq: number) {
  const parts = (await makePartsReader(services.database.reader, services.vault)([seq])).get(seq);
  if (parts === undefined) throw new Error(`entry ${seq} has no parts`);
  const parsed = parseParts(toReadable(parts));
  if (!parsed.ok) throw new Error(`parts of entry ${seq} do not parse`);
  return parsed.act;
}
