import { expect, test } from "vitest";
import { emptyDocument, replaceDocumentSnapshot } from "../../db/queries/documents.ts";
import { until } from "../helpers/until.ts";
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
