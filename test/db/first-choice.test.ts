import { beforeAll, describe, expect, test } from "vitest";
import { sql } from "kysely";
import { firstChoices } from "../../db/migrations/0010_first_choices.ts";
import { POSTGRES, SQLITE } from "../../db/migrations/table-builder.ts";
import { findScore } from "../../db/queries/scores.ts";
import { EMPTY_CHOICE, NO_DETAIL, type ScoreChoice } from "../../server/domain/scoring/choice.ts";
import { itemFacts } from "../../server/services/commands/item-context.ts";
import type { Services } from "../../server/services/services.ts";
import { readQueue } from "../../server/services/queue/read-queue.ts";
import { readWorkbench } from "../../server/services/workbench/read-workbench.ts";
import type { WorkbenchView } from "../../server/services/workbench/workbench-view.ts";
import { makeRound, type Person, ROUND, type TestRound } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";
import { change, getItem, importSelfScores, open, points, seal } from "../helpers/path-steps.ts";

describe.each(DIALECTS)("%s: the first choice, and the self-score after it", (dialect) => {
  let services: Services;
  let round: TestRound;
  let a: Person;
  let b: Person;
  const item = (indicator: string): string => `${ROUND}.hue.${indicator}`;

  const see = async (person: Person, indicator: string): Promise<WorkbenchView> => {
    const query = { itemId: item(indicator), caseId: null, evidence: null };
    const view = await readWorkbench(services, { id: person.accountId }, query);
    if (view.kind !== "item") throw new Error("barred");
    return view;
  };

  const choose = async (person: Person, indicator: string, choice: Partial<ScoreChoice>) => {
    const facts = itemFacts(await getItem(services, item(indicator)));
    return person.submit({ type: "choice.recorded", facts, value: { ...EMPTY_CHOICE, ...choice }, text: {} });
  };

  beforeAll(async () => {
    services = await openTestServices(dialect);
    round = await makeRound(services, {
      evidence: ({ support }) => importSelfScores(support, { "2.1": 19_000, "2.2": 8_000, "8.3": 41_000 }),
    });
    [a, b] = round.panel1.experts as [Person, Person];
  });

  const seeInQueue = async (person: Person, indicator: string): Promise<unknown> => {
    const queue = await readQueue(services, { id: person.accountId, displayName: "" });
    if (queue.kind !== "member") throw new Error("no seat");
    return queue.items.find((one) => one.itemId === item(indicator))?.selfScore;
  };

  test("before it nobody who scores is sent the self-score", async () => {
    for (const person of [a, b, round.panel1.chair]) {
      expect((await see(person, "2.1")).selfScore).toBeNull();
      expect(await seeInQueue(person, "2.1")).toBeNull();
    }
    expect((await see(a, "2.1")).rights.canChoose).toBe(true);
    expect((await see(round.panel1.chair, "2.1")).rights.canChoose).toBe(false);
    expect((await see(round.support, "2.1")).selfScore).toEqual(points(19_000));
  });

  test("nothing, and what the rubric does not have, is no choice", async () => {
    await expect(choose(a, "2.1", {})).rejects.toMatchObject({ code: "choice.empty" });
    await expect(choose(a, "2.1", { level: 9 })).rejects.toMatchObject({ code: "score.unknown-level" });
    await expect(choose(round.panel1.chair, "2.1", { level: 3 })).rejects.toMatchObject({ code: "action.forbidden" });
    await expect(choose(round.panel2.experts[0]!, "2.1", { level: 3 })).rejects.toMatchObject({ code: "thing.absent" });
    expect((await see(a, "2.1")).selfScore).toBeNull();
  });

  test("after it the self-score is sent to that expert alone, for that item alone", async () => {
    await choose(a, "2.1", { level: 3 });
    const view = await see(a, "2.1");
    expect([view.selfScore, view.rights.canChoose, view.own]).toEqual([points(19_000), false, null]);
    expect((await see(a, "2.2")).selfScore).toBeNull();
    expect((await see(b, "2.1")).selfScore).toBeNull();
    expect((await see(round.panel1.chair, "2.1")).selfScore).toBeNull();
    expect(await seeInQueue(a, "2.1")).toEqual(points(19_000));
    expect(await seeInQueue(a, "2.2")).toBeNull();
    expect(await seeInQueue(b, "2.1")).toBeNull();
    expect(await seeInQueue(round.panel1.chair, "2.1")).toBeNull();
  });

  test("it is made once and stays", async () => {
    await expect(choose(a, "2.1", { level: 1 })).rejects.toMatchObject({ code: "choice.exists" });
  });

  test("where the agency gave none, that is what is sent", async () => {
    await choose(a, "2.3", { value: { state: "not-applicable" } });
    expect((await see(a, "2.3")).selfScore).toEqual({ state: "blank" });
  });

  test("who seals at once has chosen", async () => {
    await seal(services, b, { itemId: item("2.1"), milliPoints: 14_000, level: 3 });
    expect((await see(b, "2.1")).selfScore).toEqual(points(19_000));
    await expect(choose(b, "2.1", { level: 3 })).rejects.toMatchObject({ code: "choice.exists" });
  });

  test("a checklist is given by its parts, a ratio by its counts, and both are kept", async () => {
    const wrong = { itemId: item("2.2"), milliPoints: 6_000, parts: ["1", "3"] };
    await expect(seal(services, a, wrong)).rejects.toMatchObject({ code: "score.not-the-parts" });
    await seal(services, a, { itemId: item("2.2"), milliPoints: 5_000, parts: ["1", "3"] });
    const half = { a: 1, b: 3 };
    await expect(seal(services, a, { itemId: item("8.3"), milliPoints: 16_666, ratio: half })).rejects.toMatchObject({
      code: "score.not-the-ratio",
    });
    await seal(services, a, { itemId: item("8.3"), milliPoints: 16_667, ratio: half });
    expect((await see(a, "2.2")).own).toMatchObject({ value: points(5_000), level: null, parts: ["1", "3"] });
    expect((await see(a, "8.3")).own).toMatchObject({ value: points(16_667), ratio: half });
  });

  test("while it is sealed no row holds any of it", async () => {
    const key = { itemId: item("2.2"), actorId: a.actorId };
    expect(await findScore(services.database.reader, key)).toMatchObject({ ...NO_DETAIL, milli_points: null });
    const rows = await services.database.reader.selectFrom("first_choice").selectAll().execute();
    expect(rows.map((row) => Object.keys(row).sort())[0]).toEqual(["actor_id", "item_id", "seq"]);
  });

  test("rows of an older log are what a replay makes of it", async () => {
    const db = services.database;
    // Who sealed without a choice: in an older log everybody did.
    const listSeals = () =>
      db.reader.selectFrom("first_choice").selectAll().where("actor_id", "=", b.actorId).orderBy("item_id").execute();
    const before = await listSeals();
    expect(before).toHaveLength(1);
    await db.writer.run(async (trx) => {
      await sql`drop table first_choice`.execute(trx);
      await sql`alter table score drop column parts`.execute(trx);
      await sql`alter table score drop column ratio`.execute(trx);
      await firstChoices(dialect === "sqlite" ? SQLITE : POSTGRES).up(trx);
    });
    expect(await listSeals()).toEqual(before);
    const { seq } = before[0]!;
    const head = await db.reader.selectFrom("ledger_head").select("type").where("seq", "=", seq).executeTakeFirst();
    expect(head?.type).toBe("score.sealed");
  });

  test("once the batch is open the chair has it, and parts and counts are the panel's", async () => {
    await open(services, round.panel1.chair, round.officers[0], `${ROUND}.p1.m2`);
    expect((await see(round.panel1.chair, "2.1")).selfScore).toEqual(points(19_000));
    const [score] = (await see(b, "2.2")).reconciliation!.scores;
    expect(score).toMatchObject({ value: points(5_000), parts: ["1", "3"], ratio: null });
    // B has never chosen on that item, and goes without.
    expect((await see(b, "2.2")).selfScore).toBeNull();
  });

  test("a changed checklist has its new parts", async () => {
    await change(services, a, { itemId: item("2.2"), milliPoints: 8_000, parts: ["1", "2", "4"] });
    expect((await see(a, "2.2")).own).toMatchObject({ value: points(8_000), parts: ["1", "2", "4"] });
    await expect(
      change(services, a, { itemId: item("2.2"), milliPoints: 7_000, parts: ["1", "2", "4"] }),
    ).rejects.toMatchObject({ code: "score.not-the-parts" });
  });
});
