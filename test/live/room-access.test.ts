import { request as httpRequest } from "node:http";
import { expect, test } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { encodePresence } from "../../server/live/frames.ts";
import { once, until } from "../helpers/until.ts";
import { addParagraph, makeSession, ORIGIN, startRoomServer, type TestSession, textOf } from "./start-room-server.ts";

const ROOM = "conclusion/item-1";

test("a foreign origin gets 403 before anything is asked; our own and none get in", async () => {
  const server = await startRoomServer();
  server.sessions.set("one", makeSession());
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const headers = {
      connection: "Upgrade",
      upgrade: "websocket",
      origin: "https://elsewhere.example",
      "sec-websocket-version": "13",
      "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
    };
    const address = `${server.url.replace("ws:", "http:")}/${ROOM}?session=one`;
    const request = httpRequest(address, { headers }, (response) => resolve(response.resume().statusCode));
    request.on("upgrade", () => reject(new Error("a foreign origin was let in")));
    request.on("error", reject);
    request.end();
  });
  expect(status).toBe(403);
  for (const headers of [{ origin: ORIGIN }, {}]) {
    const raw = server.openRaw("one", ROOM, headers);
    await until(() => raw.frames.length > 0);
  }
});

test.each([
  ["without a session", "nobody", ROOM, 4401],
  ["without the right", "one", "conclusion/item-2", 4403],
  ["to a draft of another account", "one", "draft/item-1/b", 4403],
  ["to a room that cannot exist", "one", "score/item-1", 4403],
])("%s: accepted, closed with the code, not a byte sent", async (_how, token, path, code) => {
  const server = await startRoomServer();
  server.sessions.set("one", makeSession({ rooms: [ROOM, "draft/item-1/b"] }));
  const raw = server.openRaw(token, path);
  raw.socket.on("open", () => raw.socket.send(Uint8Array.of(255)));
  expect((await raw.closed).code).toBe(code);
  expect(raw.frames).toEqual([]);
  expect(server.hub.stats()).toMatchObject({ rooms: 0, connections: 0, badFrames: 0 });
});

test("sign-out closes that session's sockets at once with 4401, others stay", async () => {
  const server = await startRoomServer();
  server.sessions.set("one", makeSession()).set("two", makeSession({ accountId: "b" }));
  const gone = server.join("one", ROOM);
  const stays = server.join("two", ROOM);
  await until(() => gone.saveState.get() === "saved" && stays.saveState.get() === "saved");
  server.sessions.delete("one");
  server.hub.closeSession("hash of one");
  expect(server.hub.stats().connections).toBe(1);
  await until(() => gone.saveState.get() === "closed:4401");
  expect(gone.provider.shouldConnect).toBe(false);
  expect(stays.saveState.get()).toBe("saved");
});

test("a lost right closes with 4403 when it is told, and without being told at the next round", async () => {
  const server = await startRoomServer();
  const told = makeSession();
  const untold = makeSession({ accountId: "b" });
  server.sessions.set("told", told).set("untold", untold);
  const one = server.join("told", ROOM);
  const two = server.join("untold", ROOM);
  await until(() => one.saveState.get() === "saved" && two.saveState.get() === "saved");
  told.rooms = [];
  untold.rooms = [];
  await server.hub.recheck((access) => access.accountId === "a");
  expect(server.hub.stats().connections).toBe(1);
  await until(() => one.saveState.get() === "closed:4403");
  await server.hub.recheck(() => true);
  await until(() => two.saveState.get() === "closed:4403");
});

test("a sign-out while the upgrade is being decided is not overtaken", async () => {
  const decision = Promise.withResolvers<void>();
  const server = await startRoomServer({ decision: decision.promise });
  let isAsked = false;
  const session = makeSession();
  server.sessions.get = (token) => {
    isAsked = true;
    return Map.prototype.get.call(server.sessions, token) as TestSession | undefined;
  };
  server.sessions.set("one", session);
  const raw = server.openRaw("one", ROOM);
  await until(() => isAsked);
  server.sessions.delete("one");
  server.hub.closeSession("hash of one");
  decision.resolve();
  expect((await raw.closed).code).toBe(4401);
});

