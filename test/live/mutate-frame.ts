import * as Y from "yjs";
import { encodePresence, encodeStepOne, encodeStepTwo, encodeUpdate } from "../../server/live/frames.ts";
import type { Random } from "../helpers/random.ts";
import { addParagraph } from "./start-room-server.ts";

/**
 * A frame as a client sends it, of every kind there is.
 *
 * @param known - what the sender has received: some frames build upon it.
 */
export function makeFrame(random: Random, known: Uint8Array): Uint8Array {
  switch (random.between(1, 8)) {
    case 1:
      return encodeStepOne(Y.encodeStateVectorFromUpdate(known));
    case 2:
      return encodePresence([presenceOf(random), presenceOf(random)]);
    case 3:
      return Uint8Array.of(3);
    case 4:
      return encodeStepTwo(writeOn(random, known));
    case 5:
      return encodeUpdate(writeOn(random, known, (doc) => void doc.getXmlFragment("conclusion").delete(0, 1)));
    default:
      return encodeUpdate(writeOn(random, known));
  }
}

/** Flips, sets, takes away, puts in, doubles, or promises more than there is, once or several times. */
export function mutate(random: Random, frame: Uint8Array): Uint8Array {
  let bytes = [...frame];
  for (let times = random.between(1, 4); times > 0; times -= 1) {
    const at = random.between(0, Math.max(0, bytes.length - 1));
    const count = random.between(1, 8);
    const noise = Array.from({ length: count }, () => random.between(0, 255));
    const huge = [255, 255, 255, 255, random.between(1, 127)];
    bytes = random.pick([
      () => bytes.map((byte, place) => (place === at ? byte ^ (1 << random.between(0, 7)) : byte)),
      () => bytes.with(at, random.pick([0, 1, 2, 127, 128, 255])),
      () => bytes.slice(0, at),
      () => bytes.toSpliced(at, count),
      () => bytes.toSpliced(at, 0, ...noise),
      () => bytes.toSpliced(at, 0, ...bytes.slice(at, at + count * 8)),
      () => bytes.toSpliced(at, 1, ...huge),
    ])();
    if (bytes.length === 0) bytes = noise;
  }
  return Uint8Array.from(bytes);
}

/** Client ids of the sender: few, so that frames meet what earlier ones wrote. */
export const SENDER_IDS: readonly number[] = Array.from({ length: 20 }, (_, at) => 1_000_001 + at);

function writeOn(random: Random, known: Uint8Array, write?: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, known);
  doc.clientID = random.pick(SENDER_IDS);
  const before = Y.encodeStateVector(doc);
  doc.transact(() => {
    addParagraph(doc, `đoạn ${random.between(0, 1_000)}`);
    const last = doc.getXmlFragment("conclusion").get(0) as Y.XmlElement;
    if (random.chance(0.3)) last.setAttribute("level", String(random.between(1, 3)));
    const text = last.get(0);
    if (text instanceof Y.XmlText && random.chance(0.3)) text.format(0, 2, { bold: true });
    write?.(doc);
  });
  const update = Y.encodeStateAsUpdate(doc, before);
  doc.destroy();
  return update;
}

function presenceOf(random: Random) {
  const json = JSON.stringify({ cursor: { anchor: random.between(0, 99) }, typing: random.chance(0.5) });
  return { clientId: random.pick(SENDER_IDS), clock: random.between(0, 1_000), json };
}
