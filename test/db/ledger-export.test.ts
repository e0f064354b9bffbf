import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findActor } from "../../db/queries/actors.ts";
import { sql } from "kysely";
import { PUBLIC } from "#domain/policy/actor.ts";
import { runVerify } from "../../server/cli/verify.ts";
import { checkDatabase } from "../../server/services/ledger/check-database.ts";
import { exportLog } from "../../server/services/ledger/export-log.ts";
import type { Services } from "../../server/services/services.ts";
import { makeRound, type Person, ROUND, type TestRound } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";
import { change, finalise, keep, open, seal } from "../helpers/path-steps.ts";
import { makeTestDir } from "../helpers/run-dir.ts";

const CANARIES = { replaced: "CANARY-REPLACED", sealed: "CANARY-SEALED", blind: "CANARY-BLIND" };
const BATCH = `${ROUND}.p1.m1`;
const INDICATOR = "1.1";

async function exportAs(services: Services, person: Person | null): Promise<string[]> {
  const actor = person === null ? PUBLIC : await findActor(services.database.reader, person.accountId);
  if (actor === null) throw new RangeError("no such person");
  const lines: string[] = [];
  const scope = person === null ? "public" : "round";
  await exportLog({ ...services, scope, actor, now: services.now().toISOString() }, (line) => void lines.push(line));
  return lines;
}

async function verify(services: Services, lines: readonly string[]) {
  const file = join(makeTestDir(), "log.ndjson");
  writeFileSync(file, `${lines.join("\n")}\n`);
  let text = "";
  const output = { stdout: { write: (part: string) => (text += part) }, stderr: { write: () => undefined } };
  const code = await runVerify([file, "--key", services.ledger.verifierKey, "--json"], output);
  const { checks } = JSON.parse(text) as {
    checks: {
      name: string;
      passed: number;
      failed: { seq: number | null; detail: string } | null;
      notDisclosed: number;
    }[];
  };
  return { code, checks: Object.fromEntries(checks.map((check) => [check.name, check])) };
}

/** One item of panel 1 sealed by both experts, one of panel 2 still blind. */
async function sealSome(services: Services, round: TestRound) {
  const itemId = round.itemId("hue", INDICATOR);
  const [a, b] = round.panel1.experts as [Person, Person];
  const given = { itemId, milliPoints: 10_000, level: 1 };
  await seal(services, a, { ...given, justification: CANARIES.replaced });
  await seal(services, a, { ...given, justification: CANARIES.sealed });
  await seal(services, b, given);
  const other = { ...given, itemId: round.itemId("da-nang", INDICATOR), justification: CANARIES.blind };
  await seal(services, round.panel2.experts[0] as Person, other);
  return { itemId, a, b };
}

async function openAndFinalise(services: Services, round: TestRound) {
  const sealed = await sealSome(services, round);
  const { itemId, a, b } = sealed;
  await open(services, round.panel1.chair, round.officers[1], BATCH);
  await keep(services, a, itemId);
  await keep(services, b, itemId);
  await finalise(services, round.panel1.chair, itemId, "Không phát sinh ý kiến khác sau thảo luận.");
  return sealed;
}

const projectionsOf = (lines: readonly string[], table: string) =>
  lines.filter((line) => line.startsWith(`{"projection":{"table":"${table}"`));