test("a reader reads, is seen, and may not write", async () => {
  const server = await startRoomServer();
  server.sessions.set("one", makeSession()).set("reader", makeSession({ accountId: "r", canWrite: false }));
  const writer = server.join("one", ROOM);
  const reader = server.join("reader", ROOM);
  addParagraph(writer.doc, "đọc được");
  await until(() => textOf(reader.doc).includes("đọc được") && reader.saveState.get() === "saved");
  // Its next sync-step-2 carries deletions that everybody knows: no write.
  writer.doc.getXmlFragment("conclusion").delete(0, 1);
  await until(() => textOf(reader.doc) === "");
  reader.provider.disconnect();
  reader.provider.connect();
  await until(() => reader.saveState.get() === "saved");
  addParagraph(reader.doc, "không được");
  await until(() => reader.saveState.get() === "closed:4403");
  expect((await server.store.readConclusion(ROOM)).text).toBe("");
});

test("a draft is encrypted at rest, and its own account reads it from another session", async () => {
  const server = await startRoomServer();
  const path = "draft/item-1/a";
  server.sessions
    .set("one", makeSession())
    .set("phone", makeSession())
    .set("other", makeSession({ accountId: "b" }));
  const desk = server.join("one", path);
  addParagraph(desk.doc, "CANARY-lý-do", "draft");
  await until(() => desk.saveState.get() === "saved");
  const phone = server.join("phone", path);
  await until(() => textOf(phone.doc, "draft").includes("CANARY-lý-do"));
  const other = server.openRaw("other", path);
  expect((await other.closed).code).toBe(4403);
  await server.store.compact(path);
  addParagraph(desk.doc, "CANARY-sau", "draft");
  await until(() => desk.saveState.get() === "saved");
  const rows = await server.database.reader.selectFrom("document_update").select("bytes").execute();
  const snapshots = await server.database.reader.selectFrom("document").select("snapshot").execute();
  const stored = [...rows.map(({ bytes }) => bytes), ...snapshots.map(({ snapshot }) => snapshot ?? new Uint8Array())];
  expect(stored.length).toBe(2);
  for (const bytes of stored) expect(Buffer.from(bytes).includes("CANARY")).toBe(false);
  expect((await server.store.readConclusion(path)).text).toBe("CANARY-lý-do\nCANARY-sau");
});

test("presence is stamped: what a client says of itself under user is dropped", async () => {
  const server = await startRoomServer();
  server.sessions.set("one", makeSession({ accountId: "a" })).set("two", makeSession({ accountId: "b" }));
  const one = server.join("one", ROOM);
  const two = server.join("two", ROOM);
  one.awareness.setLocalStateField("user", { actorId: "chair", label: "Chủ tịch", role: "chair" });
  const position = { evidence: "e1", page: 2, start: 10, end: 14 };
  one.peers.showEvidencePosition(position);
  await until(() => two.peers.get()[0]?.evidence !== null && two.peers.get().length === 1);
  const peer = two.peers.get()[0];
  expect(peer).toMatchObject({ clientId: one.doc.clientID, evidence: position });
  expect(peer?.user).toMatchObject({ actorId: "a", role: "expert", label: "Chuyên gia a", name: "Chuyên gia a" });
  one.destroy();
  await until(() => two.peers.get().length === 0);
});

test("nobody speaks for another: a foreign client id and a stale clock are left out silently", async () => {
  const server = await startRoomServer();
  server.sessions.set("one", makeSession({ accountId: "a" })).set("two", makeSession({ accountId: "b" }));
  const one = server.join("one", ROOM);
  const two = server.join("two", ROOM);
  one.peers.showReplyingTo("note-1");
  await until(() => two.peers.get()[0]?.replyingTo === "note-1");
  const raw = server.openRaw("two", ROOM);
  await once(raw.socket, "open");
  const clientId = one.doc.clientID;
  raw.socket.send(encodePresence([{ clientId, clock: 1_000, json: '{"replyingTo":"forged"}' }]));
  raw.socket.send(encodePresence([{ clientId: 77, clock: 5, json: '{"replyingTo":"note-2"}' }]));
  raw.socket.send(encodePresence([{ clientId: 77, clock: 4, json: '{"replyingTo":"stale"}' }]));
  await until(() => two.peers.get().some((peer) => peer.clientId === 77));
  raw.socket.send(encodePresence([{ clientId: 77, clock: 6, json: '{"replyingTo":"note-3"}' }]));
  await until(() => two.peers.get().some((peer) => peer.replyingTo === "note-3"));
  expect(two.peers.get().map((peer) => peer.replyingTo)).toEqual(expect.arrayContaining(["note-1", "note-3"]));
  expect(two.peers.get()).toHaveLength(2);
});

