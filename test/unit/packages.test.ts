import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { makeTestDir } from "../helpers/run-dir.ts";

const ROOT = join(import.meta.dirname, "../..");
const TSC = join(ROOT, "node_modules/typescript/bin/tsc");
const run = promisify(execFile);

/** Another system: a folder of its own with the packed package and the one package that it needs. */
let dir: string;

beforeAll(async () => {
  dir = makeTestDir();
  await run(process.execPath, [TSC, "-p", "tsconfig.packages.json"], { cwd: ROOT });
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", dir], { cwd: ROOT });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  await mkdir(join(dir, "node_modules"));
  await run("tar", ["-xzf", filename], { cwd: dir });
  await rename(join(dir, "package"), join(dir, "node_modules/assay"));
  await symlink(join(ROOT, "node_modules/zod"), join(dir, "node_modules/zod"));
  await writeFile(join(dir, "package.json"), '{ "type": "module" }');
});

test("holds the two packages, their licence and nothing else", async () => {
  const files = await readdir(join(dir, "node_modules/assay"), { recursive: true });
  const strangers = files.filter((file) => !/^(dist($|\/.*)|package\.json|README\.md|LICENSE)$/.test(file));
  expect(strangers).toEqual([]);
  expect(files.filter((file) => /\.(js|d\.ts)$/.test(file)).length).toBeGreaterThan(40);
  expect(files).toContain("LICENSE");
});

test("the calculator gives a published value elsewhere, as plain JavaScript", async () => {
  const framework = join(ROOT, "db/seeds/data/frameworks/dti-922-provincial.json");
  const scores = await readFile(join(ROOT, "db/seeds/data/examples/da-nang-2022.csv"), "utf8");
  await writeFile(
    join(dir, "index.js"),
    `import { createHash } from "node:crypto";
     import { readFileSync } from "node:fs";
     import { computeIndex, parseFramework, parseShare } from "assay/index-calculator";
     const sha256 = (bytes) => new Uint8Array(createHash("sha256").update(bytes).digest());
     const { framework } = parseFramework(JSON.parse(readFileSync(${JSON.stringify(framework)}, "utf8")));
     const rows = ${JSON.stringify(scores)}.trim().split("\\n").slice(1).map((line) => line.trim().split(","));
     const inputs = rows.map(([entity, code, value]) => ({ entity, code, value: parseShare(value) }));
     console.log(computeIndex(framework, { inputs }, sha256).entities[0].value);`,
  );
  const { stdout } = await run(process.execPath, ["index.js"], { cwd: dir });
  expect(stdout.trim()).toBe("8002");
});

test("the ledger proves and refuses elsewhere, as plain JavaScript", async () => {
  await writeFile(
    join(dir, "ledger.js"),
    `import { createHash } from "node:crypto";
     import { computeRoot, hashLeaf, verifyInclusion } from "assay/ledger";
     const sha256 = (bytes) => new Uint8Array(createHash("sha256").update(bytes).digest());
     const leaves = ["a", "b"].map((text) => hashLeaf(sha256, new TextEncoder().encode(text)));
     const claim = { leafHash: leaves[0], leafIndex: 0, treeSize: 2, proof: [leaves[1]] };
     claim.root = computeRoot(sha256, leaves);
     console.log(verifyInclusion(sha256, claim), verifyInclusion(sha256, { ...claim, leafIndex: 1 }));`,
  );
  const { stdout } = await run(process.execPath, ["ledger.js"], { cwd: dir });
  expect(stdout.trim()).toBe("true false");
});

// The compiler runs twice over all that the verifier reads: events, frameworks, the calculator.
test("both bring their types", { timeout: 120_000 }, async () => {
  const check = async (line: string): Promise<string> => {
    const imports =
      'import { computeCompetitionRanks } from "assay/index-calculator";\nimport { toHex } from "assay/ledger";';
    await writeFile(join(dir, "types.ts"), `${imports}\n${line}\n`);
    const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2024", "types.ts"];
    return run(process.execPath, [TSC, ...options], { cwd: dir }).then(
      () => "",
      ({ stdout }: { stdout: string }) => stdout,
    );
  };
  const right =
    "export const ranks: Map<string, number> = computeCompetitionRanks(new Map([[toHex(new Uint8Array()), 1]]));";
  expect(await check(right)).toBe("");
  expect(await check("export const wrong: number = toHex(new Uint8Array());")).toContain("TS2322");
});
