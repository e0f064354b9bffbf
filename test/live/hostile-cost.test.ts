import * as encoding from "lib0/encoding";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { LIVE_LIMITS } from "../../server/domain/live/live-limits.ts";
import { encodePresence, encodeStepOne, encodeStepTwo, encodeUpdate } from "../../server/live/frames.ts";
import { ROOM_LIMITS } from "../../server/live/room-limits.ts";
import { until } from "../helpers/until.ts";
import {
  addParagraph,
  enterRaw,
  makeSession,
  type RawClient,
  type RoomServer,
  startRoomServer,
} from "./start-room-server.ts";

const ROOM = "conclusion/item-1";
/** Of this whole process. */
const CPU_MS_MAX = 2_000;

async function startWithAttacker(): Promise<{ server: RoomServer; bad: RawClient }> {
  const server = await startRoomServer();
  server.sessions.set("bad", makeSession({ accountId: "b" })).set("peer", makeSession({ accountId: "a" }));
  return { server, bad: await enterRaw(server, "bad", ROOM) };
}

/** What a piece of work costs this process. */
async function measureCpuMs(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const answersOf = ({ frames }: RawClient): Uint8Array[] => frames.filter((frame) => frame[0] === 0 && frame[1] === 1);

/** Letters that each went in front of the last one: nothing of them can be merged, also when they are deleted. */
function writeBackwards(doc: Y.Doc, letters: number): void {
  const text = new Y.XmlText();
  doc.transact(() => {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [text]);
    doc.getXmlFragment("conclusion").insert(0, [paragraph]);
    for (let i = 0; i < letters; i += 1) text.insert(0, "x");
  });
}

/** An update that adds nothing, and deletes so many times all that one client wrote. */
function deleteOver(client: number, { times, length }: { times: number; length: number }): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const number of [0, 1, client, times]) encoding.writeVarUint(encoder, number);
  for (let i = 0; i < times; i += 1) {
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint(encoder, length);
  }
  return encoding.toUint8Array(encoder);
}

test("a stretch that is deleted over and over is refused, and not walked over each time", async () => {
  const { bad } = await startWithAttacker();
  const doc = new Y.Doc();
  doc.clientID = 77;
  writeBackwards(doc, 20_000);
  bad.socket.send(encodeStepTwo(Y.encodeStateAsUpdate(doc)));
  doc.getXmlFragment("conclusion").get(0);
  bad.socket.send(encodeUpdate(deleteOver(77, { times: 1, length: 20_000 })));
  bad.socket.send(encodeStepOne(Uint8Array.of(0)));
  await until(() => answersOf(bad).length === 1);
  const cpuMs = await measureCpuMs(async () => {
    bad.socket.send(encodeUpdate(deleteOver(77, { times: 50_000, length: 20_000 })));
    expect(await bad.closed).toEqual({ code: 4400, reason: "update.malformed" });
  });
  expect(cpuMs).toBeLessThan(CPU_MS_MAX);
});

test("a thousand questions in one piece are answered as one, and each is answered", async () => {
  const { server, bad } = await startWithAttacker();
  const client = server.join("peer", ROOM);
  writeBackwards(client.doc, 30_000);
  await until(() => client.saveState.get() === "saved");
  bad.socket.send(encodeStepTwo(Uint8Array.of(0, 0)));
  const cpuMs = await measureCpuMs(async () => {
    // Each asks with another state vector: nothing is answered twice by chance.
    for (let i = 0; i < 1_000; i += 1) bad.socket.send(encodeStepOne(Y.encodeStateVector(new Map([[i, 1]]))));
    await until(() => answersOf(bad).length === 1_000);
  });
  expect(answersOf(bad)[0]!.byteLength).toBeGreaterThan(100_000);
  expect(cpuMs).toBeLessThan(CPU_MS_MAX);
});

test("questions that wait for a sync-step-2 which never comes are few", async () => {
  const { bad } = await startWithAttacker();
  const early = new Y.Doc();
  early.clientID = 77;
  addParagraph(early, "một");
  const before = Y.encodeStateVector(early);
  addParagraph(early, "hai");
  bad.socket.send(encodeUpdate(Y.encodeStateAsUpdate(early, before)));
  for (let i = 0; i <= ROOM_LIMITS.heldAnswersMax; i += 1) bad.socket.send(encodeStepOne(Uint8Array.of(0)));
  expect(await bad.closed).toEqual({ code: 4400, reason: "frame.too-many-questions" });
});

