import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vi } from "../../app/i18n/vi.ts";
import { TEXTS } from "../../app/verifier/texts.ts";
import { BUILD_DIR } from "../../server/cli/build-pages.ts";
import { type BrowserPerson, openBrowserPerson } from "../helpers/browser-person.ts";
import { isChromiumAvailable, launchChromium } from "../helpers/chromium.ts";
import { ROUND } from "../helpers/make-round.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import { finalise, keep, open as openBatch, seal } from "../helpers/path-steps.ts";

const { dossier, trace } = vi;
const ITEM = `${ROUND}.hue.5.1`;
const VERIFIER = pathToFileURL(join(BUILD_DIR, "client", "verifier.html")).href;

describe.skipIf(!isChromiumAvailable())("the dossier of a final score", { timeout: 120_000 }, () => {
  let browser: Browser;
  let site: RoundServer;
  let auditor: BrowserPerson;

  beforeAll(async () => {
    [browser, site] = await Promise.all([launchChromium(), openRoundServer({ evidenceOf: ["5.1"] })]);
    const { services } = site.server;
    const { panel1, officers } = site.round;
    for (const one of panel1.experts) await seal(services, one, { itemId: ITEM, milliPoints: 10_000, level: 1 });
    await openBatch(services, panel1.chair, officers[0], `${ROUND}.p1.m5`);
    for (const one of panel1.experts) await keep(services, one, ITEM);
    await finalise(services, panel1.chair, ITEM);
    auditor = await openBrowserPerson(browser, { address: site.server.address, login: "auditor" });
  });
  afterAll(() => browser?.close());

  test("is reached from the trace, verified in the reader's browser, and says what led to the score", async () => {
    const { page } = auditor;
    await auditor.visit(`/trace/${ITEM}`);
    await page.getByRole("link", { name: dossier.link, exact: true }).click();
    await page.getByRole("heading", { name: dossier.title }).waitFor();
    await page.getByText(dossier.checks.passed).waitFor();
    const said = await page.getByRole("article").innerText();
    for (const words of [trace.event.item.finalised, vi.log.event.batch.opened, dossier.openings.salt]) {
      expect(said).toContain(words);
    }
    const { verifierKey } = site.server.services.ledger;
    expect(said).toContain(verifierKey);
    await page.getByText(/SHA-256 của verifier\.html.*[0-9a-f]{64}/).waitFor();
  });

  test("is saved as a file that the verifier passes by the log's key, until a byte is changed", async () => {
    const { page } = auditor;
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: dossier.save }).click(),
    ]);
    const path = await download.path();
    const context = await browser.newContext({ locale: "vi-VN", offline: true });
    const verifier = await context.newPage();
    await verifier.goto(VERIFIER);
    const { vi: texts } = TEXTS;
    await verifier.getByLabel(texts.key).fill(site.server.services.ledger.verifierKey);
    const verify = async (file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<string> => {
      await verifier.getByLabel(texts.file).setInputFiles(file);
      await verifier.getByRole("button", { name: texts.run, exact: true }).click();
      await verifier.locator(".verdict").waitFor();
      return verifier.getByRole("region", { name: texts.result }).innerText();
    };
    expect(await verify(path)).toContain(texts.verdict.passed);
    const changed = (await readFile(path, "utf8")).replace('\\"milliPoints\\":10000', '\\"milliPoints\\":10500');
    const buffer = Buffer.from(changed);
    const said = await verify({ name: "changed.json", mimeType: "application/json", buffer });
    expect(said).toContain(texts.verdict.failed);
    await context.close();
  });

  test("prints as a document: no bar, no buttons", async () => {
    const { page } = auditor;
    await page.emulateMedia({ media: "print" });
    expect(await page.getByRole("link", { name: dossier.save }).isVisible()).toBe(false);
    expect(await page.getByRole("banner").isVisible()).toBe(false);
    expect(await page.getByRole("heading", { name: dossier.title }).isVisible()).toBe(true);
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    await page.emulateMedia({ media: null });
  });
});
