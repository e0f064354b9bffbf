import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runIndexCompute } from "../../../server/cli/index-compute.ts";

const DATA = "db/seeds/data";
const NATIONAL = `${DATA}/frameworks/dti-922-provincial.json`;
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "assay-index-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface CommandResult {
  framework: { id: string; version: string; hash: string };
  resultHash: string;
  entities: { entity: string; value: number | null; points: number | null; rank: number | null; coverage: number }[];
}

async function run(...argv: string[]) {
  let stdout = "";
  let stderr = "";
  const code = await runIndexCompute(argv, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  });
  return { code, stdout, stderr };
}
function writeScores(text: string): string {
  const path = join(folder, "scores.csv");
  writeFileSync(path, text);
  return path;
}
async function runJson(...argv: string[]): Promise<CommandResult> {
  const { code, stdout, stderr } = await run(...argv, "--json");
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return JSON.parse(stdout) as CommandResult;
}

describe("assay index compute", () => {
  test("as a program: the example of 2022", async () => {
    const scores = `${DATA}/examples/da-nang-2022.csv`;
    const args = ["server/cli/assay.ts", "index", "compute", "--framework", NATIONAL, "--scores", scores, "--json"];
    const stdout = await new Promise<string>((resolve, reject) => {
      execFile(process.execPath, args, (error, out) => (error ? reject(error) : resolve(out)));
    });
    const result = JSON.parse(stdout) as CommandResult;
    expect(Object.keys(result)).toEqual(["framework", "resultHash", "entities"]);
    expect(Object.keys(result.entities[0] ?? {})).toEqual([
      ...["entity", "value", "points", "rank", "mainIndices", "pillars", "coverage"],
    ]);
    expect(result.entities[0]).toMatchObject({
      entity: "Đà Nẵng",
      value: 0.8002,
      points: 800.175,
      rank: 1,
      coverage: 1,
    });
    expect(result.entities[0]).toMatchObject({ mainIndices: { "1": 1, "6": null, "9": 0.5197 } });
  });

  test("the examples of 2020 and 2024", async () => {
    const pillars = `${DATA}/frameworks/dti-1726-provincial.json`;
    const old = await runJson("--framework", pillars, "--scores", `${DATA}/examples/bac-ninh-2020.csv`);
    expect(old.entities).toMatchObject([{ entity: "Bắc Ninh", value: 0.4096 }]);
    const scores = `${DATA}/examples/da-nang-2024-merged.csv`;
    const merged = await runJson("--framework", NATIONAL, "--scores", scores, "--mergers", `${DATA}/mergers.csv`);
    expect(merged.entities).toMatchObject([{ entity: "Đà Nẵng", value: 0.7069, rank: 1 }]);
  });

  test("names in either language and ids mean the same; rows in any order give the same hash", async () => {
    const mergers = ["--mergers", `${DATA}/mergers.csv`];
    const first = writeScores(
      "entity,code,value\nDa Nang,DTI,0.8335\nquang-nam-until-2025,DTI,0.5803\nHà Nội,DTI,0.8241\n",
    );
    const a = await runJson("--framework", NATIONAL, "--scores", first, ...mergers);
    const second = writeScores(
      '\uFEFFvalue,entity,code\r\n"0,8241",TP. Hà Nội,DTI\r\n0.5803,Quảng Nam,DTI\r\n0.8335,Đà Nẵng,DTI\r\n',
    );
    expect(await runJson("--framework", NATIONAL, "--scores", second, ...mergers)).toEqual(a);
    expect(a.entities.map(({ entity, rank }) => [entity, rank])).toEqual([
      ["Hà Nội", 1],
      ["Đà Nẵng", 2],
    ]);
  });

  test("components are in points, and every state can be written", async () => {
    const sample = `${DATA}/frameworks/dti-922-provincial-sample.json`;
    const scores = writeScores(
      "entity,code,value\nHuế,2.1,14.5\nHuế,2.2,no-evidence\nHuế,2.3,\nHuế,2.4,not-applicable\n",
    );
    const { entities } = await runJson("--framework", sample, "--scores", scores);
    // 14.5 of 30 points; the 70 applicable points of the main index carry its 100, so 30 of them are 42.8 of 1000.
    expect(entities).toMatchObject([{ entity: "Huế", value: 0.4833, coverage: 0.0428 }]);
  });

  test("without --json a table is printed, and who is not ranked is explained", async () => {
    const scores = writeScores("entity,code,value\nĐà Nẵng,DTI,0.8335\n");
    const found = await run("--framework", NATIONAL, "--scores", scores, "--mergers", `${DATA}/mergers.csv`);
    expect(found.code).toBe(0);
    expect(found.stdout).toMatch(/\n {3}- {2}Đà Nẵng +- +- +0\.00 %\n$/);
    expect(found.stderr).toContain("no scores for Quảng Nam");
  });

  test.each([
    ["entity,code,value\nHuế,1,0.5\nHuế,1,0.6\n", ":3: Huế has a second value for 1"],
    ["entity,code,value\nHuế,1,0.5\n\nHuế,99,0.6\n", ":4: framework dti-922-provincial has no code 99"],
    ["entity,code,value\nHuế,1,1.01\n", ":2: 1.01 is not a value from 0 to 1"],
    ["entity,code,value\nHuế,1,1e-1\n", ":2: 1e-1 is not a value"],
    ["entity,code,value\n,1,0.1\n", ":2: the entity is empty"],
    ["entity,code\nHuế,1\n", ":1: missing columns: value"],
    ["entity,code,value\nHuế,1\n", "on line 2"],
    ["entity,code,value\n", ":1: no scores"],
    ["", "the file is empty"],
  ])("a wrong table ends with 2 and names the line: %j", async (text, message) => {
    const found = await run("--framework", NATIONAL, "--scores", writeScores(text), "--json");
    expect(found.stderr).toContain(message);
    expect(found).toMatchObject({ code: 2, stdout: "" });
  });

  test("wrong arguments and files end with 2", async () => {
    const scores = `${DATA}/examples/da-nang-2022.csv`;
    for (const argv of [[], ["--framework", NATIONAL], ["--nonsense"], ["extra"]]) {
      expect(await run(...argv)).toMatchObject({ code: 2, stdout: "" });
    }
    const missing = await run("--framework", "no-such-file.json", "--scores", scores);
    expect(missing.stderr).toContain("cannot read no-such-file.json");
    const notJson = await run("--framework", scores, "--scores", scores);
    expect(notJson.stderr).toContain("not JSON");
    const unknown = await run(
      "--framework",
      NATIONAL,
      "--scores",
      writeScores("entity,code,value\nAtlantis,1,0.5\n"),
      "--mergers",
      `${DATA}/mergers.csv`,
    );
    expect(unknown.stderr).toContain(":2: entity Atlantis is not in the table of mergers");
    expect((await run("--help")).stdout).toContain("usage: assay index compute");
  });
});
