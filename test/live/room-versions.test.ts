import { expect, test } from "vitest";
import { until } from "../helpers/until.ts";
import { addParagraph, makeSession, startRoomServer } from "./start-room-server.ts";

const ROOM = "conclusion/item-1";
/** Longer than any test: nothing rests, nothing idles. */
const NEVER_MS = 600_000;

test("a version is kept when the writing rests, with everybody who wrote, and none when nobody did", async () => {
  const server = await startRoomServer({ pauseMs: 50, idleMs: NEVER_MS });
  server.sessions.set("one", makeSession({ accountId: "an" })).set("two", makeSession({ accountId: "binh" }));
  const [one, two] = [server.join("one", ROOM), server.join("two", ROOM)];
  await until(() => one.saveState.get() === "saved" && two.saveState.get() === "saved");
  addParagraph(one.doc, "Nghị quyết còn hiệu lực.");
  addParagraph(two.doc, "Chưa có mức vốn.");
  await until(() => one.saveState.get() === "saved" && two.saveState.get() === "saved");
  const writers = await until(async () => {
    const all = (await server.store.versions.list(ROOM)).flatMap((version) => version.writers);
    return new Set(all).size === 2 ? new Set(all) : null;
  });
  expect([...writers].sort()).toEqual(["an", "binh"]);
  const kept = await until(async () => {
    const last = (await server.store.versions.list(ROOM)).at(-1);
    const body = last === undefined ? null : await server.store.versions.read(ROOM, last.id);
    return body?.nodes.length === 2 ? body : null;
  });
  expect(kept.hash).toBe((await server.store.readConclusion(ROOM)).conclusionHash);
});

test("who only took words away is among those who wrote", async () => {
  const server = await startRoomServer({ pauseMs: 50, idleMs: NEVER_MS });
  server.sessions.set("one", makeSession({ accountId: "an" })).set("two", makeSession({ accountId: "binh" }));
  const one = server.join("one", ROOM);
  addParagraph(one.doc, "một");
  addParagraph(one.doc, "hai");
  await until(async () => (await server.store.versions.list(ROOM)).length > 0);
  const two = server.join("two", ROOM);
  await until(() => two.doc.getXmlFragment("conclusion").length === 2);
  two.doc.getXmlFragment("conclusion").delete(0, 1);
  const last = await until(async () => {
    const versions = await server.store.versions.list(ROOM);
    return versions.length > 1 ? versions.at(-1) : null;
  });
  expect(last.writers).toEqual(["binh"]);
});

test("the last to leave leaves a version; a room that was only read leaves none", async () => {
  const server = await startRoomServer({ pauseMs: NEVER_MS, idleMs: 1 });
  server.sessions.set("one", makeSession({ accountId: "an" }));
  const one = server.join("one", ROOM);
  addParagraph(one.doc, "trước khi đi");
  await until(() => one.saveState.get() === "saved");
  expect(await server.store.versions.list(ROOM)).toEqual([]);
  one.destroy();
  await until(() => server.hub.stats().rooms === 0);
  expect((await server.store.versions.list(ROOM)).map(({ writers }) => writers)).toEqual([["an"]]);
  const again = server.join("one", ROOM);
  await until(() => again.saveState.get() === "saved");
  again.destroy();
  await until(() => server.hub.stats().rooms === 0);
  expect(await server.store.versions.list(ROOM)).toHaveLength(1);
});

test("what a single edit takes away in large is kept before it goes, however short it stood", async () => {
  const server = await startRoomServer({ pauseMs: NEVER_MS, idleMs: NEVER_MS });
  server.sessions.set("one", makeSession({ accountId: "an" }));
  const one = server.join("one", ROOM);
  const long = "một kết luận dài ".repeat(20);
  addParagraph(one.doc, long);
  await until(() => one.saveState.get() === "saved");
  expect(await server.store.versions.list(ROOM)).toEqual([]);
  const fragment = one.doc.getXmlFragment("conclusion");
  fragment.delete(0, fragment.length);
  await until(() => one.saveState.get() === "saved");
  const [before] = await server.store.versions.list(ROOM);
  const kept = await server.store.versions.read(ROOM, before?.id ?? 0);
  expect(JSON.stringify(kept?.nodes)).toContain(long);
  expect((await server.store.readConclusion(ROOM)).text).toBe("");
});

test("a version that cannot be kept is said in the log, and the text is safe", async () => {
  const failing = { keeps: 0 };
  const server = await startRoomServer({
    pauseMs: NEVER_MS,
    idleMs: 1,
    wrapStore: (store) => ({
      ...store,
      versions: {
        ...store.versions,
        keep: () => {
          failing.keeps += 1;
          return Promise.reject(new Error("no room for a worker"));
        },
      },
    }),
  });
  server.sessions.set("one", makeSession({ accountId: "an" }));
  const one = server.join("one", ROOM);
  addParagraph(one.doc, "còn đây");
  await until(() => one.saveState.get() === "saved");
  one.destroy();
  await until(() => server.hub.stats().rooms === 0);
  expect(failing.keeps).toBe(1);
  expect((await server.store.readConclusion(ROOM)).text).toBe("còn đây");
});
