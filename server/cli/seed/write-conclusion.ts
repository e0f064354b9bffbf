import * as Y from "yjs";
import type { ItemRow } from "../../../db/queries/items.ts";
import { CONCLUSION_ROOT } from "../../domain/live/document-shape.ts";
import type { Services } from "../../services/services.ts";
import type { Person } from "../person.ts";

/** A paragraph of a joint conclusion and who wrote it. */
export interface Paragraph {
  readonly author: Person;
  readonly text: string;
}

/** Client ids that the seed's authors use; a browser draws its own from 32 bits. */
const CLIENT_ID_FIRST = 1_000;

/** Writes a joint conclusion as the authors' editors would: one update each, through the store of the rooms. */
export async function writeConclusion(
  { documents }: Pick<Services, "documents">,
  item: ItemRow,
  paragraphs: readonly Paragraph[],
): Promise<void> {
  const name = `conclusion/${item.itemId}`;
  await documents.load(name);
  const authors = [...new Set(paragraphs.map(({ author }) => author.accountId))];
  const updates: Uint8Array[] = [];
  for (const { author, text } of paragraphs) {
    const document = new Y.Doc();
    document.clientID = CLIENT_ID_FIRST + authors.indexOf(author.accountId);
    for (const update of updates) Y.applyUpdate(document, update);
    document.on("update", (update: Uint8Array) => updates.push(update));
    const fragment = document.getXmlFragment(CONCLUSION_ROOT);
    document.transact(() => {
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.insert(0, [new Y.XmlText(text)]);
      fragment.insert(fragment.length, [paragraph]);
    });
    document.destroy();
  }
  const clients = authors.map((accountId, place) => ({ clientId: CLIENT_ID_FIRST + place, accountId }));
  await documents.append(name, updates, clients);
}
