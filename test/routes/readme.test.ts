import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { readConfig } from "../../server/config.ts";
import { makeRound } from "../helpers/make-round.ts";
import { openFirstBatch } from "../helpers/path-steps.ts";
import { openTestServer } from "../helpers/open-test-server.ts";
import { makeTestDir } from "../helpers/run-dir.ts";

const ROOT = join(import.meta.dirname, "../..");
const readme = readFileSync(join(ROOT, "README.md"), "utf8");

interface Block {
  readonly language: string;
  readonly text: string;
}
const blocks = [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = "", text = ""]): Block => ({
  language,
  text,
}));
const commands = blocks.flatMap(({ language, text }, position) =>
  language === "text"
    ? []
    : text
        .trim()
        .split("\n")
        .map((line) => ({ line, position })),
);

/** Words of a command, in quotes or not. */
const splitWords = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");

async function run(line: string, dataDir?: string): Promise<string> {
  const [program = "", ...args] = splitWords(line);
  const env = { ...process.env, ...(dataDir === undefined ? {} : { DATA_DIR: dataDir, DATABASE_URL: "" }) };
  return (await promisify(execFile)(program, args, { cwd: ROOT, env })).stdout;
}

test("every command of the README is one that this test knows", () => {
  expect(commands.length).toBeGreaterThanOrEqual(9);
  const known =
    /^(npm (ci|test|run [\w:]+)|npx --no-install assay (index compute|verify|export|doctor|keys|recover)\b.*)$/;
  expect(commands.filter(({ line }) => !known.test(line))).toEqual([]);
});

test("the scripts that it names exist, in blocks and in sentences", () => {
  const named = [...readme.matchAll(/(?:`|^|=sqlite )npm (?:run )?([\w:]+)/gm)].map(([, name = ""]) => name);
  const scripts = new Set([...Object.keys(manifest.scripts), "ci"]);
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((name) => !scripts.has(name))).toEqual([]);
});

const examples = commands.filter(({ line }) => line.includes("assay index compute"));

test.each(examples)("$line prints what stands below it", async ({ line, position }) => {
  expect(examples).toHaveLength(3);
  expect(await run(line)).toBe(blocks[position + 1]?.text);
});

test("a log is exported, looked at and verified by the commands that it gives", async () => {
  const dataDir = makeTestDir();
  const environment = { DATA_DIR: dataDir, DATABASE_URL: join(dataDir, "assay.db") };
  const server = await openTestServer({ environment });
  const round = await makeRound(server.services);
  await openFirstBatch(server.services, round);
  await server.services.ledger.publish();
  const { verifierKey } = server.services.ledger;
  const rest = commands.filter(({ line }) => /assay (verify|export|doctor)/.test(line)).map(({ line }) => line);
  const [verifyUrl = "", ...files] = rest;
  const filled = verifyUrl
    .replace("https://the.installation", server.address)
    .replace("the key that you noted down", verifierKey);
  expect(await run(filled)).toMatch(/^verdict +passed$/m);
  await server.close();
  const inFolder = (line: string): string =>
    line
      .replace(/\b(export\.jsonl|round\.jsonl|dossier\.json)\b/, (name) => join(dataDir, name))
      .replace("ROUND.ENTITY.INDICATOR", round.itemId("hue", "1.1"))
      .replace("--as auditor", `--as ${round.auditor.login}`);
  const [verify, owner] = [true, false].map((isVerify) => files.filter((line) => / verify /.test(line) === isVerify));
  expect(owner!.map((line) => splitWords(line)[3])).toEqual(["export", "export", "export", "doctor", "doctor"]);
  for (const line of owner!) await run(inFolder(line), dataDir);
  expect(verify).toHaveLength(2);
  for (const line of verify!) expect(await run(inFolder(line))).toMatch(/^verdict +passed$/m);
}, 120_000);

const operator = commands.filter(({ line }) => /assay (keys|recover)\b/.test(line));

test.each(operator)("the help of a command tells every option of: $line", async ({ line }) => {
  const words = splitWords(line);
  const name = words.slice(0, words.findIndex((word, place) => place > 2 && word.startsWith("--")) >>> 0);
  const help = await run([...name, "--help"].join(" "));
  for (const option of words.slice(3).filter((word) => word.startsWith("--"))) expect(help).toContain(` ${option} `);
});

test("the table of settings names every variable, with its default", () => {
  const rows = [...readme.matchAll(/^\| `([A-Z_]+)` \| ([^|]+) \|/gm)].map(([, name, fallback]) => [name, fallback]);
  const config = readConfig({ PUBLIC_ORIGIN: "https://assay.example" });
  expect(Object.fromEntries(rows)).toEqual({
    PUBLIC_ORIGIN: expect.stringContaining("required"),
    PORT: `\`${config.port}\``,
    HOST: `\`${config.host}\``,
    DATA_DIR: "`./data`",
    DATABASE_URL: "`DATA_DIR/assay.db`",
    CHECKPOINT_LOCK: "`DATA_DIR/checkpoints.db`",
    WITNESS_POLICY: "none",
    REPLICA_DIR: "none",
    EVIDENCE_TRUST_ROOTS: "none",
    TESSERACT_PATH: "`tesseract` on `PATH`",
    TRUSTED_PROXIES: "none",
    DEMO: config.isDemo ? "on" : "off",
    LOG_LEVEL: `\`${config.logLevel}\``,
    METRICS_TOKEN: "none",
  });
  const read = [...readFileSync(join(ROOT, "server/config.ts"), "utf8").matchAll(/^ {4}([A-Z_]+): /gm)];
  expect(read.map(([, name]) => name).sort()).toEqual(rows.map(([name]) => name).sort());
});
