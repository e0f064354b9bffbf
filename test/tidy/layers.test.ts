import { execFile } from "node:child_process";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { makeTestDir } from "../helpers/run-dir.ts";
import { BAD_LINES, GOOD_LINES, TARGETS } from "./layer-lines.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const require = createRequire(import.meta.url);
const config = require(join(ROOT, ".dependency-cruiser.cjs")) as { forbidden: { name: string }[] };

interface CruiseResult {
  summary: { violations: { from: string; to: string; rule: { name: string } }[] };
}

/** Runs dependency-cruiser with the repository's rules in another tree; gives "rule: from -> to", sorted. */
async function listViolations(dir: string): Promise<string[]> {
  const bin = join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");
  const args = [bin, "--output-type", "json", "--config", ".dependency-cruiser.cjs", "app", "server", "db", "test"];
  // The JSON reporter exits 0 whatever it finds.
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: dir, maxBuffer: 2 ** 28 });
  const { violations } = (JSON.parse(stdout) as CruiseResult).summary;
  return violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`).sort();
}

async function writeTree(dir: string, lines: readonly (readonly [file: string, line: string])[]): Promise<void> {
  const files = new Map<string, string>();
  for (const [file, line] of lines) files.set(file, `${files.get(file) ?? ""}${line}\n`);
  for (const [file, text] of files) {
    await mkdir(dirname(join(dir, file)), { recursive: true });
    await writeFile(join(dir, file), text);
  }
}

let found: string[];

beforeAll(async () => {
  const dir = makeTestDir();
  for (const file of [".dependency-cruiser.cjs", "package.json", "tsconfig.json"]) {
    await copyFile(join(ROOT, file), join(dir, file));
  }
  const bad = BAD_LINES.map(({ file, line }) => [file, line] as const);
  await writeTree(dir, [...TARGETS, ...GOOD_LINES, ...bad]);
  found = await listViolations(dir);
});

test.each(BAD_LINES)("$rule catches in $file: $line", ({ rule, file, to }) => {
  expect(found.filter((violation) => violation.includes(`: ${file} -> `))).toEqual([`${rule}: ${file} -> ${to}`]);
});

test("nothing else is caught: every good line passes", () => {
  expect(found).toEqual(BAD_LINES.map(({ rule, file, to }) => `${rule}: ${file} -> ${to}`).sort());
});

test("every rule has its bad line", () => {
  const names = config.forbidden.map(({ name }) => name);
  expect([...new Set(BAD_LINES.map(({ rule }) => rule))].sort()).toEqual(names.sort());
});
