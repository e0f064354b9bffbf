import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TEXTS } from "../../app/verifier/texts.ts";
import { PUBLIC } from "../../server/domain/policy/actor.ts";
import { exportLog } from "../../server/services/ledger/export-log.ts";
import { BUILD_DIR } from "../../server/cli/build-pages.ts";
import { listenForComplaints } from "../helpers/browser-person.ts";
import { isChromiumAvailable, launchChromium } from "../helpers/chromium.ts";
import { inspectPage } from "../helpers/inspect-page.ts";
import { openTestServer, type TestServer } from "../helpers/open-test-server.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { makeEntries, makeExport, makeKey } from "../unit/ledger/make-log.ts";

const VERIFIER = join(BUILD_DIR, "client", "verifier.html");
const { vi, en } = TEXTS;

describe.skipIf(!isChromiumAvailable())("the verifier page", { timeout: 60_000 }, () => {
  let browser: Browser;
  let server: TestServer;
  let page: Page;
  let complaints: string[];
  let requests: string[];
  const dir = makeTestDir();

  const save = async (name: string, lines: readonly string[]): Promise<string> => {
    const path = join(dir, name);
    await writeFile(path, `${lines.join("\n")}\n`);
    return path;
  };
  const verify = async (path: string, key = ""): Promise<string> => {
    await page.getByLabel(vi.file).setInputFiles(path);
    await page.getByLabel(vi.key).fill(key);
    await page.getByRole("button", { name: vi.run, exact: true }).click();
    const result = page.getByRole("region", { name: vi.result });
    await result.locator(".verdict").waitFor();
    return result.innerText();
  };

  beforeAll(async () => {
    [browser, server] = await Promise.all([launchChromium(), openTestServer()]);
    const context = await browser.newContext({ locale: "vi-VN" });
    await context.setOffline(true);
    page = await context.newPage();
    complaints = listenForComplaints(page);
    requests = [];
    page.on("request", (request) => requests.push(request.url()));
    // Saved to a folder of its own, as somebody would who trusts only the file.
    const saved = join(dir, "saved.html");
    await writeFile(saved, await readFile(VERIFIER));
    await page.goto(pathToFileURL(saved).href);
  });
  afterAll(() => browser?.close());

  test("verifies an export from disk without a network, by the key that the reader brings", async () => {
    const { ledger, vault, database, now } = server.services;
    const lines: string[] = [];
    const options = { database, ledger, vault, scope: "public", actor: PUBLIC, now: now().toISOString() } as const;
    await exportLog(options, (line) => void lines.push(line));
    const path = await save("own.jsonl", lines);
    const alone = await verify(path);
    expect(alone).toContain(vi.verdict.passed);
    expect(alone).toContain(vi.selfKey);
    const said = await verify(path, ledger.verifierKey);
    expect(said).toContain(vi.verdict.passed);
    expect(said).toContain(vi.ownKey);
    expect(said).toContain(vi.names["canonical-bytes"]);
  });

  test("says what does not match, and at which entry", async () => {
    const lines = makeExport(makeEntries(40));
    const changed = lines.map((line, place) => (place === 8 ? line.replace(/"v\\":1/, '"v\\":2') : line));
    expect(changed).not.toEqual(lines);
    expect(await verify(await save("bad.jsonl", changed))).toContain(vi.verdict.failed);
    const other = await verify(await save("good.jsonl", lines), makeKey(2).verifierKey);
    expect(other).toContain(vi.verdict.failed);
  });

  test("says of what is withheld that it is, and of another file that it cannot read it", async () => {
    const path = await save("public.jsonl", makeExport(makeEntries(300), { disclosed: false }));
    const said = await verify(path);
    expect(said).toContain(vi.verdict.open);
    expect(said).toMatch(/đạt 300/);
    expect(said).toMatch(/chưa công bố 900/);
    expect(await verify(await save("note.txt", ["hello"]))).toContain(vi.verdict.unreadable);
    expect(await verify(path, "no key")).toContain(vi.verdict.unreadable);
  });

  test.each(["light", "dark"] as const)("can be used by everybody, in both languages, %s", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await verify(await save(`${colorScheme}.jsonl`, makeExport(makeEntries(5), { disclosed: false })));
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await inspectPage(page, "vi")).toEqual([]);
    }
    await page.getByRole("button", { name: "English" }).click();
    await page.getByText(en.verdict.open).waitFor();
    expect(await inspectPage(page, "en")).toEqual([]);
    await page.getByRole("button", { name: "Tiếng Việt" }).click();
  });

  test("asked for nothing but itself, and broke no rule of its own", () => {
    expect(requests.filter((url) => !/saved\.html$|^data:,$/.test(url))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("a server gives the same file, with the policy that lets it run", async () => {
    const answer = await server.ask("/verifier.html");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'sha256-/);
    expect(await answer.text()).toBe(await readFile(VERIFIER, "utf8"));
    const context = await browser.newContext({ baseURL: server.address });
    const served = await context.newPage();
    await served.goto("/verifier.html");
    await served.getByRole("button", { name: en.run, exact: true }).waitFor();
    await context.close();
  });
});
