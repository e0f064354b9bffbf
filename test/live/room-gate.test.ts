import { expect, test } from "vitest";
import * as Y from "yjs";
import { LIVE_LIMITS } from "../../server/domain/live/live-limits.ts";
import { encodePresence, encodeStepOne, encodeStepTwo, encodeUpdate } from "../../server/live/frames.ts";
import { once, until } from "../helpers/until.ts";
import { addParagraph, makeSession, type RoomServer, startRoomServer, textOf } from "./start-room-server.ts";

const ROOM = "conclusion/item-1";
const VICTIM_ID = 4_242;

function updateOf(write: (doc: Y.Doc) => void, clientID = 99): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  doc.transact(() => write(doc));
  return Y.encodeStateAsUpdate(doc);
}

/** A room with a peer in it who has written something, and the text that must stay as it is. */
async function startWithPeer(): Promise<{ server: RoomServer; doc: Y.Doc; text: string }> {
  const server = await startRoomServer();
  server.sessions.set("peer", makeSession({ accountId: "a" })).set("bad", makeSession({ accountId: "b" }));
  const doc = new Y.Doc();
  doc.clientID = VICTIM_ID;
  const peer = server.joinStock("peer", ROOM, doc);
  addParagraph(doc, "nguyên vẹn");
  await until(async () => (await server.store.findEpoch(ROOM)) && (await server.store.load(ROOM)).rowCount > 0);
  expect(peer.wsconnected).toBe(true);
  return { server, doc, text: textOf(doc) };
}

const forged = (write: (doc: Y.Doc) => void): Uint8Array => updateOf(write, VICTIM_ID + 1);

test.each<[string, string, () => Uint8Array | string]>([
  ["text instead of bytes", "frame.malformed", () => "hello"],
  ["no bytes", "frame.malformed", () => new Uint8Array()],
  ["an unknown message", "frame.malformed", () => Uint8Array.of(9, 1, 2)],
  ["an unknown sync message", "frame.malformed", () => Uint8Array.of(0, 7, 0)],
  ["a payload shorter than it says", "frame.malformed", () => Uint8Array.of(0, 2, 200, 1, 0)],
  ["something behind the end", "frame.malformed", () => Uint8Array.of(...encodeUpdate(Uint8Array.of(0, 0)), 1)],
  ["a state vector that is none", "frame.malformed", () => encodeStepOne(Uint8Array.of(5, 1))],
  [
    "seven bytes that promise a great many",
    "update.malformed",
    () => encodeUpdate(Uint8Array.of(1, 255, 255, 255, 127, 0, 0)),
  ],
  ["another root", "update.foreign-root", () => encodeUpdate(forged((doc) => doc.getMap("score").set("a", 1)))],
  [
    "a client id of another account",
    "update.foreign-client",
    () => encodeStepTwo(updateOf((doc) => addParagraph(doc, "giả mạo và dài hơn bản gốc"), VICTIM_ID)),
  ],
  [
    "an oversized update",
    "update.too-large",
    () => encodeUpdate(forged((doc) => addParagraph(doc, "x".repeat(LIVE_LIMITS.updateBytesMax)))),
  ],
  [
    "an oversized step-2",
    "update.too-large",
    () => encodeStepTwo(forged((doc) => addParagraph(doc, "x".repeat(LIVE_LIMITS.stepTwoBytesMax)))),
  ],
  ["a frame that is too large to read", "frame.malformed", () => new Uint8Array(5 * 1024 * 1024)],
  ["a gap in a step-2", "update.gap", () => encodeStepTwo(Uint8Array.of(1, 1, 7, 5, 0, 1, 0))],
  ["presence that is no object", "presence.malformed", () => encodePresence([{ clientId: 5, clock: 1, json: "[]" }])],
  [
    "presence above 1 kB",
    "presence.malformed",
    () => encodePresence([{ clientId: 5, clock: 1, json: JSON.stringify({ a: "x".repeat(1_000) }) }]),
  ],
])("%s closes that socket with 4400 %s, and nobody else notices", async (_what, reason, makeFrame) => {
  const { server, doc, text } = await startWithPeer();
  const bad = server.openRaw("bad", ROOM);
  await once(bad.socket, "open");
  bad.socket.send(makeFrame());
  expect(await bad.closed).toEqual({ code: 4400, reason });
  // The peer's socket is alive, and what it writes is committed on top of an unchanged document.
  addParagraph(doc, "vẫn viết được");
  await until(async () => (await server.store.readConclusion(ROOM)).text === "nguyên vẹn\nvẫn viết được");
  expect(textOf(doc).startsWith(text)).toBe(true);
  expect(server.hub.stats().connections).toBe(1);
  const clients = (await server.store.load(ROOM)).clients;
  expect(clients).toEqual([{ clientId: VICTIM_ID, accountId: "a" }]);
});

