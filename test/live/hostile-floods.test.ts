import { expect, test } from "vitest";
import * as Y from "yjs";
import { encodePresence, encodeStepOne, encodeStepTwo, encodeUpdate } from "../../server/live/frames.ts";
import { ROOM_LIMITS } from "../../server/live/room-limits.ts";
import { openLightSocket, toClientFrame } from "../bench/rooms/light-socket.ts";
import { readHeld } from "../helpers/held-memory.ts";
import { until } from "../helpers/until.ts";
import {
  addParagraph,
  enterRaw,
  makeSession,
  type RawClient,
  type RoomServer,
  startBusyServer,
  startRoomServer,
  textOf,
} from "./start-room-server.ts";

const ROOM = "conclusion/item-1";
const MEGABYTE = 1024 * 1024;
const QUESTIONS = 40;

const enter = (server: RoomServer, token: string): Promise<RawClient> => enterRaw(server, token, ROOM);

const countOf = (server: RoomServer, event: string): number => server.hub.stats().events.get(event) ?? 0;

test("pings whose answers nobody reads end the socket before they fill the memory", async () => {
  const server = await startRoomServer();
  server.sessions.set("bad", makeSession({ accountId: "b" }));
  const light = await openLightSocket(`${server.url}/${ROOM}?session=bad`);
  // A ping as large as one may be; more than the buffers of the system and those of the server hold.
  const ping = Buffer.concat([Uint8Array.of(0x89, 0x80 | 125, 0, 0, 0, 0), Buffer.alloc(125)]);
  const piece = Array.from({ length: 8_000 }, () => ping);
  light.pause();
  for (let sent = 0; sent < 40 && countOf(server, "connection.too-slow") === 0; sent += 1) {
    light.send(piece);
    await new Promise(setImmediate);
  }
  await until(() => countOf(server, "connection.too-slow") === 1, { timeoutMs: 60_000 });
  expect(server.hub.stats().connections).toBe(0);
  light.close();
});

test("what one socket sends while the disk is busy waits with its sender, and all of it is kept", async () => {
  const { server, release } = await startBusyServer();
  server.sessions.set("bad", makeSession({ accountId: "b" })).set("peer", makeSession({ accountId: "a" }));
  const bad = await enter(server, "bad");
  bad.socket.send(encodeStepTwo(Uint8Array.of(0, 0)));
  const doc = new Y.Doc();
  addParagraph(doc, "đang ghi");
  bad.socket.send(encodeUpdate(Y.encodeStateAsUpdate(doc)));
  // A state vector of a quarter of a megabyte each: far more than the buffers between the two ends take.
  const wide = Y.encodeStateVector(new Map(Array.from({ length: 30_000 }, (_, i) => [2 ** 31 + i, 1])));
  for (let i = 0; i < QUESTIONS; i += 1) bad.socket.send(encodeStepOne(wide));
  await until(() => server.hub.stats().queued > 0);
  // Others are read meanwhile, and by the time that they have met the rest would have been read as well.
  const [peer, other] = [server.join("peer", ROOM), server.join("peer", ROOM)];
  peer.peers.showReplyingTo("note-1");
  await until(() => other.peers.get().some(({ replyingTo }) => replyingTo === "note-1"));
  expect(server.hub.stats().queued).toBeLessThan(QUESTIONS / 4);
  expect(bad.socket.bufferedAmount).toBeGreaterThan(MEGABYTE);
  release();
  const countAnswers = (): number => bad.frames.filter((frame) => frame[0] === 0 && frame[1] === 1).length;
  await until(() => countAnswers() === QUESTIONS, { timeoutMs: 60_000 });
  await until(() => textOf(peer.doc).includes("đang ghi"));
}, 120_000);

test("an account has so many sockets; another account is let in all the same", async () => {
  const server = await startRoomServer();
  server.sessions.set("bad", makeSession({ accountId: "b" })).set("peer", makeSession({ accountId: "a" }));
  const open = await Promise.all(Array.from({ length: ROOM_LIMITS.socketsPerAccountMax }, () => enter(server, "bad")));
  const more = server.openRaw("bad", "board/panel-1");
  expect(await more.closed).toEqual({ code: 1013, reason: "sockets.too-many-of-account" });
  expect(countOf(server, "sockets.too-many-of-account")).toBe(1);
  await enter(server, "peer");
  open[0]!.socket.terminate();
  await until(() => server.hub.stats().connections === ROOM_LIMITS.socketsPerAccountMax);
  await enter(server, "bad");
});

test("a room has so many sockets", async () => {
  const server = await startRoomServer();
  for (let i = 0; i <= ROOM_LIMITS.socketsPerRoomMax; i += 1) {
    server.sessions.set(`s${i}`, makeSession({ accountId: `account-${i % 10}` }));
  }
  for (let i = 0; i < ROOM_LIMITS.socketsPerRoomMax; i += 1) await enter(server, `s${i}`);
  const more = server.openRaw(`s${ROOM_LIMITS.socketsPerRoomMax}`, ROOM);
  expect(await more.closed).toEqual({ code: 1013, reason: "sockets.too-many-in-room" });
});

test("a flood of presence and questions is read as fast as its account's time allows, and peers write on", async () => {
  const server = await startRoomServer();
  server.sessions.set("bad", makeSession({ accountId: "b" })).set("peer", makeSession({ accountId: "a" }));
  server.sessions.set("other", makeSession({ accountId: "c" }));
  const [peer, other] = [server.join("peer", ROOM), server.join("other", ROOM)];
  const light = await openLightSocket(`${server.url}/${ROOM}?session=bad`);
  let clock = 0;
  const piece = (): Uint8Array[] =>
    Array.from({ length: 4_000 }, () => {
      const entry = { clientId: 9, clock: (clock += 1), json: '{"typing":true,"cursor":{"anchor":1}}' };
      return toClientFrame(clock % 2 === 0 ? Uint8Array.of(3) : encodePresence([entry]));
    });
  const heldBefore = readHeld();
  let sent = 0;
  let isOver = false;
  const flood = async (): Promise<void> => {
    for (; !isOver; await new Promise(setImmediate)) {
      // The flood waits with its sender, here as well: no more of it than a socket takes.
      if (light.waiting() > MEGABYTE) continue;
      light.send(piece());
      sent += 4_000;
    }
  };
  const flooding = flood();
  await until(() => countOf(server, "account.throttled") > 0, { timeoutMs: 60_000 });
  for (let i = 0; i < 20; i += 1) {
    addParagraph(peer.doc, `câu ${i}.`);
    await until(() => textOf(other.doc).includes(`câu ${i}.`));
  }
  isOver = true;
  await flooding;
  expect(server.hub.stats().connections).toBe(3);
  expect(sent).toBeGreaterThan(ROOM_LIMITS.waitingStepsMax);
  light.close();
  await until(() => server.hub.stats().connections === 2);
  expect(readHeld() - heldBefore).toBeLessThan(32 * MEGABYTE);
}, 120_000);
