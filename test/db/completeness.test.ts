import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withSnapshot } from "../../db/dialects/open-snapshot.ts";
import { findActor } from "../../db/queries/actors.ts";
import { runVerify } from "../../server/cli/verify.ts";
import { exportLog } from "../../server/services/ledger/export-log.ts";
import { EVENTS } from "#domain/event/catalogue.ts";
import { HANDLERS } from "../../server/services/commands/handlers.ts";
import { PROJECTIONS } from "../../server/services/commands/projections.ts";
import { findIndexResult } from "../../server/services/index/recompute-index.ts";
import { writeKeyFile } from "../../server/services/ledger/key-files.ts";
import { openParts } from "../../server/services/ledger/parts-box.ts";
import { LOG_SEED, PARTS_KEY, RECOVERY_SEED } from "../../server/services/ledger/keys.ts";
import { checkDatabase } from "../../server/services/ledger/check-database.ts";
import { rebuildDatabase } from "../../server/services/rebuild/rebuild-database.ts";
import { createServices } from "../../server/services/services.ts";
import { ROUND, type TestRound } from "../helpers/make-round.ts";
import { type Dialect, DIALECTS, openTestDatabase } from "../helpers/open-test-database.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { giveEveryCommand } from "./every-command.ts";
import { eraseEveryText, publishRound } from "./erase-every-text.ts";
import { watchCommands, type WatchedServices } from "./watch-commands.ts";

/** The same bytes in the same order every time. */
function makeRandomBytes(): (length: number) => Uint8Array {
  let count = 0;
  return (length) => createHash("shake256", { outputLength: length }).update(String(count++)).digest();
}

/** Root and acts of the log that each dialect made. */
const logs = new Map<string, { root: string; acts: string[] }>();

async function readLog({ database, vault }: WatchedServices): Promise<string[]> {
  const rows = await database.reader.selectFrom("ledger_part").selectAll().orderBy("seq").execute();
  return rows.map((row) => JSON.stringify(openParts(vault, row)));
}

describe.each(DIALECTS)("%s: every command of the catalogue", (dialect) => {
  let services: WatchedServices;
  let round: TestRound;

  beforeAll(async () => {
    // Ordered as people order words: nothing that is recorded may depend on it.
    const database = await openTestDatabase(dialect, "vi");
    const dataDir = makeTestDir();
    for (const [name, fill] of [
      [LOG_SEED, 7],
      [PARTS_KEY, 8],
      [RECOVERY_SEED, 9],
    ] as const) {
      writeKeyFile(join(dataDir, "keys", name), new Uint8Array(32).fill(fill));
    }
    let size = (): number => 0;
    // One second for each entry: whoever looks how often, an entry has the same time.
    const now = (): Date => new Date(Date.UTC(2026, 0, 5, 8) + 1000 * size());
    const given = { database, dataDir, logOrigin: "test.example/log", now, isSimulated: true };
    services = watchCommands(await createServices({ ...given, randomBytes: makeRandomBytes() }));
    size = services.ledger.size;
    round = await giveEveryCommand(services);
  });

  afterAll(() => services.ledger.close());

  async function expectSound(): Promise<void> {
    const results = await checkDatabase(services.database, services.vault);
    expect(results.filter(({ problems }) => problems.length > 0)).toEqual([]);
  }

  async function expectRebuilt(into: Dialect): Promise<string> {
    const target = await openTestDatabase(into);
    const { database, vault } = services;
    const report = await withSnapshot(database, (source) => rebuildDatabase({ source, target, vault }));
    expect(report.differences).toEqual([]);
    expect(report.stored).toEqual({ size: report.size, root: report.root });
    expect(report.size).toBe(services.ledger.size());
    return report.root;
  }

  async function expectVerified(): Promise<void> {
    const lines: string[] = [];
    const actor = await findActor(services.database.reader, round.auditor.accountId);
    const asked = { scope: "round" as const, actor: actor!, now: services.now().toISOString() };
    await exportLog({ ...services, ...asked }, (line) => void lines.push(line));
    const file = join(makeTestDir(), "log.ndjson");
    writeFileSync(file, `${lines.join("\n")}\n`);
    let text = "";
    const output = { stdout: { write: (part: string) => (text += part) }, stderr: { write: () => undefined } };
    await runVerify([file, "--key", services.ledger.verifierKey, "--json"], output);
    const { checks } = JSON.parse(text) as { checks: { name: string; failed: object | null; passed: number }[] };
    expect(checks.filter((check) => check.failed !== null)).toEqual([]);
    expect(checks.find((check) => check.name === "index")?.passed).toBeGreaterThan(0);
  }

  test("leaves the database sound", expectSound);

  test("that merges entities gives a new index, with that command as its cause", async () => {
    const { reader } = services.database;
    const newest = await findIndexResult(reader, ROUND);
    expect(newest?.result.entities.map(({ entity }) => entity)).toEqual(["hue"]);
    const cause = reader
      .selectFrom("index_result")
      .innerJoin("ledger_head", "ledger_head.seq", "index_result.cause_seq")
      .select("ledger_head.type")
      .where("index_result.seq", "=", newest?.seq ?? -1);
    expect(await cause.execute()).toEqual([{ type: "entities.imported" }]);
  });

  test.each(DIALECTS)("replayed from nothing into %s, gives every projection row by row", async (into) => {
    await expectRebuilt(into);
  });

  test("exported, passes what its verifier checks, before and after the round is public", async () => {
    await expectVerified();
    await publishRound(services);
    await expectVerified();
  });

  test("with every text erased is sound, verifies, and is what a replay gives", async () => {
    await eraseEveryText(services, round);
    await expectSound();
    await expectVerified();
    logs.set(dialect, { root: await expectRebuilt(dialect), acts: await readLog(services) });
  });

  test("is given, and leaves exactly one entry", () => {
    expect([...HANDLERS.keys()].filter((type) => !services.accepted.has(type))).toEqual([]);
  });
});

test("the same clock, ids and salts give the same root in every database", () => {
  const [first, ...others] = DIALECTS.map((dialect) => logs.get(dialect));
  for (const other of others) expect(other).toEqual(first);
  expect(first?.root).toMatch(/^[0-9a-f]{64}$/);
});

test("every event of the catalogue has a projection", () => {
  expect(Object.keys(EVENTS).filter((type) => !PROJECTIONS.has(type as keyof typeof EVENTS))).toEqual([]);
});
