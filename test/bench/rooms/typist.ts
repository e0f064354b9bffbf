import * as Y from "yjs";
import { encodeStepOne, encodeUpdate } from "../../../server/live/frames.ts";
import type { LightSocket } from "./light-socket.ts";
import type { RoomServer } from "./room-server.ts";

const ROOT = "conclusion";

/** Somebody who types letter by letter into a paragraph of their own; what is typed is encoded beforehand. */
export interface Typist {
  readonly room: string;
  readonly socket: LightSocket;
  /** Answers to questions so far. */
  readonly answers: () => number;
  onAnswer: () => void;
  /** Hears of each message with an update of others. */
  onUpdate: () => void;
  /** The frame of the next letter. */
  nextFrame(): Uint8Array;
  /** Asks whether all is processed: a server answers after what came before. */
  readonly question: Uint8Array;
  /** Asks, and waits for the answer; none may be on its way. */
  ask(): Promise<void>;
  /** Letters of all who write in the room, as far as this one has heard; a reader only. */
  countLetters(): number;
}

export interface JoinTypistOptions {
  readonly server: RoomServer;
  readonly room: string;
  readonly place: number;
  /** Letters that are prepared. */
  readonly letters: number;
  /** Whether to keep what it hears. */
  readonly isReader?: boolean;
}

/** Joins and writes the empty paragraph. */
export async function joinTypist(options: JoinTypistOptions): Promise<Typist> {
  const { server, room, place, letters, isReader = false } = options;
  const socket = await server.join(room, `account-${place}`);
  const updates = typeAhead(FIRST_ID + place, letters);
  const frames = updates.map((update) => server.toFrame(room, encodeUpdate(update)));
  const heard: Uint8Array[] = [];
  let answers = 0;
  let typed = 0;
  const typist: Typist = {
    room,
    socket,
    answers: () => answers,
    onAnswer: () => undefined,
    onUpdate: () => undefined,
    question: server.toFrame(room, encodeStepOne(STATE_VECTOR)),
    nextFrame: () => {
      typed += 1;
      const frame = frames[typed];
      if (frame === undefined) throw new RangeError(`typist ${place}: only ${letters} letters are prepared`);
      return frame;
    },
    ask: () =>
      new Promise((resolve) => {
        typist.onAnswer = resolve;
        socket.send([typist.question]);
      }),
    countLetters: () => countLetters([...updates.slice(0, typed + 1), ...heard.map(readUpdate)]),
  };
  socket.onMessage = (raw) => {
    const message = server.unwrap(raw);
    if (message[0] !== 0) return;
    if (message[1] === 1) {
      answers += 1;
      typist.onAnswer();
    } else if (message[1] === 2) {
      if (isReader) heard.push(new Uint8Array(message));
      typist.onUpdate();
    }
  };
  socket.send([frames[0]!]);
  await typist.ask();
  return typist;
}

const FIRST_ID = 1_000;
const PLACES_MAX = 60;

/** Claims to know everything of every typist, so that answers carry nothing. */
const STATE_VECTOR = Y.encodeStateVector(
  new Map(Array.from({ length: PLACES_MAX }, (_, place) => [FIRST_ID + place, 2 ** 31])),
);

function readUpdate(message: Uint8Array): Uint8Array {
  let at = 2;
  while (message[at]! >= 128) at += 1;
  return message.slice(at + 1);
}

function countLetters(updates: readonly Uint8Array[]): number {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  const paragraphs = doc.getXmlFragment(ROOT).toArray() as Y.XmlElement[];
  const letters = paragraphs.reduce((sum, paragraph) => sum + (paragraph.get(0) as Y.XmlText).length, 0);
  doc.destroy();
  return letters;
}

/** The empty paragraph, and then an update for each letter. */
function typeAhead(clientId: number, letters: number): Uint8Array[] {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => void updates.push(update));
  const text = new Y.XmlText();
  doc.transact(() => {
    const paragraph = new Y.XmlElement("paragraph");
    doc.getXmlFragment(ROOT).insert(0, [paragraph]);
    paragraph.insert(0, [text]);
  });
  for (let i = 0; i < letters; i += 1) text.insert(i, "abcdefghij"[i % 10]!);
  doc.destroy();
  return updates;
}
