import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { stripHands } from "#domain/live/attributed-tree.ts";
import { canonicalJson } from "#domain/ledger/canonical-json.ts";
import { VERSION_LIMITS } from "#domain/live/version-limits.ts";
import { createDocumentStore } from "../../server/services/documents/document-store.ts";
import { packUpdates } from "../../server/services/documents/document-rows.ts";
import { hashText } from "../../server/services/hash.ts";
import { createVault } from "../../server/services/vault.ts";
import { type Dialect, DIALECTS, openTestDatabase } from "../helpers/open-test-database.ts";

const NAME = "conclusion/item-1";
const KEY = new Uint8Array(32).fill(5);
const CANARY = "CHIM-HOÀNG-YẾN";

/** A store with a clock of its own and a document that people write in. */
async function openDesk(dialect: Dialect) {
  const database = await openTestDatabase(dialect);
  const clock = { now: Date.parse("2026-11-30T08:00:00Z") };
  const documents = createDocumentStore(database, createVault(KEY), { now: () => new Date(clock.now) });
  await documents.load(NAME);
  const doc = new Y.Doc();
  const known = new Set<number>();
  const write = async (clientID: number, accountId: string, edit: (fragment: Y.XmlFragment) => void): Promise<void> => {
    doc.clientID = clientID;
    const updates: Uint8Array[] = [];
    const keep = (update: Uint8Array): void => void updates.push(update);
    doc.on("update", keep);
    doc.transact(() => edit(doc.getXmlFragment("conclusion")));
    doc.off("update", keep);
    const clients = known.has(clientID) ? [] : [{ clientId: clientID, accountId }];
    known.add(clientID);
    await documents.append(NAME, updates, clients);
  };
  return { database, documents, clock, write };
}

const say = (text: string) => (fragment: Y.XmlFragment) => {
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText(text)]);
  fragment.insert(fragment.length, [paragraph]);
};

