import * as Y from "yjs";
import { CONCLUSION_ROOT } from "../../../server/domain/live/document-shape.ts";
import type { Random } from "../../helpers/random.ts";

const WORDS = "minh chứng đủ theo quy định của tỉnh về dữ liệu mở và dịch vụ công trực tuyến toàn trình".split(" ");

/**
 * A joint conclusion as people write one: each types some words at a place of their own, letter by letter, goes back
 * over some of them, sets a few in bold, and begins paragraphs.
 *
 * @returns one update an edit, in an order in which they apply.
 */
export function writeEdits(random: Random, { people, edits }: { people: number; edits: number }): Uint8Array[] {
  const updates: Uint8Array[] = [];
  const docs = Array.from({ length: people }, (_, place) => openDoc(place));
  for (let turn = 0; updates.length < edits; turn += 1) {
    const doc = docs[turn % people]!;
    const written: Uint8Array[] = [];
    const collect = (update: Uint8Array): void => void written.push(update);
    doc.on("update", collect);
    writeTurn(random, doc);
    doc.off("update", collect);
    for (const other of docs)
      if (other !== doc) other.transact(() => written.forEach((one) => Y.applyUpdate(other, one)));
    updates.push(...written);
  }
  for (const doc of docs) doc.destroy();
  return updates.slice(0, edits);
}

function openDoc(place: number): Y.Doc {
  const doc = new Y.Doc();
  // As large as the ones that clients choose: small ones would weigh less.
  doc.clientID = 2_000_000_000 + place * 7_919;
  return doc;
}

function writeTurn(random: Random, doc: Y.Doc): void {
  const root = doc.getXmlFragment(CONCLUSION_ROOT);
  if (root.length === 0 || random.chance(0.05)) addParagraph(doc, root, random.between(0, root.length));
  const text = (root.get(random.between(0, root.length - 1)) as Y.XmlElement).get(0) as Y.XmlText;
  let at = random.chance(0.7) ? text.length : random.between(0, text.length);
  for (let words = random.between(2, 12); words > 0; words -= 1) {
    for (const letter of `${random.pick(WORDS)} `) text.insert(at++, letter);
    if (random.chance(0.1))
      for (let back = random.between(1, Math.min(6, at)); back > 0; back -= 1) text.delete(--at, 1);
  }
  if (random.chance(0.1) && at > 8) text.format(at - 8, 7, { bold: true });
}

function addParagraph(doc: Y.Doc, root: Y.XmlFragment, at: number): void {
  doc.transact(() => {
    const paragraph = new Y.XmlElement("paragraph");
    root.insert(at, [paragraph]);
    paragraph.insert(0, [new Y.XmlText()]);
  });
}
