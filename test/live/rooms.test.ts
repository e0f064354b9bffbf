import { describe, expect, test } from "vitest";
import type { RoomClient } from "../../app/live/room-provider.ts";
import type { SaveState } from "../../app/live/save-state.ts";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { createDatabase, findPostgresUrl } from "../helpers/postgres.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { until } from "../helpers/until.ts";
import { addParagraph, makeSession, openStore, startBusyServer, startRoomServer, textOf } from "./start-room-server.ts";

const ROOM = "conclusion/item-1";

const untilState = (client: RoomClient, state: SaveState): Promise<unknown> =>
  until(() => client.saveState.get() === state, { what: `save state ${state}` });

describe.each(["sqlite", "postgres"])("%s", (dialect) => {
  const locate = (): Promise<string> =>
    dialect === "sqlite" ? Promise.resolve(`${makeTestDir()}/assay.sqlite`) : createDatabase();
  const isMissing = (): boolean => dialect === "postgres" && findPostgresUrl() === null;

  test("two stock clients converge, and the document says so on disk", async (context) => {
    if (isMissing()) return context.skip("no PostgreSQL");
    const server = await startRoomServer({ location: await locate() });
    server.sessions.set("one", makeSession({ accountId: "a" })).set("two", makeSession({ accountId: "b" }));
    const one = server.joinStock("one", ROOM);
    const two = server.joinStock("two", ROOM);
    addParagraph(one.doc, "Minh chứng đủ");
    await until(() => textOf(two.doc).includes("Minh chứng đủ"));
    addParagraph(two.doc, "Đồng ý");
    await until(() => textOf(one.doc) === textOf(two.doc) && textOf(one.doc).includes("Đồng ý"));
    const { text, conclusionHash } = await server.store.readConclusion(ROOM);
    expect(text).toBe("Minh chứng đủ\nĐồng ý");
    expect(conclusionHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test("what was called saved is in a store opened after the process is gone", async (context) => {
    if (isMissing()) return context.skip("no PostgreSQL");
    const location = await locate();
    const server = await startRoomServer({ location });
    server.sessions.set("one", makeSession());
    const client = server.join("one", ROOM);
    await untilState(client, "saved");
    addParagraph(client.doc, "đã lưu");
    expect(client.saveState.get()).toBe("saving");
    await untilState(client, "saved");
    // PostgreSQL has one writer at a time: there the same rows are read by the open database.
    const database = dialect === "sqlite" ? await openDatabase(location) : server.database;
    expect((await openStore(database).readConclusion(ROOM)).text).toBe("đã lưu");
    if (database !== server.database) await database.close();
  });

  test("a snapshot with its tail equals the log that it replaced", async (context) => {
    if (isMissing()) return context.skip("no PostgreSQL");
    const server = await startRoomServer({ location: await locate() });
    server.sessions.set("one", makeSession());
    const client = server.join("one", ROOM);
    for (let i = 0; i < 20; i += 1) addParagraph(client.doc, `đoạn ${i}`);
    client.doc.getXmlFragment("conclusion").delete(3, 2);
    await untilState(client, "saved");
    const before = await server.store.readConclusion(ROOM);
    await server.store.compact(ROOM);
    expect((await server.store.load(ROOM)).rowCount).toBe(0);
    expect(await server.store.readConclusion(ROOM)).toEqual(before);
    addParagraph(client.doc, "sau khi nén");
    await untilState(client, "saved");
    const after = await server.store.readConclusion(ROOM);
    expect(after.text).toBe(`${before.text}\nsau khi nén`);
    await server.store.compact(ROOM);
    expect(await server.store.readConclusion(ROOM)).toEqual(after);
    expect(await server.store.findEpoch(ROOM)).toBe((await server.store.load(ROOM)).epoch);
  });
});

test("saved waits for the commit, and peers do too", async () => {
  const { server, release } = await startBusyServer();
  server.sessions.set("one", makeSession({ accountId: "a" })).set("two", makeSession({ accountId: "b" }));
  const writer = server.join("one", ROOM);
  const reader = server.join("two", ROOM);
  await untilState(writer, "saved");
  await untilState(reader, "saved");
  addParagraph(writer.doc, "chưa ghi");
  await until(() => server.hub.stats().queued === 0 && writer.provider.ws?.bufferedAmount === 0);
  // Presence overtakes the commit: when it has arrived, whatever else could have been sent has arrived too.
  writer.peers.showReplyingTo("note-1");
  await until(() => reader.peers.get()[0]?.replyingTo === "note-1");
  expect(writer.saveState.get()).toBe("saving");
  expect(textOf(reader.doc)).toBe("");
  expect((await server.store.load(ROOM)).updates).toEqual([]);
  release();
  await untilState(writer, "saved");
  await until(() => textOf(reader.doc).includes("chưa ghi"));
});

test.each([
  ["not persisted", false],
  ["but persisted", true],
])(
  "an append that fails, %s, loses nothing: the room reloads and the client sends it again",
  async (_how, isPersisted) => {
    let isBroken = true;
    const server = await startRoomServer({
      wrapStore: (store) => ({
        ...store,
        append: async (...args) => {
          if (!isBroken || isPersisted) await store.append(...args);
          if (!isBroken) return;
          isBroken = false;
          throw new Error("disk full");
        },
      }),
    });
    server.sessions.set("one", makeSession());
    const client = server.join("one", ROOM);
    const closeCodes: (number | undefined)[] = [];
    client.provider.on("connection-close", (event) => closeCodes.push(event?.code));
    await untilState(client, "saved");
    addParagraph(client.doc, "một lần");
    await untilState(client, "local");
    await untilState(client, "saved");
    expect(closeCodes).toEqual([1012]);
    expect((await server.store.readConclusion(ROOM)).text).toBe("một lần");
  },
);

test("text typed offline and text typed before the handshake both arrive, and only then it is saved", async () => {
  const server = await startRoomServer();
  server.sessions.set("one", makeSession());
  const client = server.join("one", ROOM);
  await untilState(client, "saved");
  client.provider.disconnect();
  addParagraph(client.doc, "ngoại tuyến");
  expect(client.saveState.get()).toBe("local");
  // As soon as the socket is open, before the server has asked: this update builds on one that the server lacks.
  client.provider.on("status", ({ status }) => {
    if (status === "connected") addParagraph(client.doc, "quá sớm");
  });
  client.provider.connect();
  await untilState(client, "saved");
  expect((await server.store.readConclusion(ROOM)).text).toBe("ngoại tuyến\nquá sớm");
});

test("many clients with random edits converge, through leaving and coming back", async () => {
  const clientCount = process.env["TEST_SCALE"] === "full" ? 20 : 8;
  const editCount = process.env["TEST_SCALE"] === "full" ? 200 : 30;
  // Each client of the library listens for the end of the process.
  process.setMaxListeners(2 * clientCount);
  const server = await startRoomServer({ idleMs: 1 });
  let seed = 42;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  const clients = Array.from({ length: clientCount }, (_, i) => {
    server.sessions.set(`s${i}`, makeSession({ accountId: `account-${i % 5}` }));
    return server.join(`s${i}`, ROOM);
  });
  for (let i = 0; i < editCount; i += 1) {
    for (const client of clients) {
      const fragment = client.doc.getXmlFragment("conclusion");
      if (random(4) === 0 && fragment.length > 0) fragment.delete(random(fragment.length), 1);
      else addParagraph(client.doc, `câu ${random(1000)}`);
      if (random(20) === 0) client.provider.disconnect();
      else if (!client.provider.shouldConnect) client.provider.connect();
    }
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  for (const client of clients) client.provider.connect();
  for (const client of clients) await untilState(client, "saved");
  await until(() => new Set(clients.map(({ doc }) => textOf(doc))).size === 1);
  const { nodes } = await server.store.readConclusion(ROOM);
  expect(nodes).toHaveLength(clients[0]?.doc.getXmlFragment("conclusion").length ?? 0);
});

test("shutdown stores what came in and closes with 1012", async () => {
  const server = await startRoomServer();
  server.sessions.set("one", makeSession());
  const client = server.join("one", ROOM);
  await untilState(client, "saved");
  const closed = new Promise<number | undefined>((resolve) => {
    client.provider.once("connection-close", (event) => resolve(event?.code));
  });
  addParagraph(client.doc, "trước khi tắt");
  await until(() => server.hub.stats().queued > 0 || client.saveState.get() === "saved");
  await server.hub.close();
  expect(await closed).toBe(1012);
  expect((await server.store.readConclusion(ROOM)).text).toBe("trước khi tắt");
});