test("presence of more people than a room can hold is no presence", async () => {
  const { server, bad } = await startWithAttacker();
  const entries = (count: number) =>
    encodePresence(Array.from({ length: count }, (_, clientId) => ({ clientId, clock: 1, json: "{}" })));
  bad.socket.send(entries(LIVE_LIMITS.presenceEntriesMax));
  bad.socket.send(encodeStepOne(Uint8Array.of(0)));
  await until(() => answersOf(bad).length === 1);
  bad.socket.send(entries(LIVE_LIMITS.presenceEntriesMax + 1));
  expect(await bad.closed).toEqual({ code: 4400, reason: "frame.malformed" });
  // The fullest room with what each socket may claim.
  expect(ROOM_LIMITS.socketsPerRoomMax * 4).toBeLessThanOrEqual(LIVE_LIMITS.presenceEntriesMax);
  expect(server.hub.stats().events.get("frame.malformed")).toBe(1);
});

test("an account has so many client ids in a document, and no more", async () => {
  const { server, bad } = await startWithAttacker();
  const idsOf = (from: number, count: number): Uint8Array =>
    Y.mergeUpdates(
      Array.from({ length: count }, (_, i) => {
        const doc = new Y.Doc();
        doc.clientID = from + i;
        doc.getXmlFragment("conclusion").insert(0, [new Y.XmlElement("paragraph")]);
        return Y.encodeStateAsUpdate(doc);
      }),
    );
  const step = LIVE_LIMITS.updateClientsMax;
  let sent = 0;
  for (; sent + step <= LIVE_LIMITS.clientsPerAccountMax; sent += step) {
    bad.socket.send(encodeUpdate(idsOf(1_000 + sent, step)));
  }
  bad.socket.send(encodeUpdate(idsOf(1_000 + sent, step)));
  expect(await bad.closed).toEqual({ code: 4400, reason: "update.too-many-clients" });
  await until(async () => (await server.store.load(ROOM)).clients.length === sent);
  const client = server.join("peer", ROOM);
  addParagraph(client.doc, "vẫn viết được");
  await until(() => client.saveState.get() === "saved");
});

test.each<[string, string, () => Uint8Array]>([
  ["a value nested a hundred thousand times", "update.malformed", () => encodeUpdate(nestedValue(100_000))],
  ["a value nested somewhat too deep", "update.foreign-content", () => encodeUpdate(nestedValue(10))],
  ["a million structs of nothing", "update.too-large", () => encodeStepTwo(emptyStructs(1_000_000))],
  [
    "as many of them as promise more than there are",
    "update.malformed",
    () => encodeStepTwo(emptyStructs(1_000, 2_000)),
  ],
])("%s: %s, and cheap to refuse", async (_what, reason, makeFrame) => {
  const { bad } = await startWithAttacker();
  const frame = makeFrame();
  const cpuMs = await measureCpuMs(async () => {
    bad.socket.send(frame);
    expect(await bad.closed).toEqual({ code: 4400, reason });
  });
  expect(cpuMs).toBeLessThan(CPU_MS_MAX);
});

test("as many items as a sync-step-2 may have, in a dear order, cost a bounded time", async () => {
  const { server, bad } = await startWithAttacker();
  const doc = new Y.Doc();
  writeBackwards(doc, LIVE_LIMITS.stepTwoItemsMax - 10);
  const frame = encodeStepTwo(Y.encodeStateAsUpdate(doc));
  const cpuMs = await measureCpuMs(async () => {
    bad.socket.send(frame);
    await until(async () => (await server.store.findEpoch(ROOM)) && (await server.store.load(ROOM)).rowCount === 1, {
      timeoutMs: 60_000,
    });
  });
  expect(bad.socket.readyState).toBe(bad.socket.OPEN);
  expect(cpuMs).toBeLessThan(2 * CPU_MS_MAX);
});

/** An attribute whose value is an array in an array in an array …, as the bytes of an update. */
function nestedValue(depth: number): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const number of [1, 1, 77, 0]) encoding.writeVarUint(encoder, number);
  // ContentAny below the root, one value.
  encoding.writeUint8(encoder, 8);
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarString(encoder, "conclusion");
  encoding.writeVarUint(encoder, 1);
  for (let i = 0; i < depth; i += 1) {
    encoding.writeUint8(encoder, 117);
    encoding.writeVarUint(encoder, 1);
  }
  encoding.writeAny(encoder, 1);
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}

/** Structs that stand for what was collected, one clock each. */
function emptyStructs(count: number, promised = count): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const number of [1, promised, 77, 0]) encoding.writeVarUint(encoder, number);
  for (let i = 0; i < count; i += 1) {
    encoding.writeUint8(encoder, 0);
    encoding.writeVarUint(encoder, 1);
  }
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}