describe.each(DIALECTS)("an export on %s", (dialect) => {
  test("before the opening nobody but its expert reads a seal", async () => {
    const services = await openTestServices(dialect);
    const round = await makeRound(services);
    const { a, b } = await sealSome(services, round);
    const own = (await exportAs(services, a)).join("\n");
    expect([CANARIES.replaced, CANARIES.sealed].every((canary) => own.includes(canary))).toBe(true);
    expect(own).not.toContain(CANARIES.blind);
    const others = [b, round.panel1.chair, ...round.officers, round.support, round.auditor, round.administrator];
    for (const person of [...others, ...round.agencies, null]) {
      const lines = await exportAs(services, person);
      expect(lines.join("\n")).not.toMatch(/CANARY-(REPLACED|SEALED)/);
      expect((await verify(services, lines)).checks["projection"]).toMatchObject({ failed: null, notDisclosed: 0 });
    }
    expect((await checkDatabase(services.database, services.vault)).flatMap((check) => check.problems)).toEqual([]);
  });

  test("after it panel and overseers read what stood, and the projections are the fold of the log", async () => {
    const services = await openTestServices(dialect);
    const round = await makeRound(services);
    const { b } = await openAndFinalise(services, round);
    for (const person of [b, round.panel1.chair, round.officers[0], round.auditor]) {
      const lines = await exportAs(services, person);
      const text = lines.join("\n");
      expect(text).toContain(CANARIES.sealed);
      expect(text).not.toMatch(/CANARY-(REPLACED|BLIND)/);
      expect([projectionsOf(lines, "score").length, projectionsOf(lines, "decision").length]).toEqual([2, 1]);
      const { code, checks } = await verify(services, lines);
      expect(checks["projection"]).toMatchObject({ failed: null, notDisclosed: 0 });
      // Seals of the other panel are withheld: the round is not disclosed whole.
      expect(code).toBe(3);
    }
    const strangers = [...round.agencies, round.panel2.chair, round.administrator, null];
    for (const person of strangers) {
      const lines = await exportAs(services, person);
      expect(lines.join("\n")).not.toContain("CANARY");
      expect(projectionsOf(lines, "score")).toEqual([]);
      expect((await verify(services, lines)).checks["projection"]?.failed).toBeNull();
    }
    const publicLines = await exportAs(services, null);
    expect((await verify(services, publicLines)).code).toBe(0);
    expect((await checkDatabase(services.database, services.vault)).flatMap((check) => check.problems)).toEqual([]);
  });

  test("an export that was tampered with is named by check and entry", async () => {
    const services = await openTestServices(dialect);
    const round = await makeRound(services);
    await openAndFinalise(services, round);
    const lines = await exportAs(services, round.auditor);
    const failing = async (edited: readonly string[]) => {
      const { code, checks } = await verify(services, edited);
      expect(code).toBe(1);
      return Object.fromEntries(
        Object.values(checks).flatMap((c) => (c.failed === null ? [] : [[c.name, c.failed.seq]])),
      );
    };
    const edit = (at: number, change: (line: string) => string) =>
      lines.map((line, place) => (place === at ? change(line) : line));
    const at = lines.findIndex((line) => line.includes(CANARIES.sealed));
    const { seq } = JSON.parse((JSON.parse(lines[at] as string) as { entry: string }).entry) as { seq: number };
    expect(await failing(edit(at, (line) => line.replace(CANARIES.sealed, "another")))).toMatchObject({
      commitments: seq,
    });
    expect(await failing(edit(at, (line) => line.replace(/\\"at\\":\\"20/, '\\"at\\":\\"19')))).toMatchObject({
      time: seq,
    });
    expect(await failing(lines.toSpliced(at, 1))).toMatchObject({ sequence: seq });
    expect(await failing(lines.toSpliced(at, 0, lines[at] as string))).toHaveProperty("sequence");
    const checkpointAt = lines.findLastIndex((line) => line.startsWith('{"checkpoint"'));
    const short = edit(checkpointAt, (line) => line.replace(/\\n[^\\]+\\n\\n/, `\\n${"A".repeat(43)}=\\n\\n`));
    expect(await failing(short)).toHaveProperty("signatures");
    const scoreAt = lines.findIndex((line) => line.startsWith('{"projection":{"table":"score"'));
    expect(
      Object.keys(await failing(edit(scoreAt, (line) => line.replace('"milli_points":10000', '"milli_points":1')))),
    ).toEqual(["projection"]);
    expect(Object.keys(await failing(lines.toSpliced(scoreAt, 1)))).toEqual(["projection"]);
  });

  test("a projection edited in the database is found by the checks, by export and by assay verify", async () => {
    const services = await openTestServices(dialect);
    const round = await makeRound(services);
    const { itemId, a } = await openAndFinalise(services, round);
    await services.database.writer.run(async (trx) => {
      await sql`update score set milli_points = 500 where item_id = ${itemId} and actor_id = ${a.actorId}`.execute(trx);
    });
    const found = (await checkDatabase(services.database, services.vault)).filter((check) => check.problems.length > 0);
    expect(found.map((check) => check.name)).toEqual(["projection"]);
    const { code, checks } = await verify(services, await exportAs(services, round.auditor));
    expect([code, checks["projection"]?.failed?.detail]).toEqual([1, expect.stringContaining(a.actorId)]);
  });

  test("a change with its reason is the fold of the log too", async () => {
    const services = await openTestServices(dialect);
    const round = await makeRound(services);
    const { itemId, a } = await sealSome(services, round);
    await open(services, round.panel1.chair, round.officers[1], BATCH);
    await change(services, a, { itemId, milliPoints: 20_000, level: 2 });
    expect((await checkDatabase(services.database, services.vault)).flatMap((check) => check.problems)).toEqual([]);
    const { checks } = await verify(services, await exportAs(services, round.auditor));
    expect(checks["projection"]).toMatchObject({ failed: null, notDisclosed: 0 });
  });
});
