import { beforeAll, describe, expect, test } from "vitest";
import { findActor } from "../../db/queries/actors.ts";
import { listTimedHeads } from "../../db/queries/audit-log.ts";
import { listParts } from "../../db/queries/ledger.ts";
import { PART_NAMES } from "../../server/domain/ledger/commitment.ts";
import { canReadPart } from "../../server/domain/policy/can-read-part.ts";
import { exportEntries } from "../../server/services/audit-log/export-entries.ts";
import { LogReadings } from "../../server/services/audit-log/log-reading.ts";
import type { LogRow } from "../../server/services/audit-log/log-view.ts";
import { openEntryFacts, toAct } from "../../server/services/ledger/entry-facts.ts";
import { openParts } from "../../server/services/ledger/parts-box.ts";
import type { Services } from "../../server/services/services.ts";
import { makeRound, type Person, ROUND, type TestRound } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";
import { finalise, keep, open, seal } from "../helpers/path-steps.ts";

const SECRET = "Lý do riêng trước khi mở phiếu.";

describe.each(DIALECTS)("%s: the explorer of the log", (dialect) => {
  let services: Services;
  let round: TestRound;
  let everybody: Person[];

  const asking = (person: Person) => ({ id: person.accountId, displayName: person.login });
  const log = (person: Person, query = "", entry: number | null = null) =>
    services.pages.log(asking(person), { query, entry });

  /** All pages; what is done between two of them is done by `between`. */
  async function readAll(person: Person, query = "", between = async (): Promise<void> => undefined) {
    const first = await log(person, query);
    const rows: LogRow[] = [...first.rows];
    for (let { next } = first; next !== null;) {
      await between();
      const page = await services.pages.logPage(asking(person), { query, before: next });
      rows.push(...page.rows);
      ({ next } = page);
    }
    return { view: first, rows };
  }

  beforeAll(async () => {
    services = await openTestServices(dialect);
    round = await makeRound(services);
    const { panel1, panel2, officers, support, auditor, administrator, agencies } = round;
    everybody = [
      panel1.chair,
      ...panel1.experts,
      panel2.chair,
      ...officers,
      support,
      auditor,
      administrator,
      ...agencies,
    ];
    const [a, b] = panel1.experts as [Person, Person];
    const itemId = round.itemId("hue", "1.1");
    await seal(services, a, { itemId, milliPoints: 20_000, level: 2, justification: SECRET });
    await seal(services, a, { itemId, milliPoints: 10_000, level: 1 });
    await seal(services, b, { itemId, milliPoints: 20_000, level: 2 });
  });

  test("everybody sees every number, time and hash; what they may not read is a commitment, never a gap", async () => {
    const { rows: mine } = await readAll(round.auditor);
    for (const person of everybody) {
      const { view, rows } = await readAll(person);
      const size = services.ledger.size();
      expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: size }, (_, place) => size - 1 - place));
      expect(rows.map(({ at, leafHash }) => [at, leafHash])).toEqual(mine.map(({ at, leafHash }) => [at, leafHash]));
      expect(view).toMatchObject({ size, found: size, leavesOutHidden: false });
      const readable = rows.filter(({ act }) => act !== null).length;
      expect(view.facets).toMatchObject({ readable, hidden: size - readable });
      expect(rows.some(({ isBroken }) => isBroken)).toBe(false);
    }
  });

  test("what the index of heads says decides as the entries themselves do", async () => {
    const db = services.database.reader;
    const now = services.now().toISOString();
    const size = services.ledger.size();
    const heads = await listTimedHeads(db, 0, size);
    const seqs = heads.map(({ seq }) => seq);
    const boxes = new Map((await listParts(db, seqs)).map((row) => [row.seq, row]));
    for (const person of everybody) {
      const actor = (await findActor(db, person.accountId))!;
      const facts = await openEntryFacts(db, services.vault, { accountId: person.accountId, size });
      for (const head of heads) {
        const byIndex = await facts.readRow(head);
        const byEntry = await facts.read(head.seq, toAct(openParts(services.vault, boxes.get(head.seq)!))!);
        for (const part of PART_NAMES) {
          const who = `${person.login}, ${head.type} #${head.seq}, ${part}`;
          expect(canReadPart(actor, part, byIndex, now), who).toBe(canReadPart(actor, part, byEntry, now));
        }
      }
    }
  });

  test("a filter for what is hidden gives the same answer as for what does not exist", async () => {
    const { panel1, panel2, officers, auditor, agencies } = round;
    const [a, b] = panel1.experts as [Person, Person];
    const hidden = `type:score.sealed item:${round.itemId("hue", "1.1")}`;
    for (const person of [panel1.chair, panel2.chair, officers[0], auditor, ...agencies]) {
      for (const query of [hidden, `actor:${a.actorId} type:score.sealed`, `type:score.sealed Huế`]) {
        const { now: _now, ...found } = await log(person, query);
        const { now: _then, ...nothing } = await log(person, "type:score.sealed item:khong-co");
        expect(found, `${person.login}, ${query}`).toEqual(nothing);
        expect(found).toMatchObject({ found: 0, rows: [], leavesOutHidden: true });
      }
    }
    expect(await log(a, "zzz\u0000 actor:chairs entity:không-đâu")).toMatchObject({ found: 0, misread: [] });
    expect((await log(a, hidden)).rows.map(({ act }) => act?.actor.letter)).toEqual(["A", "A"]);
    expect((await log(b, hidden)).found).toBe(1);
    // Nor does taking away what is hidden: withheld entries neither go nor stay by what they say.
    const { now: _now, ...without } = await log(panel1.chair, "-type:score.sealed");
    const { now: _then, ...other } = await log(panel1.chair, "-type:nothing.such");
    expect(without).toEqual(other);
  });

  test("facets count readable heads only", async () => {
    for (const person of everybody) {
      const { rows } = await readAll(person);
      const { facets } = await log(person);
      const sealed = rows.filter(({ act }) => act?.type === "score.sealed").length;
      expect(facets.groups.find(({ group }) => group === "sealed")?.count, person.login).toBe(sealed);
      const experts = rows.filter(({ act }) => act?.actor.role === "expert").length;
      expect(facets.actors.find(({ group }) => group === "experts")?.count, person.login).toBe(experts);
    }
  });

  test("number, time and hash are public: a filter by those alone keeps withheld entries", async () => {
    const size = services.ledger.size();
    const [newest] = (await log(round.auditor)).rows;
    const agency = round.agencies[1];
    for (const query of [`leaf:${size - 1}`, `${size - 1}`, `hash:${newest!.leafHash}`, newest!.leafHash]) {
      const view = await log(agency, query);
      expect(view.rows, query).toMatchObject([{ seq: size - 1, act: null, leafHash: newest!.leafHash }]);
      expect(view.leavesOutHidden).toBe(false);
    }
    expect((await log(agency, "leaf:3-5")).rows.map(({ seq }) => seq)).toEqual([5, 4, 3]);
    expect((await log(agency, `after:${newest!.at}`)).rows.every(({ at }) => at >= newest!.at)).toBe(true);
    expect((await log(agency, "before:2000-01-01")).found).toBe(0);
    expect((await log(agency, "after:hôm-nay -leaf:3")).misread).toEqual(["after:hôm-nay", "-leaf:3"]);
  });

  test("an entry shows each part that may be read with its salt; the others stay commitments", async () => {
    const [a] = round.panel1.experts as [Person];
    const { rows } = await readAll(a, "type:score.sealed");
    const { seq } = rows.at(-1)!;
    const own = await services.pages.logEntry(asking(a), seq);
    expect(own?.parts.text).toMatchObject({ bytes: expect.stringContaining(SECRET), salt: expect.any(String) });
    for (const person of everybody.filter(({ login }) => login !== a.login)) {
      const seen = await services.pages.logEntry(asking(person), seq);
      expect(seen).toMatchObject({ seq, act: null, parts: { head: null, value: null, text: null }, traceItemId: null });
      expect(JSON.stringify((await log(person, "", seq)).entry)).not.toContain(SECRET);
    }
    expect(await services.pages.logEntry(asking(a), services.ledger.size())).toBeNull();
  });

  test("pages cover each entry once while others are appended", async () => {
    const { submit } = round.officers[0];
    const importYear = (year: number) =>
      submit({
        type: "edition.imported",
        facts: {},
        value: { year, tier: "provincial", file: "1".repeat(64), rows: [] },
        text: {},
      });
    await Promise.all(Array.from({ length: 200 }, (_, place) => importYear(1800 + place)));
    const before = services.ledger.size();
    let turns = 0;
    const { rows } = await readAll(round.auditor, "", async () => {
      turns += 1;
      await importYear(2000 + turns);
    });
    expect(services.ledger.size()).toBe(before + turns);
    expect(turns).toBeGreaterThan(0);
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: before }, (_, place) => before - 1 - place));
  });

  test("a filtered list is paged without gaps and without repetition", async () => {
    const { view, rows } = await readAll(round.support, "-type:round.phase-moved");
    const all = (await readAll(round.support)).rows;
    const expected = all.filter(({ act }) => act !== null && act.type !== "round.phase-moved");
    expect(rows.map(({ seq }) => seq)).toEqual(expected.map(({ seq }) => seq));
    expect(view.found).toBe(expected.length);
  });

  test("the opening shows the seals that stood, and what was replaced stays its expert's", async () => {
    const { panel1, officers, auditor } = round;
    const [a, b] = panel1.experts as [Person, Person];
    const query = `type:score.sealed item:${round.itemId("hue", "1.1")}`;
    expect((await log(auditor, query)).found).toBe(0);
    for (const expert of panel1.experts) {
      await seal(services, expert, { itemId: round.itemId("hue", "1.2"), milliPoints: 16_000, level: 3 });
    }
    await open(services, panel1.chair, officers[0], `${ROUND}.p1.m1`);
    const { rows } = await log(auditor, query);
    expect(rows.map(({ act }) => act?.actor.letter)).toEqual(["B", "A"]);
    expect(JSON.stringify((await readAll(auditor)).rows)).not.toContain(SECRET);
    expect((await log(a, query)).found).toBe(3);
    for (const expert of [a, b]) await keep(services, expert, round.itemId("hue", "1.1"));
    const reason = "Hai mức cách xa, hội đồng đã thảo luận và thống nhất.";
    await finalise(services, panel1.chair, round.itemId("hue", "1.1"), reason);
    const [final] = (await log(auditor, "type:item.finalised")).rows;
    expect(final?.act).toMatchObject({
      actor: { role: "chair" },
      subject: { entityId: "hue", indicator: "1.1" },
      summary: { kind: "change", old: null, new: { state: "number" } },
    });
    expect((await log(round.agencies[0], "type:item.finalised")).found).toBe(0);
    const entry = await services.pages.logEntry(asking(auditor), final!.seq);
    expect(entry?.traceItemId).toBe(round.itemId("hue", "1.1"));
  });

  test("published checkpoints separate what they cover", async () => {
    await services.ledger.publish();
    const view = await log(round.auditor);
    const size = services.ledger.size();
    expect(view.newest[0]).toMatchObject({ size, previousSize: view.newest[1]?.size ?? null });
    expect(view.checkpoints[0]?.size).toBe(size);
    expect(view.facets).toMatchObject({ covered: size, waiting: 0 });
    expect((await log(round.auditor, "proof:waiting")).found).toBe(0);
  });

  test("an export holds what the person may read: views as proofs or tables, the whole log to verify", async () => {
    const size = services.ledger.size();
    const read = async (person: Person, asked: Partial<Parameters<Services["pages"]["logExport"]>[1]>) => {
      const file = await services.pages.logExport(asking(person), {
        range: "view",
        format: "ndjson",
        query: "",
        ...asked,
      });
      return { ...file, text: await new Response(file.body).text() };
    };
    const [a] = round.panel1.experts as [Person];
    const table = await read(round.agencies[1], { format: "csv" });
    expect(table).toMatchObject({ fileName: `assay-log-${size}-view.csv`, entryCount: size });
    expect(table.text.trimEnd().split("\r\n")).toHaveLength(size + 1);
    expect(table.text).not.toContain(SECRET);
    const lines = (await read(a, { query: "type:score.sealed" })).text.trimEnd().split("\n");
    expect(lines.join("\n")).toContain(SECRET);
    expect(JSON.parse(lines[1]!)).toMatchObject({ proof: expect.any(Array), entry: expect.any(String) });
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ checkpoint: expect.stringContaining("test.example/log") });
    const whole = await read(round.auditor, { range: "whole" });
    expect(whole.text.split("\n").filter((line) => line.startsWith('{"entry"'))).toHaveLength(size);
    expect(whole.text).not.toContain(SECRET);
  });

  test("proofs leave out what was committed and is not signed yet", async () => {
    const signed = services.ledger.signedCheckpoint();
    const { size } = signed;
    await round.officers[0].submit({
      type: "edition.imported",
      facts: {},
      value: { year: 2100, tier: "provincial", file: "1".repeat(64), rows: [] },
      text: {},
    });
    expect(services.ledger.size()).toBeGreaterThan(size);
    const asked = { range: "view", format: "ndjson", query: "" } as const;
    // As between a commit and its signature.
    const given = { ...services, ledger: { ...services.ledger, signedCheckpoint: () => signed } };
    const { body } = await exportEntries(given, new LogReadings(), { id: round.auditor.accountId }, asked);
    const lines = (await new Response(body).text()).trimEnd().split("\n").slice(1, -1);
    expect(lines.map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual(
      Array.from({ length: size }, (_, place) => size - 1 - place),
    );
  });
});
