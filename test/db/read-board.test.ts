import { beforeAll, describe, expect, test } from "vitest";
import { ulid } from "ulid";
import type { BoardItem } from "../../server/services/board/read-board-items.ts";
import type { Services } from "../../server/services/services.ts";
import { inDays, makeRound, type Person, ROUND, type TestRound } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";
import { keep, seal } from "../helpers/path-steps.ts";

const PANEL = `${ROUND}.p1`;
const BATCH = `${PANEL}.m1`;

describe.each(DIALECTS)("%s: the panel board", (dialect) => {
  let services: Services;
  let round: TestRound;
  let item11: string;
  let item12: string;

  const read = async (person: Person, panelId = PANEL) =>
    services.pages.board({ id: person.accountId, displayName: person.login }, panelId);
  const readItem = async (person: Person, itemId: string): Promise<BoardItem | undefined> =>
    (await read(person)).rows.flatMap((row) => row.items).find((item) => item?.itemId === itemId) ?? undefined;
  const readBatch = async (person: Person) => {
    const batch = (await read(person)).batches.find((one) => one.batchId === BATCH);
    if (batch === undefined) throw new Error(`no batch ${BATCH}`);
    return batch;
  };

  beforeAll(async () => {
    services = await openTestServices(dialect);
    round = await makeRound(services);
    item11 = round.itemId("hue", "1.1");
    item12 = round.itemId("hue", "1.2");
    const [a, b] = round.panel1.experts as [Person, Person];
    await seal(services, a, { itemId: item11, milliPoints: 20_000, level: 2 });
    await seal(services, b, { itemId: item11, milliPoints: 20_000, level: 2 });
    await seal(services, a, { itemId: item12, milliPoints: 14_000, level: 3 });
  });

  test("the panel and the overseers read it, nobody else knows that it is there", async () => {
    const { panel1, panel2, officers, auditor, support, agencies, administrator } = round;
    for (const person of [panel1.chair, ...panel1.experts]) {
      expect((await read(person)).panels.map((panel) => panel.number)).toEqual([1]);
    }
    for (const person of [officers[0], auditor]) {
      expect((await read(person)).panels.map((panel) => panel.number)).toEqual([1, 2]);
    }
    for (const person of [panel2.chair, support, agencies[0], administrator]) {
      await expect(read(person)).rejects.toMatchObject({ code: "thing.absent" });
    }
    const firstOf = (person: Person) => services.pages.firstBoard({ id: person.accountId, displayName: "" });
    expect(await firstOf(panel2.chair)).toBe(`${ROUND}.p2`);
    expect(await firstOf(officers[0])).toBe(PANEL);
    await expect(firstOf(administrator)).rejects.toMatchObject({ code: "thing.absent" });
  });

  test("before the opening a cell is a count, for everybody, and presence is closed", async () => {
    const { panel1, officers, auditor } = round;
    const blind = { state: "blind", points: [], spread: null, median: null, final: null, finalise: null };
    for (const person of [panel1.chair, panel1.experts[0] as Person, officers[0], auditor]) {
      expect(await readItem(person, item11)).toMatchObject({ ...blind, seals: { given: 2, due: 2 } });
      expect(await readItem(person, item12)).toMatchObject({ ...blind, seals: { given: 1, due: 2 } });
      expect(JSON.stringify((await read(person)).rows)).not.toContain("20000,");
    }
    expect((await read(panel1.chair)).presence).toEqual({ canJoin: true, isOpen: false, present: 0 });
    expect((await read(officers[0])).presence).toEqual({ canJoin: false, isOpen: false, present: 0 });
  });

  test("who is missing is for the two who open; the words of both commands are taken as they are", async () => {
    const { panel1, officers, auditor } = round;
    expect(await readBatch(panel1.experts[0] as Person)).toMatchObject({
      proposal: null,
      propose: null,
      confirm: null,
    });
    expect(await readBatch(officers[0])).toMatchObject({ proposal: null, propose: null, confirm: null });
    const { facts, propose } = await readBatch(panel1.chair);
    expect(propose?.missing).toEqual([{ letter: "B", entityName: { vi: "Huế", en: "Huế" }, indicator: "1.2" }]);
    const value = propose!.value;
    const text = { reason: "Một phiếu chưa niêm đến hạn." };
    await panel1.chair.submit({ type: "batch.opening-proposed", facts, value, text });
    expect(await readBatch(officers[1])).toMatchObject({
      proposal: { missing: propose!.missing, reason: text.reason, isCurrent: true },
      confirm: { value: { proposal: expect.any(Number) as number } },
    });
    for (const person of [auditor, panel1.experts[1] as Person]) {
      expect(await readBatch(person)).toMatchObject({ proposal: null, confirm: null });
    }
  });

  test("a seal given meanwhile takes the proposal back: it has to be made again", async () => {
    const { panel1, officers } = round;
    await seal(services, panel1.experts[1] as Person, { itemId: item12, milliPoints: 16_000, level: 3 });
    expect(await readBatch(officers[0])).toMatchObject({ proposal: { isCurrent: false }, confirm: null });
    const { facts, propose } = await readBatch(panel1.chair);
    expect(propose?.missing).toEqual([]);
    const value = propose!.value;
    await panel1.chair.submit({ type: "batch.opening-proposed", facts, value, text: { reason: "" } });
    const { confirm } = await readBatch(officers[0]);
    await officers[0].submit({ type: "batch.opened", facts, value: confirm!.value, text: {} });
    expect(await readBatch(panel1.chair)).toMatchObject({ phase: "reconciliation", propose: null, seals: null });
  });

  test("after the opening the numbers show without names, and ready is computed", async () => {
    const { panel1, officers } = round;
    const open = { state: "open", seals: null, points: [14_000, 16_000], spread: 2_000, median: 15_000 };
    expect(await readItem(officers[0], item12)).toMatchObject({ ...open, finalise: null });
    for (const expert of panel1.experts) {
      await keep(services, expert, item11);
      await keep(services, expert, item12);
    }
    expect(await readItem(panel1.experts[0] as Person, item12)).toMatchObject({ state: "ready", finalise: null });
    expect((await readItem(panel1.chair, item12))?.finalise?.value).toMatchObject({
      value: { state: "number", milliPoints: 15_000 },
      rule: "median",
    });
    expect((await read(panel1.chair)).presence).toEqual({ canJoin: true, isOpen: true, present: 0 });
  });

  test("ready items are finalised together: one command each, one common group", async () => {
    const { panel1, officers } = round;
    const group = ulid();
    const seqs: number[] = [];
    for (const itemId of [item11, item12]) {
      const { facts, value } = (await readItem(panel1.chair, itemId))!.finalise!;
      const text = { reason: "" };
      const { seq } = await panel1.chair.submit({ type: "item.finalised", facts: { ...facts, group }, value, text });
      seqs.push(seq);
    }
    expect(new Set(seqs).size).toBe(2);
    expect(await readItem(officers[0], item12)).toMatchObject({
      state: "final",
      final: { state: "number", milliPoints: 15_000 },
    });
  });

  test("a batch whose items are all final goes to the response phase by the officer's hand", async () => {
    const { panel1, officers } = round;
    expect((await readBatch(panel1.chair)).respond).toBeNull();
    const { facts, respond } = await readBatch(officers[1]);
    const value = { ...respond!, dueAt: inDays(services, 10) };
    await officers[1].submit({ type: "batch.phase-moved", facts, value, text: {} });
    expect(await readBatch(officers[1])).toMatchObject({ phase: "response", respond: null, dueAt: value.dueAt });
  });
});
