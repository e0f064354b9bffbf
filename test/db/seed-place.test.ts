import { execFile } from "node:child_process";
import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { lockDataDir } from "../../db/dialects/lock-data-dir.ts";
import { type SeedRun, seedDataDir } from "../../server/cli/seed-data-dir.ts";
import { makeTestDir } from "../helpers/run-dir.ts";

const ROUND = "dti-2025-provincial";
const ASSAY = join(import.meta.dirname, "../../server/cli/assay.ts");

const dataDir = join(makeTestDir(), "data");
const place = { dataDir, databaseLocation: join(dataDir, "assay.db"), logOrigin: "test.example/log" };
const run: SeedRun = {
  now: new Date("2026-05-04T09:00:00.000Z"),
  progress: () => undefined,
  entities: ["hai-phong", "hue", "tay-ninh"],
};

function assay(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const environment = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: "", PUBLIC_ORIGIN: "" };
  return new Promise((resolve) => {
    execFile(process.execPath, [ASSAY, ...words], { env: environment }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });
}

describe("the place of a seed", () => {
  test("stays empty when the seed stops half way, and takes a whole one afterwards", async () => {
    const progress = (stage: string): void => {
      if (stage === "evidence sets") throw new Error("the power went out");
    };
    await expect(seedDataDir(place, { ...run, progress })).rejects.toThrow("the power went out");
    expect(existsSync(dataDir)).toBe(false);
    await seedDataDir(place, run);
    expect(readdirSync(dataDir).sort()).toEqual([
      "assay.db",
      "checkpoints.db",
      "content",
      "demo-accounts.json",
      "keys",
      "lock",
    ]);
    expect(existsSync(`${dataDir}.seeding`)).toBe(false);
    expect(statSync(join(dataDir, "demo-accounts.json")).mode & 0o777).toBe(0o600);
  });

  test("is not taken twice", async () => {
    await expect(seedDataDir(place, run)).rejects.toThrow("is in use");
    const other = join(makeTestDir(), "data");
    const unlock = lockDataDir(`${other}.seeding`);
    await expect(seedDataDir({ ...place, dataDir: other }, run)).rejects.toThrow("another process works in");
    unlock();
  });
});

describe("commands that write", () => {
  let table: string;

  beforeAll(() => {
    table = join(makeTestDir(), "values.csv");
  });

  test("wait for nobody: with a server on the folder they refuse", async () => {
    const unlock = lockDataDir(dataDir);
    const words = ["--round", ROUND, "--to", "independent", "--as", "officer-1"];
    expect(await assay("move-phase", ...words)).toMatchObject({ code: 2, stderr: expect.stringContaining("server") });
    unlock();
  });

  test("make accounts, whose password is printed once", async () => {
    const words = ["--login", "auditor-2", "--name", "Kiểm toán viên 2", "--role", "auditor"];
    expect(await assay("account", "create", ...words)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^account auditor-2, pseudonym a_\w+\npassword \S{16}\n$/),
    });
    expect(await assay("account", "create", ...words)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("account.taken"),
    });
  });

  test("give a member one pseudonym in a round", async () => {
    const seat = (login: string, round = ROUND) => assay("seat", "--round", round, "--login", login);
    const newcomer = await seat("auditor-2");
    expect(newcomer).toMatchObject({ code: 0, stdout: expect.stringMatching(/^auditor-2 is a_\w+ in dti-2025/) });
    expect(await seat("Auditor-2 ")).toMatchObject({ stdout: newcomer.stdout.replace("auditor-2", "Auditor-2 ") });
    expect(await seat("nobody")).toMatchObject({ code: 2, stderr: expect.stringContaining("no account nobody") });
    expect(await seat("auditor-2", "dti-1999")).toMatchObject({ code: 2, stderr: expect.stringContaining("dti-1999") });
  });

  test("import only what is whole and new, naming each wrong line", async () => {
    const words = ["--as", "support", "--round", ROUND, "--kind", "survey", "--provider", "Đơn vị khảo sát", table];
    writeFileSync(
      table,
      "entity,indicator,value,state\nhue,1.4,nhiều,number\nhue,1.1,3,number\nha-noi,1.4,,blank\nhue,2.5,1,blank\n" +
        "hue,1.4,40,number\nhue,1.4,,maybe\n",
    );
    const wrong = await assay("import-values", ...words);
    expect(wrong.code).toBe(2);
    expect([2, 3, 4, 5, 6, 7].filter((line) => wrong.stderr.includes(`${table}:${line}: `))).toEqual([
      2, 3, 4, 5, 6, 7,
    ]);
    writeFileSync(table, "entity,indicator,value,state\nhue,1.4,21.5,number\n");
    expect(await assay("import-values", ...words)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("import.exists"),
    });
  });

  test("declare interests and give any command with the rights of the account", async () => {
    const until = ["--until", "2099-01-01T00:00:00Z"];
    const declared = await assay("declare", "--as", "expert-3c", "--round", ROUND, ...until);
    expect(declared).toMatchObject({ code: 0, stdout: expect.stringMatching(/^declared, entry \d+\n$/) });
    const value = JSON.stringify({ from: "independent", to: "reconciliation" });
    const facts = JSON.stringify({ round: ROUND });
    const act = ["act", "--type", "round.phase-moved", "--facts", facts, "--value", value];
    expect(await assay(...act, "--as", "expert-3c")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/refused: (action\.forbidden|thing\.absent)/),
    });
    expect(await assay(...act, "--as", "officer-1")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("round.no-such-move"),
    });
  });

  test("leave the log sound", async () => {
    expect(await assay("doctor")).toMatchObject({ code: 0, stderr: "" });
  });
});
