import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { runDoctor } from "../../server/cli/doctor.ts";
import { runExport } from "../../server/cli/export.ts";
import { runVerify } from "../../server/cli/verify.ts";
import { openCheckpointLock } from "../../server/services/ledger/checkpoint-lock.ts";
import { createServices } from "../../server/services/services.ts";
import { makeRound } from "../helpers/make-round.ts";
import { makeTestDir } from "../helpers/run-dir.ts";

/** Of `assay doctor`, in the order in which they are printed. */
const CHECKS = [
  "log",
  "tables",
  "sequence",
  "tree",
  "parts",
  "heads",
  "projection",
  "versions",
  "order",
  "phases",
].concat(["sealed", "decisions", "erasures", "access", "index", "evidence"]);

let dataDir: string;

beforeEach(() => {
  dataDir = makeTestDir();
  vi.stubEnv("DATA_DIR", dataDir);
  vi.stubEnv("DATABASE_URL", "");
});

afterEach(() => {
  vi.unstubAllEnvs();
});

async function run(command: typeof runDoctor, ...argv: string[]) {
  let text = "";
  let notes = "";
  const output = {
    stdout: { write: (part: string) => (text += part) },
    stderr: { write: (part: string) => (notes += part) },
  };
  return { code: await command(argv, output), text, notes };
}

async function makeInstallation(edit?: string): Promise<void> {
  const database = await openDatabase(join(dataDir, "assay.db"));
  try {
    const options = { database, dataDir, logOrigin: "test.example/cli", isSimulated: false };
    const services = await createServices({ ...options, now: () => new Date() });
    await makeRound(services);
    if (edit !== undefined) await database.writer.run(async (trx) => void (await sql.raw(edit).execute(trx)));
  } finally {
    await database.close();
  }
}

test("export, verify and doctor on the files of an installation", async () => {
  await makeInstallation();
  const file = join(dataDir, "log.ndjson");
  expect(await run(runExport, "--out", file)).toMatchObject({ code: 0, text: "" });
  expect(await run(runVerify, file)).toMatchObject({ code: 0 });
  const entitled = join(dataDir, "round.ndjson");
  expect((await run(runExport, "--out", entitled, "--scope", "round", "--as", "auditor")).code).toBe(0);
  expect(readFileSync(entitled, "utf8").length).toBeGreaterThan(readFileSync(file, "utf8").length);
  // Accounts and other people's declarations are withheld from the auditor too.
  expect((await run(runVerify, entitled)).code).toBe(3);
  const doctor = await run(runDoctor);
  expect(doctor.code).toBe(0);
  expect(doctor.text.match(/^\w+(?= +ok$)/gm)).toEqual(CHECKS);
});

test("an export signs nothing over a database that is behind the lock", async () => {
  await makeInstallation();
  const place = { location: join(dataDir, "checkpoints.db"), origin: "test.example/cli", now: () => new Date() };
  const lock = await openCheckpointLock(place);
  await lock.advance({ size: 999, note: "of a newer state" });
  await lock.close();
  const exported = await run(runExport, "--out", join(dataDir, "log.ndjson"));
  expect(exported).toMatchObject({ code: 2, notes: expect.stringContaining("covers 999") as string });
});

test("what is missing or wrong is said, with code 2", async () => {
  expect(await run(runDoctor)).toMatchObject({
    code: 2,
    notes: expect.stringContaining("there is no database") as string,
  });
  await makeInstallation();
  const file = join(dataDir, "log.ndjson");
  expect((await run(runExport)).notes).toContain("--out FILE is required");
  expect((await run(runExport, "--out", file, "--scope", "round")).notes).toContain("--as LOGIN");
  expect((await run(runExport, "--out", file, "--scope", "round", "--as", "nobody")).notes).toContain("no account");
  expect((await run(runExport, "--out", file)).code).toBe(0);
  expect(await run(runExport, "--out", file)).toMatchObject({
    code: 2,
    notes: expect.stringContaining("EEXIST") as string,
  });
});

test("doctor names what was edited", async () => {
  await makeInstallation("update ledger_head set type = 'score.sealed' where seq = 3");
  const doctor = await run(runDoctor);
  expect([doctor.code, doctor.text]).toEqual([1, expect.stringContaining("entry 3")]);
});
