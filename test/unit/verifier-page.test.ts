import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { buildVerifier } from "../../build-verifier.ts";

const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");

let html: string;

beforeAll(async () => {
  html = await buildVerifier();
}, 60_000);

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

test("the README prints the hash of the page; after a change of its sources: npm run verifier:hash", () => {
  expect(readme).toContain(hashOf(html));
});

test("the same sources give the same bytes", { timeout: 60_000 }, async () => {
  expect(hashOf(await buildVerifier())).toBe(hashOf(html));
});

test("it is one file: nothing in it asks for another", () => {
  const markup = html.replace(/<script type="module">.*?<\/script>/s, "");
  expect(markup).not.toMatch(/<script|\ssrc=|@import|url\(/);
  expect([...markup.matchAll(/\shref="([^"]*)"/g)].map(([, address]) => address)).toEqual(["data:,"]);
  expect(html).not.toMatch(/\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\(/);
  expect(html).toContain("default-src 'none'");
});

test("nothing in it names the machine that built it", () => {
  expect(html).not.toContain(process.cwd());
  expect(html).not.toContain("node_modules");
});
