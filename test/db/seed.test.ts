import { beforeAll, describe, expect, test } from "vitest";
import { parseParts } from "../../server/domain/event/act.ts";
import { createRoundClock, seedRound } from "../../server/cli/seed/seed-round.ts";
import { findIndexResult } from "../../server/services/index/recompute-index.ts";
import { checkDatabase } from "../../server/services/ledger/check-database.ts";
import { openParts, toReadable } from "../../server/services/ledger/parts-box.ts";
import { rebuildDatabase } from "../../server/services/rebuild/rebuild-database.ts";
import { createServices, type Services } from "../../server/services/services.ts";
import { withSnapshot } from "../../db/dialects/open-snapshot.ts";
import { findCase, listCases } from "../../db/queries/cases.ts";
import { listBatches } from "../../db/queries/items.ts";
import { listParts } from "../../db/queries/ledger.ts";
import { DIALECTS, openTestDatabase } from "../helpers/open-test-database.ts";
import { makeTestDir } from "../helpers/run-dir.ts";

const NOW = new Date("2026-05-04T09:00:00.000Z");
const ROUND = "dti-2025-provincial";
const ENTITIES = ["can-tho", "da-nang", "hai-phong", "hue", "lai-chau", "lao-cai", "tay-ninh", "thanh-hoa"];

const resultHashes = new Set<string>();

