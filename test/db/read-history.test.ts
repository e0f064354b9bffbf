import { beforeAll, describe, expect, test } from "vitest";
import type { HistoryAsked } from "../../server/services/history/read-history.ts";
import { createServices, type Services } from "../../server/services/services.ts";
import { makeRound, type Person, ROUND, type TestRound } from "../helpers/make-round.ts";
import { DIALECTS, openTestDatabase } from "../helpers/open-test-database.ts";
import { finalise, keep, open, seal } from "../helpers/path-steps.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { writeTogether } from "./conclusion-rows.ts";

const ITEM = `${ROUND}.hue.1.2`;

describe.each(DIALECTS)("%s: the history of an item", (dialect) => {
  let services: Services;
  let round: TestRound;
  const draft: Partial<HistoryAsked> = { of: "draft" };
  const read = (person: { accountId: string }, over: Partial<HistoryAsked> = {}) =>
    services.pages.history({ id: person.accountId, displayName: "" }, { itemId: ITEM, of: null, at: null, ...over });

  beforeAll(async () => {
    const database = await openTestDatabase(dialect);
    services = await createServices({
      database,
      dataDir: makeTestDir(),
      logOrigin: "test.example/log",
      now: () => new Date(),
      isSimulated: false,
    });
    round = await makeRound(services);
    return () => services.ledger.close();
  });

  test("is closed before the opening; the own draft's is its author's alone", async () => {
    const { chair, experts } = round.panel1;
    const [a, b] = experts as [Person, Person];
    await writeTogether(services, `draft/${ITEM}/${a.actorId}`, [a]);
    for (const person of [a, b, chair, round.officers[0]]) {
      await expect(read(person)).rejects.toMatchObject({ code: "action.forbidden" });
    }
    for (const person of [round.panel2.experts[0] as Person, round.agencies[0]]) {
      await expect(read(person)).rejects.toMatchObject({ code: "thing.absent" });
    }
    const own = await read(a, draft);
    expect(own.steps.map(({ kind, people }) => [kind, people])).toEqual([["version", [a.actorId]]]);
    expect(own.members.map(({ actorId }) => actorId)).toEqual([a.actorId]);
    expect((await read(b, draft)).steps).toEqual([]);
    for (const person of [chair, round.officers[0], round.agencies[0]]) {
      await expect(read(person, draft)).rejects.toMatchObject({ code: "thing.absent" });
    }
  });

  test("after it shows the panel what was said, by whom, and what stood before", async () => {
    const { chair, experts } = round.panel1;
    const [a, b] = experts as [Person, Person];
    for (const expert of [a, b]) {
      await seal(services, expert, { itemId: ITEM, milliPoints: 14_000, level: 3 });
      await seal(services, expert, { itemId: `${ROUND}.hue.1.1`, milliPoints: 10_000, level: 1 });
    }
    await open(services, chair, round.officers[0], `${ROUND}.p1.m1`);
    const name = `conclusion/${ITEM}`;
    await writeTogether(services, name, [a]);
    const first = await read(chair);
    expect(first.steps.map(({ kind }) => kind)).toEqual(["event", "version"]);
    expect(first.blocks.map(({ pieces }) => pieces.map(({ change, by }) => [change, by]))).toEqual([
      [["same", a.actorId]],
    ]);
    expect(first).toMatchObject({ restorable: null, namedBy: null, room: { path: name } });
    // At the opening nothing stood yet.
    expect(await read(b, { at: first.steps[0]?.key ?? "" })).toMatchObject({ blocks: [], gap: null });
    await expect(read(round.agencies[0])).rejects.toMatchObject({ code: "thing.absent" });
    expect((await read(round.officers[0])).room).toBeNull();
  });

  test("says which entry names exactly these words, and offers nothing to restore once it is final", async () => {
    const { chair, experts } = round.panel1;
    for (const expert of experts) await keep(services, expert, ITEM);
    await finalise(services, chair, ITEM);
    const view = await read(chair);
    const named = view.steps.find(({ kind }) => kind === "final");
    const { namedBy, room } = await read(chair, { at: named?.key ?? "" });
    expect(view.steps.at(-1)?.event).toMatchObject({ type: "item.finalised", seq: namedBy });
    expect(room).toBeNull();
  });
});
