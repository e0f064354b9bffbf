import * as Y from "yjs";
import { packUpdates } from "../../server/services/documents/document-rows.ts";
import { getDocumentRoot } from "#domain/live/document-shape.ts";
import type { Services } from "../../server/services/services.ts";

export const CONCLUSION = "conclusion/item-1";
/** A conclusion as it was stored before conclusions were sealed. */
export const OLD_CONCLUSION = "conclusion/item-0";
/** What both say. */
export const OPEN_WORDS = "chữ của kết luận chung";

/** One with a version, as it is stored now; and one from before that lies there as it is. */
export async function writeConclusions({ documents, database }: Services): Promise<void> {
  const document = new Y.Doc();
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText(OPEN_WORDS)]);
  document.getXmlFragment("conclusion").insert(0, [paragraph]);
  const update = Y.encodeStateAsUpdate(document);
  await documents.load(CONCLUSION);
  await documents.append(CONCLUSION, [update], []);
  await documents.versions.keep(CONCLUSION, []);
  await database.writer.run(async (trx) => {
    const bytes = packUpdates([update]);
    await trx
      .insertInto("document")
      .values({ name: OLD_CONCLUSION, epoch: "e", snapshot: update, snapshot_id: 0, is_sealed: 0 })
      .execute();
    await trx.insertInto("document_update").values({ name: OLD_CONCLUSION, bytes, is_sealed: 0 }).execute();
  });
}

/** A document in which each person writes a paragraph, kept as a version. */
export async function writeTogether(
  { documents }: Services,
  name: string,
  people: readonly { accountId: string }[],
): Promise<void> {
  await documents.load(name);
  const document = new Y.Doc();
  for (const [place, { accountId }] of people.entries()) {
    document.clientID = place + 1;
    const vector = Y.encodeStateVector(document);
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText("một đoạn")]);
    document.getXmlFragment(getDocumentRoot(name)).push([paragraph]);
    const clients = [{ clientId: document.clientID, accountId }];
    await documents.append(name, [Y.encodeStateAsUpdate(document, vector)], clients);
  }
  await documents.versions.keep(name, []);
}