test("presence goes out once in 100 ms at most, the latest wins, and its author hears it too", async () => {
  const server = await startRoomServer();
  server.sessions.set("one", makeSession({ accountId: "a" })).set("two", makeSession({ accountId: "b" }));
  const raw = server.openRaw("two", ROOM);
  await until(() => raw.frames.length > 0);
  const author = server.openRaw("one", ROOM);
  await until(() => author.frames.length > 0);
  const startedAt = performance.now();
  for (let clock = 1; clock <= 200; clock += 1) {
    author.socket.send(encodePresence([{ clientId: 5, clock, json: JSON.stringify({ replyingTo: `n${clock}` }) }]));
  }
  const awareness = new Awareness(new Y.Doc());
  const presenceOf = (frames: readonly Uint8Array[]): Uint8Array[] => frames.filter((frame) => frame[0] === 1);
  const says = (frames: readonly Uint8Array[], text: string): boolean =>
    presenceOf(frames).some((frame) => Buffer.from(frame).includes(text));
  await until(() => says(raw.frames, '"n200"') && says(author.frames, '"n200"'));
  const intervals = Math.ceil((performance.now() - startedAt) / 100);
  expect(presenceOf(raw.frames).length).toBeLessThanOrEqual(intervals + 1);
  awareness.destroy();
});

test("before opening nobody on the board sees who else is there; a change of phase shows them", async () => {
  const counts: number[] = [];
  const server = await startRoomServer({ onCountChange: (_room, count) => counts.push(count) });
  const a = makeSession({ accountId: "a", mode: "count" });
  const b = makeSession({ accountId: "b", mode: "count" });
  server.sessions.set("one", a).set("two", b);
  const raw = server.openRaw("one", "board/panel-1");
  await until(() => raw.frames.length > 0);
  const two = server.join("two", "board/panel-1");
  await until(() => two.saveState.get() === "saved");
  two.awareness.setLocalStateField("item", "CANARY");
  raw.socket.send(encodePresence([{ clientId: 5, clock: 1, json: "{}" }]));
  await until(() => raw.frames.some((frame) => frame[0] === 1));
  expect(raw.frames.some((frame) => Buffer.from(frame).includes("CANARY"))).toBe(false);
  expect(two.peers.get()).toEqual([]);
  expect(counts).toEqual([1, 2]);
  expect(server.hub.countAccounts("board/panel-1")).toBe(2);
  a.mode = "full";
  b.mode = "full";
  await server.hub.recheck(() => true);
  await until(() => two.peers.get().length === 1);
  await until(() => raw.frames.some((frame) => Buffer.from(frame).includes("CANARY")));
});

test("on a board an item is named to those only who may know of it, and nothing else that a client says", async () => {
  const server = await startRoomServer();
  const seeing = makeSession({ accountId: "a", canWrite: false, items: new Set(["opened"]) });
  const barred = makeSession({ accountId: "b", canWrite: false, items: new Set() });
  const naming = makeSession({ accountId: "c", canWrite: false, items: new Set(["opened"]) });
  server.sessions.set("one", seeing).set("two", barred).set("three", naming);
  const board = "board/panel-1";
  const [one, two] = [server.openRaw("one", board), server.openRaw("two", board)];
  await until(() => one.frames.length > 0 && two.frames.length > 0);
  const three = server.join("three", board);
  await until(() => three.saveState.get() === "saved");
  three.awareness.setLocalState({ item: "opened", note: "CANARY-note", cursor: { anchor: "CANARY-cursor" } });
  const says = (frames: readonly Uint8Array[], text: string): boolean =>
    frames.some((frame) => Buffer.from(frame).includes(text));
  const letters = (frames: readonly Uint8Array[]): number => frames.filter((frame) => frame[0] === 1).length;
  await until(() => says(one.frames, '"opened"') && letters(two.frames) > 0);
  expect(says(two.frames, "opened")).toBe(false);
  // An item of a batch that is still blind, as a client may name it.
  three.awareness.setLocalState({ item: "CANARY-blind" });
  const heard = letters(one.frames);
  await until(() => letters(one.frames) > heard);
  // Who comes later, and who asks, gets no more.
  const late = server.openRaw("two", board);
  one.socket.send(Uint8Array.of(3));
  await until(() => letters(late.frames) > 0 && letters(one.frames) > heard + 1);
  for (const { frames } of [one, two, late]) expect(says(frames, "CANARY")).toBe(false);
  // A right that is lost takes the item away from the board as well.
  three.awareness.setLocalState({ item: "opened" });
  await until(() => says(one.frames.slice(heard + 2), '"opened"'));
  seeing.items = new Set();
  const before = one.frames.length;
  await server.hub.recheck(() => true);
  await until(() => says(one.frames.slice(before), "null"));
  expect(says(one.frames.slice(before), "opened")).toBe(false);
});
