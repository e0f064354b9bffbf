import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openReadOnly } from "../../db/dialects/open-snapshot.ts";
import { runDoctor } from "../../server/cli/doctor.ts";
import { checkDatabase } from "../../server/services/ledger/check-database.ts";
import { createServices, type Services } from "../../server/services/services.ts";
import { DIALECTS, makeTestLocation, openTestDatabase } from "../helpers/open-test-database.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { giveEveryCommand } from "./every-command.ts";
import { seal } from "../helpers/path-steps.ts";
import type { TestRound } from "../helpers/make-round.ts";

/** Edits of tables past every command, how to take them back, and what doctor says of them. */
const EDITS: readonly (readonly [what: string, edit: string, back: string, said: RegExp])[] = [
  [
    "a score",
    "update score set milli_points = milli_points + 1 where item_id like '%.hue.1.2' and case_id = ''",
    "update score set milli_points = milli_points - 1 where item_id like '%.hue.1.2' and case_id = ''",
    /^ {2}score dti-test\.hue\.1\.2 \/ a_\w+ \/ {2}is not what the log makes of it: milli_points$/m,
  ],
  [
    "a row that no entry made",
    "insert into conflict values ('dti-test', 'a_0123456789', 'hue', 'family', 1, 'declared')",
    "delete from conflict where actor_id = 'a_0123456789'",
    /^ {2}conflict dti-test \/ a_0123456789 \/ hue comes from no entry$/m,
  ],
  [
    "a value that an index was made of",
    "update reported_value set milli_points = milli_points + 500",
    "update reported_value set milli_points = milli_points - 500",
    /^ {2}the index of dti-test, entry \d+, is not what its values give: [0-9a-f]{64}$/m,
  ],
  [
    "an index document",
    "update index_result set document = '{}'",
    "",
    /^ {2}index_result dti-test \/ \d+ is not what the log makes of it: document$/m,
  ],
];

describe.each(DIALECTS)("%s: assay doctor --rebuild", (dialect) => {
  let services: Services;
  let round: TestRound;

  beforeAll(async () => {
    const database = await openTestDatabase(dialect);
    const dataDir = makeTestDir();
    vi.stubEnv("DATA_DIR", dataDir);
    vi.stubEnv("DATABASE_URL", database.location);
    const given = { database, dataDir, logOrigin: "test.example/log", isSimulated: false };
    services = await createServices({ ...given, now: () => new Date() });
    round = await giveEveryCommand(services);
  });

  afterAll(() => {
    vi.unstubAllEnvs();
  });

  async function doctor(...argv: string[]) {
    let text = "";
    let notes = "";
    const output = {
      stdout: { write: (part: string) => (text += part) },
      stderr: { write: (part: string) => (notes += part) },
    };
    return { code: await runDoctor(argv, output), text, notes };
  }

  test("while the log is written to: all is well, with size and root", async () => {
    const [expert] = round.panel2.experts;
    const size = services.ledger.size();
    const [{ code, text, notes }] = await Promise.all([
      doctor("--rebuild"),
      seal(services, expert!, { itemId: round.itemId("da-nang", "1.1"), milliPoints: 20_000, level: 2 }),
      seal(services, expert!, { itemId: round.itemId("da-nang", "1.2"), milliPoints: 14_000, level: 3 }),
    ]);
    expect(services.ledger.size()).toBe(size + 2);
    expect(text).toMatch(/^rebuilt +\d+ entries, root [0-9a-f]{64}$/m);
    expect(text).toMatch(/^rebuild +ok$/m);
    expect(code, text).toBe(0);
    expect(notes).toMatch(/entries \d+\/\d+/);
  });

  test("--into keeps a database that is sound but for its files, and takes no place that is in use", async () => {
    const place = await makeTestLocation(dialect);
    expect(await doctor("--rebuild", "--into", place)).toMatchObject({ code: 0 });
    const rebuilt = await openReadOnly(place);
    const wrong = (await checkDatabase(rebuilt, services.vault)).filter(({ problems }) => problems.length > 0);
    expect(wrong.map(({ name }) => name)).toEqual(["evidence"]);
    await rebuilt.close();
    expect(await doctor("--rebuild", "--into", place)).toMatchObject({ code: 2 });
    expect(await doctor("--into", place)).toMatchObject({ code: 2 });
  });

  test.each(EDITS)("names %s that was edited", async (_what, edit, back, said) => {
    const run = (text: string) => services.database.writer.run(async (trx) => void (await sql.raw(text).execute(trx)));
    const before = await services.database.reader.selectFrom("index_result").selectAll().execute();
    await run(edit);
    const found = await doctor("--rebuild");
    expect(found.text).toMatch(said);
    expect(found.code).toBe(1);
    if (back !== "") return run(back);
    await services.database.writer.run(async (trx) => {
      for (const row of before) await trx.updateTable("index_result").set(row).where("seq", "=", row.seq).execute();
    });
  });

  test("a file of evidence that was swapped is named", async () => {
    const { sha256 } = await services.database.reader.selectFrom("evidence").select("sha256").executeTakeFirstOrThrow();
    const path = join(process.env["DATA_DIR"]!, "content", sha256.slice(0, 2), sha256.slice(2));
    chmodSync(path, 0o600);
    writeFileSync(path, "another file");
    const { code, text } = await doctor();
    expect([code, text]).toEqual([1, expect.stringContaining(`the file of evidence ${sha256} is damaged`)]);
  });
});
