import { beforeAll, describe, expect, test } from "vitest";
import { PUBLIC } from "../../server/domain/policy/actor.ts";
import { can } from "../../server/domain/policy/can.ts";
import { readIndex } from "../../server/services/index/read-index.ts";
import { readResults } from "../../server/services/results/read-results.ts";
import type { Services } from "../../server/services/services.ts";
import { readTraceList } from "../../server/services/trace/read-trace-list.ts";
import { readTrace } from "../../server/services/trace/read-trace.ts";
import type { TraceView } from "../../server/services/trace/trace-view.ts";
import { makeRound, type Person, ROUND, type TestRound } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";
import { change, finalise, keep, open, seal } from "../helpers/path-steps.ts";

const SECRET = "Lý do riêng trước khi mở phiếu.";

describe.each(DIALECTS)("%s: index, trace and results", (dialect) => {
  let services: Services;
  let round: TestRound;
  let itemId: string;

  const trace = (person: Person): Promise<TraceView> => readTrace(services, { id: person.accountId }, { itemId });
  const list = async (person: Person) => (await readTraceList(services, { id: person.accountId })).lines;
  const index = (person: Person) => readIndex(services, { id: person.accountId }, { entityId: "hue" });
  const typesOf = (view: TraceView) => view.entries.map((entry) => entry.type);

  beforeAll(async () => {
    services = await openTestServices(dialect);
    round = await makeRound(services);
    itemId = round.itemId("hue", "1.1");
    await importEditions(round.officers[0]);
    const [a, b] = round.panel1.experts as [Person, Person];
    await seal(services, a, { itemId, milliPoints: 20_000, level: 2, justification: SECRET });
    await seal(services, a, { itemId, milliPoints: 10_000, level: 1 });
    await seal(services, b, { itemId, milliPoints: 20_000, level: 2 });
  });

  test("before the opening the trace shows each expert their own seals and nobody else any", async () => {
    const [a, b] = round.panel1.experts as [Person, Person];
    expect(typesOf(await trace(a)).filter((type) => type === "score.sealed")).toHaveLength(2);
    expect(JSON.stringify(await trace(a))).toContain(SECRET);
    expect(typesOf(await trace(b)).filter((type) => type === "score.sealed")).toHaveLength(1);
    for (const person of [b, round.panel1.chair, round.officers[0], round.auditor, round.agencies[0]]) {
      expect(JSON.stringify(await trace(person))).not.toContain(SECRET);
    }
    expect(typesOf(await trace(round.panel1.chair))).not.toContain("score.sealed");
    expect(await list(round.officers[0])).toEqual([]);
    await expect(trace(round.agencies[1])).rejects.toMatchObject({ code: "thing.absent" });
    await expect(trace(round.panel2.chair)).rejects.toMatchObject({ code: "thing.absent" });
  });

  test("after the decision overseers and panel trace it; what was replaced blind stays its author's", async () => {
    const [a, b] = round.panel1.experts as [Person, Person];
    const { chair } = round.panel1;
    await sealRest(services, round);
    await open(services, chair, round.officers[0], `${ROUND}.p1.m1`);
    await change(services, a, { itemId, milliPoints: 20_000, level: 2 });
    await keep(services, b, itemId);
    await finalise(services, chair, itemId);
    const seen = await trace(round.auditor);
    expect(typesOf(seen)).toEqual(
      expect.arrayContaining(["batch.opened", "score.changed", "score.kept", "item.finalised", "index.computed"]),
    );
    expect(typesOf(seen).filter((type) => type === "score.sealed")).toHaveLength(2);
    expect(JSON.stringify(seen)).not.toContain(SECRET);
    expect(seen.decision).toMatchObject({ value: { state: "number", milliPoints: 20_000 }, state: "final" });
    const changed = seen.entries.find((entry) => entry.type === "score.changed");
    expect(changed).toMatchObject({
      actor: { role: "expert", letter: "A", panelNumber: 1 },
      change: { old: { milliPoints: 10_000 }, new: { milliPoints: 20_000 } },
    });
    expect((await list(chair)).map((line) => line.itemId)).toEqual([itemId]);
  });

  test("the provisional index and its effect are for overseers; who can still score is told no", async () => {
    const view = await index(round.officers[1]);
    expect(view).toMatchObject({ isPublished: false, selected: { entityId: "hue" }, gate: { openCases: 0 } });
    const row = view.rows.find((one) => one.entityId === "hue");
    expect(row?.traceItemId).toBe(itemId);
    expect(row?.coverage).toBeLessThan(10_000);
    expect(view.selected?.past).toEqual([
      { year: 2023, value: 7_000, unitCount: 1 },
      { year: 2024, value: null, unitCount: 1 },
    ]);
    const [a] = round.panel1.experts as [Person];
    await expect(index(a)).rejects.toMatchObject({ code: "thing.absent" });
    await expect(index(round.agencies[0])).rejects.toMatchObject({ code: "thing.absent" });
    const own = await trace(a);
    expect(own.index).toBeNull();
    expect(typesOf(own)).not.toContain("index.computed");
    expect((await trace(round.auditor)).index).toMatchObject({ isPublished: false, resultHash: view.result?.hash });
  });

  test("an agency sees that its batch was opened and not which seals: that part stays a commitment", async () => {
    const opening = (await trace(round.agencies[0])).entries.find((entry) => entry.type === "batch.opened");
    expect(opening?.parts.head).not.toBeNull();
    expect(opening?.parts.value).toBeNull();
    const types = typesOf(await trace(round.agencies[0]));
    expect(types).not.toContain("score.sealed");
    expect(types).not.toContain("item.finalised");
    expect((await trace(round.agencies[0])).decision).toBeNull();
  });

  test("the public has earlier editions with what was not published, and no number of the round", async () => {
    const view = await readResults(services, { year: 2024 });
    expect(view).toMatchObject({ years: [2024, 2023], year: 2024, pending: { year: 2025, phase: "independent" } });
    const [set] = view.sets;
    expect(set).toMatchObject({ unitCount: 63, mean: null, source: { kind: "import", hash: "1".repeat(64) } });
    expect(set?.rows.map(({ entityId, rank, value, before }) => [entityId, rank, value, before])).toEqual([
      ["da-nang", 1, 8_335, null],
      ["hue", 1, null, 7_000],
    ]);
    const thing = { kind: "round", roundId: ROUND, phase: "independent" } as const;
    expect(can(PUBLIC, "index.read", thing, view.now)).toBe("absent");
    const { result } = await index(round.officers[0]);
    expect(JSON.stringify(view)).not.toContain(result?.hash);
  });

  test("an unknown year falls back to the newest", async () => {
    expect((await readResults(services, { year: 1999 })).year).toBe(2024);
  });
});

async function sealRest(services: Services, round: TestRound): Promise<void> {
  for (const expert of round.panel1.experts) {
    await seal(services, expert, { itemId: round.itemId("hue", "1.2"), milliPoints: 16_000, level: 3 });
  }
}

async function importEditions(officer: Person): Promise<void> {
  const rows = {
    2023: [{ entity: "hue", set: "63 provinces", rank: 2, value: 7_000 }],
    2024: [
      { entity: "hue", set: "63 provinces", rank: 1, value: null },
      { entity: "da-nang", set: "63 provinces", rank: 1, value: 8_335 },
    ],
  };
  for (const year of [2023, 2024] as const) {
    await officer.submit({
      type: "edition.imported",
      facts: {},
      value: { year, tier: "provincial", file: "1".repeat(64), rows: rows[year] },
      text: {},
    });
  }
}