describe.each(DIALECTS)("%s: a seeded round", (dialect) => {
  let services: Services;
  let accounts: ReadonlyMap<string, { role: string }>;

  beforeAll(async () => {
    const clock = createRoundClock(NOW);
    const database = await openTestDatabase(dialect);
    const place = { database, dataDir: makeTestDir(), logOrigin: "test.example/log" };
    services = await createServices({ ...place, now: clock.now, isSimulated: true });
    const makePassword = (): string => "đủ-dài-để-thử";
    const run = { now: NOW, clock, makePassword, progress: () => undefined, entities: ENTITIES };
    ({ accounts } = await seedRound({ services, ...run }));
  });

  const db = () => services.database.reader;
  const findItemRow = (entity: string, indicator: string) =>
    db().selectFrom("item").selectAll().where("id", "=", `${ROUND}.${entity}.${indicator}`).executeTakeFirstOrThrow();

  test("begins with simulated time and ends before now, entry by entry", async () => {
    const [row] = await listParts(db(), [0]);
    const parts = openParts(services.vault, row!);
    const act = parseParts(toReadable(parts));
    expect(act).toMatchObject({ ok: true, act: { value: { clock: "simulated time" } } });
    const entries = await db().selectFrom("ledger_entry").select("at").orderBy("seq").execute();
    const instants = entries.map((entry) => entry.at);
    expect(instants).toEqual([...instants].sort());
    expect(instants.at(-1)! <= NOW.toISOString()).toBe(true);
  });

  test("keeps every invariant of the database", async () => {
    const results = await checkDatabase(services.database, services.vault);
    expect(results.flatMap(({ problems }) => problems)).toEqual([]);
  });

  test("is what a replay of its log from nothing gives", async () => {
    const target = await openTestDatabase("sqlite");
    const { database, vault } = services;
    const report = await withSnapshot(database, (source) => rebuildDatabase({ source, target, vault }));
    expect(report.differences).toEqual([]);
    expect(report.stored).toEqual({ size: report.size, root: report.root });
  });

  test("ranks all entities, by the same result for the same now", async () => {
    const newest = await findIndexResult(db(), ROUND);
    expect(newest?.result.entities.map(({ entity }) => entity).sort()).toEqual(ENTITIES);
    expect(newest?.result.entities.every(({ rank, value }) => rank !== null && value !== null)).toBe(true);
    resultHashes.add(newest!.resultHash);
    expect(resultHashes.size).toBe(1);
  });

  test("has batches before opening, opened, final and sent to the agencies", async () => {
    const batches = await listBatches(db(), ROUND);
    const phases = Object.groupBy(batches, ({ phase }) => phase);
    const counts = Object.entries(phases).map(([phase, found]) => [phase, found?.length]);
    expect(Object.fromEntries(counts)).toEqual({ independent: 3, reconciliation: 11, response: 4 });
    expect(batches.every(({ due_at }) => due_at > NOW.toISOString())).toBe(true);
    const items = await db().selectFrom("item").select(["batch_id", "state"]).execute();
    const allFinal = batches.filter(({ id, phase }) => {
      const states = items.filter((item) => item.batch_id === id).map(({ state }) => state);
      return phase === "reconciliation" && states.every((state) => state === "final");
    });
    expect(allFinal.length).toBeGreaterThanOrEqual(8);
  });

  test("closes one review by two persons and leaves one open", async () => {
    const [open, closed] = await listCases(db(), ROUND);
    expect(open?.state).toBe("opened");
    const row = await findCase(db(), closed!.id);
    expect(row?.state).toBe("closed");
    expect(row?.proposed_by).not.toBe(row?.decided_by);
    const item = await findItemRow("thanh-hoa", "1.2");
    expect(item).toMatchObject({ state: "final", decision_version: 2 });
  });

  test("shows one indicator under discussion, with its changes and marks, and blind for another city", async () => {
    const discussed = `${ROUND}.hue.2.1`;
    const scores = await db().selectFrom("score").selectAll().where("item_id", "=", discussed).execute();
    const moved = scores.map((score) => [score.sealed_milli_points, score.milli_points]).sort(([a], [b]) => a! - b!);
    expect(moved).toEqual([
      [8_000, 13_500],
      [12_500, 15_000],
      [14_000, 14_000],
      [15_000, 15_000],
      [17_500, 16_000],
    ]);
    const marks = await db().selectFrom("annotation").selectAll().where("item_id", "=", discussed).execute();
    expect(marks.map(({ kind }) => kind).sort()).toEqual(["missing", "question", "supports", "supports", "supports"]);
    const { text } = await services.documents.readConclusion(`conclusion/${discussed}`);
    expect(text).toMatch(/@2.*@4[^]*@3.*@5/);
    const blind = `${ROUND}.hai-phong.2.1`;
    const seals = await db().selectFrom("score").selectAll().where("item_id", "=", blind).execute();
    expect(seals.map(({ state, milli_points }) => [state, milli_points])).toEqual([
      ["sealed", null],
      ["sealed", null],
    ]);
  });

  test("has the text of every document, and nothing where an agency submitted nothing", async () => {
    const rows = await db()
      .selectFrom("evidence")
      .innerJoin("extraction", "extraction.sha256", "evidence.sha256")
      .select(["evidence.item_id", "evidence.sha256", "extraction.document"])
      .execute();
    const { count } = await db()
      .selectFrom("evidence")
      .select((select) => select.fn.countAll().as("count"))
      .executeTakeFirstOrThrow();
    expect(rows).toHaveLength(Number(count));
    // A scan says in its picture what the others say in their text.
    const withText = rows.filter(({ document }) => (JSON.parse(document) as { text: string }).text !== "");
    expect(withText.every(({ document }) => document.includes("Văn bản minh họa"))).toBe(true);
    const scans = rows.filter((row) => !withText.includes(row)).map(({ item_id }) => item_id);
    expect(scans.every((itemId) => itemId.endsWith(".2.1"))).toBe(true);
    expect(scans.length).toBeGreaterThan(0);
    expect(await services.content.verify(rows[0]!.sha256)).toBe("sound");
    expect(rows.some(({ item_id }) => item_id === `${ROUND}.lai-chau.7.3`)).toBe(false);
    const found = await db().selectFrom("decision").selectAll().where("value_state", "=", "no-evidence").execute();
    expect(found.map(({ item_id }) => item_id)).not.toContain(`${ROUND}.hue.1.1`);
  });

  test("leaves out who declared a conflict, and names who had not sealed at the opening", async () => {
    const scores = await db()
      .selectFrom("score")
      .innerJoin("conflict", "conflict.actor_id", "score.actor_id")
      .innerJoin("item", "item.id", "score.item_id")
      .select("score.item_id")
      .whereRef("item.entity_id", "=", "conflict.entity_id")
      .execute();
    expect(scores).toEqual([]);
    const missed = await db().selectFrom("score").selectAll().where("item_id", "=", `${ROUND}.tay-ninh.4.1`).execute();
    expect(missed).toHaveLength(4);
  });

  test("gives every role an account", () => {
    const roles = new Set([...accounts.values()].map(({ role }) => role));
    expect([...roles].sort()).toEqual([
      "administrator",
      "agency",
      "auditor",
      "chair",
      "council",
      "delegate",
      "dpo",
      "expert",
      "secretariat",
      "support",
    ]);
  });
});