test("a gap after the sync-step-2 is a bad frame", async () => {
  const { server } = await startWithPeer();
  const bad = server.openRaw("bad", ROOM);
  await once(bad.socket, "open");
  bad.socket.send(encodeStepTwo(Uint8Array.of(0, 0)));
  bad.socket.send(encodeUpdate(Uint8Array.of(1, 1, 7, 5, 0, 1, 0)));
  expect(await bad.closed).toEqual({ code: 4400, reason: "update.gap" });
});

test("a client id stays with its account after everybody left, and is free for its other sessions", async () => {
  const server = await startRoomServer({ idleMs: 1 });
  server.sessions.set("one", makeSession({ accountId: "a" })).set("again", makeSession({ accountId: "a" }));
  server.sessions.set("other", makeSession({ accountId: "b" }));
  const first = new Y.Doc();
  first.clientID = VICTIM_ID;
  addParagraph(first, "một");
  const provider = server.joinStock("one", ROOM, first);
  await until(async () => (await server.store.readConclusion(ROOM)).text === "một");
  provider.destroy();
  await until(() => server.hub.stats().rooms === 0);
  addParagraph(first, "hai");
  const thief = server.openRaw("other", ROOM);
  await once(thief.socket, "open");
  thief.socket.send(encodeStepTwo(Y.encodeStateAsUpdate(first)));
  expect(await thief.closed).toEqual({ code: 4400, reason: "update.foreign-client" });
  // Nor is it taken from whoever names the document's life: that is how its author's words are awaited.
  const sly = server.openRaw(`other&epoch=${(await server.store.findEpoch(ROOM)) ?? ""}`, ROOM);
  await once(sly.socket, "open");
  sly.socket.send(encodeStepTwo(Y.encodeStateAsUpdate(first)));
  sly.socket.send(encodeStepTwo(Uint8Array.of(0, 0)));
  sly.socket.send(encodeStepOne(Uint8Array.of(0)));
  await until(() => sly.frames.some((frame) => frame[0] === 0 && frame[1] === 1));
  expect((await server.store.readConclusion(ROOM)).text).toBe("một");
  server.joinStock("again", ROOM, first);
  await until(async () => (await server.store.readConclusion(ROOM)).text === "một\nhai");
});

test("a document grows to its limit and no further, and can still be shortened", async () => {
  const server = await startRoomServer();
  server.sessions.set("one", makeSession());
  const client = server.join("one", ROOM);
  const chunk = "x".repeat(200 * 1024);
  for (let i = 0; i < 10; i += 1) addParagraph(client.doc, chunk);
  await until(() => client.saveState.get() === "saved");
  client.doc.getXmlFragment("conclusion").delete(0, 5);
  await until(() => client.saveState.get() === "saved");
  for (let i = 0; i < 4; i += 1) addParagraph(client.doc, chunk);
  await until(() => client.saveState.get() === "saved");
  addParagraph(client.doc, chunk);
  addParagraph(client.doc, chunk);
  await until(() => client.saveState.get() === "closed:4400");
  const { text } = await server.store.readConclusion(ROOM);
  expect(text.length).toBeLessThanOrEqual(LIVE_LIMITS.documentBytesMax);
});

test("a board has presence and no document", async () => {
  const server = await startRoomServer();
  server.sessions.set("one", makeSession());
  const client = server.join("one", "board/panel-1");
  await until(() => client.saveState.get() === "saved");
  addParagraph(client.doc, "không được");
  await until(() => client.saveState.get() === "closed:4400");
  expect(await server.store.findEpoch("board/panel-1")).toBeNull();
});

test("a peer that does not read costs a bounded buffer, and catches up when it reads", async () => {
  const { server, doc } = await startWithPeer();
  const slow = server.openRaw("bad", ROOM);
  await once(slow.socket, "open");
  slow.socket.send(encodeStepOne(Uint8Array.of(0)));
  await until(() => slow.frames.length >= 2);
  slow.socket.pause();
  const chunk = "y".repeat(100 * 1024);
  const fragment = doc.getXmlFragment("conclusion");
  // Far more than the buffers of the system and 1 MB; replaced all the time, so the document itself stays small.
  for (let round = 0; round < 20; round += 1) {
    for (let i = 0; i < 15; i += 1) {
      doc.transact(() => {
        fragment.delete(0, fragment.length);
        addParagraph(doc, `${round}.${i} ${chunk}`);
      });
    }
    await until(async () => (await server.store.readConclusion(ROOM)).text === `${round}.14 ${chunk}`);
  }
  expect(server.hub.stats().connections).toBe(2);
  slow.socket.resume();
  const replica = new Y.Doc();
  await until(() => {
    for (const frame of slow.frames.splice(0)) {
      if (frame[0] === 0 && frame[1] !== 0) Y.applyUpdate(replica, payloadOf(frame));
    }
    return textOf(replica) === textOf(doc);
  });
  expect(replica.store.pendingStructs).toBeNull();
}, 120_000);

/** The update inside a sync frame: two types, a length of variable size, the bytes. */
function payloadOf(frame: Uint8Array): Uint8Array {
  let at = 2;
  while ((frame[at] ?? 0) >= 128) at += 1;
  return frame.slice(at + 1);
}
