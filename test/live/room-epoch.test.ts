import { expect, test } from "vitest";
import { emptyDocument, replaceDocumentSnapshot } from "../../db/queries/documents.ts";
import { until } from "../helpers/until.ts";
import type { RoomClient } from "../../app/live/room-provider.ts";
import { addParagraph, makeSession, openStore, startRoomServer, textOf } from "./start-room-server.ts";

const ROOM = "conclusion/item-1";

test("an address made for another life of the document closes with 4409, the right one and none get in", async () => {
  const server = await startRoomServer();
  server.sessions.set("one", makeSession());
  const first = server.join("one", ROOM);
  await until(() => first.saveState.get() === "saved");
  const epoch = await server.store.findEpoch(ROOM);
  const right = server.join("one", ROOM, { epoch: epoch ?? "" });
  const wrong = server.join("one", ROOM, { epoch: "another" });
  await until(() => right.saveState.get() === "saved");
  await until(() => wrong.saveState.get() === "closed:4409");
});

test("a page knows what a document is called before there is one, and nobody makes one of another name", async () => {
  const server = await startRoomServer();
  server.sessions.set("one", makeSession());
  const epoch = await server.store.getEpoch(ROOM);
  expect(await server.store.findEpoch(ROOM)).toBeNull();
  const other = server.join("one", ROOM, { epoch: "of-an-older-life" });
  await until(() => other.saveState.get() === "closed:4409");
  // Several who open it at once are all in the same one.
  const both = [server.join("one", ROOM, { epoch }), server.join("one", ROOM, { epoch })];
  await until(() => both.every(({ saveState }) => saveState.get() === "saved"));
  expect(await server.store.findEpoch(ROOM)).toBe(epoch);
  expect(await server.store.getEpoch("conclusion/item-2")).not.toBe(epoch);
  // After a restore it is another process that makes it.
  expect(await openStore(server.database).getEpoch("conclusion/item-2")).not.toBe(
    await server.store.getEpoch("conclusion/item-2"),
  );
});

test("what is emptied under an open room is shown to nobody any more, and nothing brings it back", async () => {
  const server = await startRoomServer();
  server.sessions.set("one", makeSession());
  const path = "draft/item-1/a";
  const epoch = await server.store.getEpoch(path);
  const page = server.join("one", path, { epoch });
  addParagraph(page.doc, "CANARY-xóa", "draft");
  await until(() => page.saveState.get() === "saved");
  await server.database.writer.run((trx) => emptyDocument(trx, path, "erased-7"));
  // Nor does a compaction that read it before.
  const late = { epoch, from: 0, to: 1, snapshot: Uint8Array.of(0, 0) };
  expect(await server.database.writer.run((trx) => replaceDocumentSnapshot(trx, path, late))).toBe(false);
  await server.hub.reload((name) => name === path);
  await until(() => page.saveState.get() === "closed:4409");
  const next = server.join("one", path, { epoch: "erased-7" });
  await until(() => next.saveState.get() === "saved");
  expect(textOf(next.doc, "draft")).toBe("");
});

test("pages that know more than an older state of the same life bring it back, each its own words", async () => {
  const server = await startRoomServer({ idleMs: 1 });
  server.sessions.set("one", makeSession({ accountId: "a" })).set("two", makeSession({ accountId: "b" }));
  const epoch = await server.store.getEpoch(ROOM);
  const [one, two] = [server.join("one", ROOM, { epoch }), server.join("two", ROOM, { epoch })];
  const pages = [one, two];
  const haveAll = (text: string): boolean => pages.every(({ doc }) => textOf(doc).includes(text));
  const say = async (page: RoomClient, text: string): Promise<void> => {
    addParagraph(page.doc, text);
    await until(() => haveAll(text) && page.saveState.get() === "saved");
  };
  await say(one, "một");
  const { reader, writer } = server.database;
  const { id: last } = await reader
    .selectFrom("document_update")
    .select("id")
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();
  // Each builds upon the other's, and the second person is new to the older state.
  for (const [page, text] of [
    [two, "hai"],
    [one, "ba"],
    [two, "bốn"],
  ] as const)
    await say(page, text);
  one.doc.getXmlFragment("conclusion").delete(1, 1);
  await until(() => !textOf(two.doc).includes("hai"));
  const written = textOf(one.doc);
  await writer.run(async (trx) => {
    await trx.deleteFrom("document_update").where("id", ">", last).execute();
    await trx.deleteFrom("document_client").where("account_id", "=", "b").execute();
  });
  await server.hub.reload((name) => name === ROOM);
  await until(() => server.hub.stats().rooms === 1);
  await say(one, "năm");
  await say(two, "sáu");
  await until(() => pages.every(({ saveState }) => saveState.get() === "saved"), { timeoutMs: 20_000 });
  expect(textOf(one.doc)).toBe(textOf(two.doc));
  expect(textOf(one.doc)).toContain(written.replace("</conclusion>", ""));
  const { clients } = await server.store.load(ROOM);
  expect(clients.find(({ clientId }) => clientId === two.doc.clientID)?.accountId).toBe("b");
  expect(server.hub.stats().badFrames).toBe(0);
});
