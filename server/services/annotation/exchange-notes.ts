import { listEvidence } from "../../../db/queries/annotations.ts";
import { findExtraction } from "../../../db/queries/extractions.ts";
import type { Extraction } from "../../domain/annotation/extraction.ts";
import { exportNotes } from "../../domain/annotation/web-annotation/export-notes.ts";
import {
  type ImportDocument,
  type ImportFile,
  importNotes,
} from "../../domain/annotation/web-annotation/import-notes.ts";
import type { AnnotationKind } from "../../domain/event/annotation-events.ts";
import { can } from "../../domain/policy/can.ts";
import { Refusal } from "../../domain/refusal.ts";
import { getComponent } from "../commands/item-context.ts";
import type { Asking, PageServices } from "../page-services.ts";
import { listNotes } from "../workbench/list-notes.ts";
import { listShownEvidence } from "../workbench/place-notes.ts";
import { openNotesDesk } from "./open-notes-desk.ts";

/** Documents of an item of which the text is held at once; an item has few. */
async function readDocuments(services: PageServices, desk: Awaited<ReturnType<typeof openNotesDesk>>) {
  const db = services.database.reader;
  const rows = listShownEvidence(desk.item, await listEvidence(db, desk.item.itemId));
  const documents: ImportDocument[] = [];
  for (const { id, sha256, extraction_hash: extractionHash, page_count: pageCount } of rows) {
    const text = await findExtraction(db, sha256);
    const extraction = text === null ? null : (JSON.parse(text) as Extraction);
    documents.push({ id, sha256, extractionHash, pageCount, extraction });
  }
  return documents;
}

/**
 * The notes of an item that the person may read, as a W3C annotation collection. Hidden ones stay hidden.
 *
 * @param asked.address - absolute address of the item's page: what its notes are named by.
 * @throws Refusal `thing.absent` as the page of the item's notes.
 */
export async function exportItemNotes(
  services: PageServices,
  asking: Pick<Asking, "id">,
  asked: { itemId: string; address: string },
): Promise<string> {
  const desk = await openNotesDesk(services, asking, asked.itemId);
  const notes = (await listNotes({ services, ...desk })).filter((note) => note.hidden === null);
  const texts = new Map((await readDocuments(services, desk)).map((one) => [one.sha256, one.extraction?.text ?? null]));
  const shown = notes.map((note) => ({ ...note, replies: note.replies.filter((reply) => reply.hidden === null) }));
  const { address } = asked;
  const textOf = (sha256: string): string | null => texts.get(sha256) ?? null;
  const collection = exportNotes(shown, { address, label: desk.item.itemId, at: desk.now, textOf });
  return `${JSON.stringify(collection, null, 2)}\n`;
}

/**
 * Reads a file of W3C annotations as notes that the person can make on an item. Nothing is written: each note is a
 * command of its own, with its own receipt.
 *
 * @throws Refusal `action.forbidden` for those who may not write notes there now.
 */
export async function readImport(
  services: PageServices,
  asking: Pick<Asking, "id">,
  asked: { itemId: string; json: string; kind: AnnotationKind },
): Promise<ImportFile> {
  const desk = await openNotesDesk(services, asking, asked.itemId);
  if (can(desk.actor, "contribution.write", { kind: "item", item: desk.item }, desk.now) !== "yes") {
    throw new Refusal("action.forbidden", { action: "contribution.write" });
  }
  const component = await getComponent({ trx: services.database.reader }, desk.item);
  const criteria = component.criteria.map(({ code }) => code);
  return importNotes(asked.json, { documents: await readDocuments(services, desk), criteria, kind: asked.kind });
}
