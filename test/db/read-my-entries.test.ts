import { beforeAll, describe, expect, test } from "vitest";
import { liftAppendOnly } from "../../db/dialects/lift-append-only.ts";
import { readMyEntries } from "../../server/services/my-entries/read-my-entries.ts";
import type { MyEntriesView } from "../../server/services/my-entries/my-entries-view.ts";
import type { Services } from "../../server/services/services.ts";
import { makeRound, type Person, ROUND, type TestRound } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";
import { open, seal } from "../helpers/path-steps.ts";

const SECRET = "Lý do riêng trước khi mở phiếu.";

describe.each(DIALECTS)("%s: entries in my name", (dialect) => {
  let services: Services;
  let round: TestRound;

  const read = (person: Person, before: number | null = null): Promise<MyEntriesView> =>
    readMyEntries(services, { id: person.accountId }, { before });

  beforeAll(async () => {
    services = await openTestServices(dialect);
    round = await makeRound(services);
    const [a, b] = round.panel1.experts as [Person, Person];
    const itemId = round.itemId("hue", "1.1");
    await seal(services, a, { itemId, milliPoints: 20_000, level: 2, justification: SECRET });
    await seal(services, b, { itemId, milliPoints: 20_000, level: 2 });
  });

  test("a person sees their own acts whole, newest first, and nobody else's", async () => {
    const [a, b] = round.panel1.experts as [Person, Person];
    const view = await read(a);
    expect(view.entries.map(({ type }) => type)).toEqual(["score.sealed", "interest.declared"]);
    expect(view.entries.every(({ isMine, actorId }) => isMine && actorId === a.actorId)).toBe(true);
    expect(view.entries[0]).toMatchObject({ item: { entityName: { vi: "Huế" }, indicator: "1.1" } });
    expect(JSON.stringify(view)).toContain(SECRET);
    expect(view.total).toBe(2);
    for (const other of [b, round.panel1.chair, round.auditor, round.administrator, round.officers[0]]) {
      expect(JSON.stringify(await read(other))).not.toContain(SECRET);
    }
  });

  test("a page says which numbers it covers, and the pages together cover the log", async () => {
    const [officer] = round.officers;
    const seen: number[] = [];
    let view = await read(officer);
    expect(view.to).toBe(services.ledger.size());
    for (;;) {
      seen.push(...view.entries.map(({ seq }) => seq));
      if (view.next === null) break;
      const older = await read(officer, view.next);
      expect(older.to).toBe(view.from);
      view = older;
    }
    expect(view.from).toBe(0);
    expect(seen).toEqual([...seen].sort((left, right) => right - left));
    expect(seen).toHaveLength(view.total);
    expect((await read(officer, seen[2])).entries[0]?.seq).toBe(seen[3]);
  });

  test("somebody without an act has an empty page", async () => {
    expect((await read(round.administrator)).entries).toEqual([]);
    await expect(readMyEntries(services, { id: "nobody" }, { before: null })).rejects.toMatchObject({
      code: "thing.absent",
    });
  });

  test("an attempt that was refused is shown to whom it is about, and to nobody else here", async () => {
    const { chair, experts } = round.panel1;
    const alone = open(services, chair, chair, `${ROUND}.p1.m1`);
    await expect(alone).rejects.toMatchObject({ code: "two-persons.same-person" });
    const about = async (person: Person) => (await read(person)).entries.filter(({ isMine }) => !isMine);
    expect(await about(chair)).toMatchObject([{ type: "attempt.refused", actorId: "system" }]);
    for (const other of [...experts, round.officers[0]]) expect(await about(other)).toEqual([]);
  });

  test("an entry whose parts were changed is missing, and the others are there", async () => {
    const [a] = round.panel1.experts as [Person];
    const { writer, dialect: databaseDialect } = services.database;
    const { seq } = (await read(a)).entries[0]!;
    await writer.run((trx) =>
      liftAppendOnly(trx, { dialect: databaseDialect, table: "ledger_part" }, async () => {
        await trx
          .updateTable("ledger_part")
          .set({ value: Buffer.alloc(60) })
          .where("seq", "=", seq)
          .execute();
      }),
    );
    const view = await read(a);
    expect(view.entries.map(({ type }) => type)).toEqual(["interest.declared"]);
    expect(view.total).toBe(2);
  });
});
