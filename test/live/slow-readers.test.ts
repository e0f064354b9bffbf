import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import * as Y from "yjs";
import { BUFFERED_BYTES_MAX, sendEvent, startStream } from "../../server/live/feed-stream.ts";
import { encodeStepOne } from "../../server/live/frames.ts";
import { once, until } from "../helpers/until.ts";
import { addParagraph, makeSession, readMetrics, startRoomServer, textOf } from "./start-room-server.ts";

const ROOM = "conclusion/item-1";

test("who asks for the whole document again and again, and does not read, is closed with 1013", async () => {
  const server = await startRoomServer();
  server.sessions.set("one", makeSession({ accountId: "a" })).set("slow", makeSession({ accountId: "b" }));
  const writer = server.join("one", ROOM);
  for (let i = 0; i < 9; i += 1) addParagraph(writer.doc, `${i}${"x".repeat(200 * 1024)}`);
  await until(() => writer.saveState.get() === "saved");
  const slow = server.openRaw("slow", ROOM);
  await once(slow.socket, "open");
  await until(() => slow.frames.length > 0);
  slow.socket.pause();
  const countClosed = (): number | undefined => readMetrics(server)['assay_room_slow_consumers_total{action="closed"}'];
  for (let asked = 0; asked < 20 && countClosed() === 0; asked += 1) {
    slow.socket.send(encodeStepOne(Uint8Array.of(0)));
    // Its own group: questions of one group are answered as one.
    addParagraph(writer.doc, `câu ${asked}`);
    await until(() => writer.saveState.get() === "saved");
  }
  await until(() => countClosed() === 1);
  expect(server.hub.stats().connections).toBe(1);
  slow.socket.resume();
  expect(await slow.closed).toEqual({ code: 1013, reason: "connection.too-slow" });
  const fresh = server.join("slow", ROOM);
  await until(() => textOf(fresh.doc) === textOf(writer.doc));
}, 60_000);

test("who is signed out gets nothing of what they have not read", async () => {
  const server = await startRoomServer();
  server.sessions.set("one", makeSession({ accountId: "a" })).set("slow", makeSession({ accountId: "b" }));
  const writer = server.join("one", ROOM);
  const slow = server.openRaw("slow", ROOM);
  await until(() => slow.frames.length > 0);
  slow.socket.send(encodeStepOne(Uint8Array.of(0)));
  await until(() => slow.frames.length > 1);
  slow.socket.pause();
  const countDropped = () => readMetrics(server)['assay_room_slow_consumers_total{action="dropped"}'];
  for (let round = 0; countDropped() === 0; round += 1) {
    writer.doc.transact(() => {
      if (round > 0) writer.doc.getXmlFragment("conclusion").delete(0, 1);
      addParagraph(writer.doc, `${round} ${"z".repeat(240 * 1024)}`);
    });
    await until(() => writer.saveState.get() === "saved");
  }
  server.hub.closeSession("hash of slow");
  slow.socket.resume();
  // A good-bye would have come behind all of it.
  expect((await slow.closed).code).toBe(1006);
});

test("who falls behind by a megabyte misses updates, has them all once it reads, and is never closed", async () => {
  const server = await startRoomServer();
  server.sessions.set("one", makeSession({ accountId: "a" })).set("slow", makeSession({ accountId: "b" }));
  const writer = server.join("one", ROOM);
  const slow = server.joinStock("slow", ROOM);
  addParagraph(writer.doc, "đầu");
  await until(() => textOf(slow.doc) === textOf(writer.doc));
  const socket = slow.ws as unknown as { pause(): void; resume(): void };
  socket.pause();
  const chunk = "y".repeat(100 * 1024);
  const count = (action: string) => readMetrics(server)[`assay_room_slow_consumers_total{action="${action}"}`];
  for (let round = 0; count("dropped") === 0; round += 1) {
    writer.doc.transact(() => {
      writer.doc.getXmlFragment("conclusion").delete(0, 1);
      addParagraph(writer.doc, `${round} ${chunk}`);
    });
    await until(() => writer.saveState.get() === "saved");
  }
  addParagraph(writer.doc, "cuối");
  await until(() => writer.saveState.get() === "saved");
  socket.resume();
  await until(() => textOf(slow.doc) === textOf(writer.doc));
  expect(slow.doc.store.pendingStructs).toBeNull();
  expect(Y.encodeStateVector(slow.doc)).toEqual(Y.encodeStateVector(writer.doc));
  expect(server.hub.stats().connections).toBe(2);
  expect([count("dropped"), count("resynced"), count("closed")]).toEqual([1, 1, 0]);
}, 60_000);

test("a feed that nobody reads is cut off once a megabyte waits", async () => {
  const responses: ServerResponse[] = [];
  const server = createServer((_request, response) => {
    startStream(response);
    responses.push(response);
  }).listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await once(socket, "data");
  socket.pause();
  const [response] = responses as [ServerResponse];
  const event = {
    cursor: "1",
    notices: Array.from({ length: 100 }, () => ({ kind: "score" as const, item: "item-1" })),
  };
  let waitedMax = 0;
  for (let sent = 0; !response.destroyed; sent += 1) {
    expect(sent).toBeLessThan(100_000);
    sendEvent(response, event);
    waitedMax = Math.max(waitedMax, response.writableLength);
    if (sent % 100 === 0) await new Promise(setImmediate);
  }
  expect(waitedMax).toBeLessThan(BUFFERED_BYTES_MAX * 1.1);
  const closed = once(socket, "close");
  socket.on("error", () => undefined);
  socket.resume();
  await closed;
});