describe.each(DIALECTS)("%s: versions of a document", (dialect) => {
  test("keep what was said, when, and by whose hand", async () => {
    const { documents, clock, write } = await openDesk(dialect);
    await documents.versions.keep(NAME, []);
    expect(await documents.versions.list(NAME)).toEqual([]);
    await write(7, "an", say("Nghị quyết còn hiệu lực."));
    await documents.versions.keep(NAME, []);
    clock.now += 60_000;
    await write(9, "binh", say("Chưa có mức vốn."));
    // The third only takes words away: no letter is theirs, the room knows it.
    await write(11, "chi", (fragment) => ((fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText).delete(0, 5));
    await documents.versions.keep(NAME, ["chi"]);
    const [first, second, ...more] = await documents.versions.list(NAME);
    expect(more).toEqual([]);
    expect(first).toMatchObject({ at: "2026-11-30T08:00:00.000Z", kind: "pause", writers: ["an"] });
    expect(second).toMatchObject({ at: "2026-11-30T08:01:00.000Z", kind: "pause", writers: ["binh", "chi"] });
    const before = await documents.versions.read(NAME, first?.id ?? 0);
    expect(stripHands(before?.nodes ?? [])).toEqual([
      { name: "paragraph", attributes: {}, children: [{ text: "Nghị quyết còn hiệu lực.", marks: {} }] },
    ]);
    const now = await documents.versions.read(NAME, null);
    expect(now).toEqual(await documents.versions.read(NAME, second?.id ?? 0));
    expect(now?.hash).toBe((await documents.readConclusion(NAME)).conclusionHash);
    expect(now?.nodes.map(({ by }) => by)).toEqual([7, 9]);
  });

  test("are not kept twice for the same words, and each belongs to its document", async () => {
    const { documents, write } = await openDesk(dialect);
    await write(7, "an", say("một"));
    await documents.versions.keep(NAME, ["an"]);
    await documents.compact(NAME);
    await documents.versions.keep(NAME, ["an"]);
    const [only, ...more] = await documents.versions.list(NAME);
    expect(more).toEqual([]);
    expect(await documents.versions.read("conclusion/item-2", only?.id ?? 0)).toBeNull();
    expect(await documents.versions.read(NAME, 999)).toBeNull();
  });

  test("one that an entry names has its hash, and goes with the entry when that is refused", async () => {
    const { database, documents, write } = await openDesk(dialect);
    await write(7, "an", say("một"));
    await documents.versions.keep(NAME, []);
    const refused = database.writer.run(async (trx) => {
      await documents.versions.keepNamed(NAME, trx);
      throw new Error("refused");
    });
    await expect(refused).rejects.toThrow("refused");
    expect((await documents.versions.list(NAME)).map(({ kind }) => kind)).toEqual(["pause"]);
    const named = await database.writer.run((trx) => documents.versions.keepNamed(NAME, trx));
    expect((await documents.versions.list(NAME)).map(({ kind }) => kind)).toEqual(["final"]);
    await write(9, "binh", say("hai"));
    const next = await database.writer.run((trx) => documents.versions.keepNamed(NAME, trx));
    const versions = await documents.versions.list(NAME);
    expect(versions.map(({ kind, writers }) => [kind, writers])).toEqual([
      ["final", ["an"]],
      ["final", ["binh"]],
    ]);
    for (const [place, hash] of [named, next].entries()) {
      const body = await documents.versions.read(NAME, versions[place]?.id ?? 0);
      expect([body?.hash, hashText(canonicalJson(stripHands(body?.nodes ?? [])))]).toEqual([hash, hash]);
    }
  });

  test("are thinned with age, and who wrote what went is with what stayed", async () => {
    const { documents, clock, write } = await openDesk(dialect);
    for (const [clientId, accountId] of [
      [7, "an"],
      [9, "binh"],
      [11, "chi"],
    ] as const) {
      await write(clientId, accountId, say(accountId));
      await documents.versions.keep(NAME, []);
      clock.now += 60_000;
    }
    clock.now += VERSION_LIMITS.allForMs + 60_000;
    await write(7, "an", say("hôm sau"));
    await documents.versions.keep(NAME, []);
    expect((await documents.versions.list(NAME)).map(({ writers }) => writers)).toEqual([
      ["an", "binh", "chi"],
      ["an"],
    ]);
  });

  test("lie sealed on disk, as the document does; what was written before that still opens", async () => {
    const { database, documents, write } = await openDesk(dialect);
    await write(7, "an", say(CANARY));
    await documents.versions.keep(NAME, ["an"]);
    await documents.compact(NAME);
    await write(7, "an", say(`${CANARY} hai`));
    const { reader } = database;
    const stored = [
      ...(await reader.selectFrom("document").select("snapshot as bytes").execute()),
      ...(await reader.selectFrom("document_update").select("bytes").execute()),
      ...(await reader.selectFrom("document_version").select("bytes").execute()),
    ];
    expect(stored).toHaveLength(3);
    for (const { bytes } of stored) expect(Buffer.from(bytes ?? []).includes(CANARY)).toBe(false);
    // A conclusion as an older version of the server left it.
    const old = new Y.Doc();
    say("thuở trước")(old.getXmlFragment("conclusion"));
    const snapshot = Y.encodeStateAsUpdate(old);
    const vector = Y.encodeStateVector(old);
    say("rồi sau")(old.getXmlFragment("conclusion"));
    const bytes = packUpdates([Y.encodeStateAsUpdate(old, vector)]);
    const name = "conclusion/item-old";
    await database.writer.run(async (trx) => {
      await trx.insertInto("document").values({ name, epoch: "e", snapshot, snapshot_id: 0, is_sealed: 0 }).execute();
      await trx.insertInto("document_update").values({ name, bytes, is_sealed: 0 }).execute();
    });
    expect((await documents.readConclusion(name)).text).toBe("thuở trước\nrồi sau");
    await documents.compact(name);
    expect((await documents.readConclusion(name)).text).toBe("thuở trước\nrồi sau");
    const row = await reader.selectFrom("document").selectAll().where("name", "=", name).executeTakeFirstOrThrow();
    expect([row.is_sealed, Buffer.from(row.snapshot ?? []).includes("thuở")]).toEqual([1, false]);
  });
});
