import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vi } from "../../app/i18n/vi.ts";
import { type BrowserPerson, openBrowserPerson } from "../helpers/browser-person.ts";
import { isChromiumAvailable, launchChromium } from "../helpers/chromium.ts";
import type { Person } from "../helpers/make-round.ts";
import { ROUND } from "../helpers/make-round.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import { open, seal } from "../helpers/path-steps.ts";
import { annotate, button, conclusionOf, SAVED } from "./journey-steps.ts";

const ITEM = `${ROUND}.hue.1.2`;
const OF_A = "Nghị quyết còn hiệu lực, theo";
const OF_B = " và phần của B.";

describe.skipIf(!isChromiumAvailable())("a conclusion by two people", { timeout: 300_000 }, () => {
  let browser: Browser;
  let site: RoundServer;
  let [a, b]: BrowserPerson[] = [];
  const pages = (): [Page, Page] => [(a as BrowserPerson).page, (b as BrowserPerson).page];

  beforeAll(async () => {
    [browser, site] = await Promise.all([launchChromium(), openRoundServer({ evidenceOf: ["1.2"] })]);
    const { services } = site.server;
    const { chair, experts } = site.round.panel1;
    for (const expert of experts as readonly Person[]) {
      await seal(services, expert, { itemId: ITEM, milliPoints: 14_000, level: 3 });
      await seal(services, expert, { itemId: `${ROUND}.hue.1.1`, milliPoints: 10_000, level: 1 });
    }
    await open(services, chair, site.round.officers[0], `${ROUND}.p1.m1`);
    const { address } = site.server;
    const [first, second] = experts as [Person, Person];
    a = await openBrowserPerson(browser, { address, login: first.login });
    b = await openBrowserPerson(browser, { address, login: second.login });
    await a.visit(`/items/${ITEM}`);
    await b.visit(`/items/${ITEM}`);
  });
  afterAll(() => browser?.close());

  const saved = (page: Page) => page.locator("section.conclusion").getByText(SAVED).waitFor();

  test("what a page hears while somebody types takes nothing from under their fingers", async () => {
    const [one, two] = pages();
    await conclusionOf(one).click();
    await one.keyboard.insertText("Mở đầu: ");
    // With the notice the page learns the epoch of its room, which nobody had opened when it was made.
    await annotate(b as BrowserPerson, { kind: vi.common.annotationKind.yes, body: "Có chỉ tiêu định lượng." });
    await one.getByText("Có chỉ tiêu định lượng.").first().waitFor();
    await one.keyboard.type("vẫn viết. ");
    await conclusionOf(two).getByText("Mở đầu: vẫn viết.").waitFor();
  });

  test("the sign, a number and a space cite a note, and the citation leads there and back", async () => {
    const [one, two] = pages();
    await two.getByText("Có chỉ tiêu định lượng.").first().waitFor();
    await conclusionOf(one).click();
    await one.keyboard.insertText(`${OF_A} `);
    await one.keyboard.type("@1 ");
    const cite = conclusionOf(two).locator(".cite");
    await cite.waitFor();
    expect(await cite.textContent()).toBe("@1");
    await cite.click();
    await two.locator("[data-card].cur").waitFor();
    await button(two.locator("[data-card].cur"), vi.prose.citedInConclusion).click();
    await two.locator(".conclusion [data-cite]:focus").waitFor();
    await saved(one);
  });

  test("undo takes back one's own words and leaves the other's", async () => {
    const [one, two] = pages();
    await conclusionOf(two).click();
    await two.keyboard.press("Control+End");
    await two.keyboard.insertText(OF_B);
    await conclusionOf(one).getByText("phần của B").waitFor();
    await conclusionOf(one).click();
    for (let times = 0; times < 12; times += 1) await one.keyboard.press("Control+z");
    await conclusionOf(two).getByText("Nghị quyết").waitFor({ state: "detached" });
    expect(await conclusionOf(two).textContent()).toContain("phần của B");
    for (let times = 0; times < 12; times += 1) await one.keyboard.press("Control+y");
    await conclusionOf(two).getByText("Nghị quyết").waitFor();
    await saved(one);
  });

  test("what stood before is in the history, and comes back as a new edit", async () => {
    const [one, two] = pages();
    await site.server.services.documents.versions.keep(`conclusion/${ITEM}`, []);
    await conclusionOf(two).click();
    await two.keyboard.press("Control+a");
    await two.keyboard.insertText("Viết lại từ đầu.");
    await conclusionOf(one).getByText("Viết lại từ đầu.").waitFor();
    await saved(two);
    await (a as BrowserPerson).visit(`/items/${ITEM}/history`);
    await one.locator(".hist-prose ins").getByText("Viết").first().waitFor();
    await one.keyboard.press("ArrowLeft");
    await one.waitForURL(({ searchParams }) => /^v\d+$/.test(searchParams.get("at") ?? ""));
    await one.locator(".hist-prose").getByText("Nghị quyết").first().waitFor();
    await button(one, vi.history.restore.open).click();
    await button(one, vi.history.restore.confirm).click();
    await conclusionOf(two).getByText("Nghị quyết").waitFor();
    expect(await conclusionOf(two).textContent()).toContain("phần của B");
    expect([...(a as BrowserPerson).complaints, ...(b as BrowserPerson).complaints]).toEqual([]);
  });

  test("a conflict that is declared takes the open page away, and nobody else's", async () => {
    const [, two] = pages();
    const { chair } = site.round.panel1;
    const { page, visit } = await openBrowserPerson(browser, { address: site.server.address, login: chair.login });
    await visit(`/items/${ITEM}`);
    await conclusionOf(page).getByText("phần của B").waitFor();
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const value = { conflicts: [{ entity: "hue", kind: "family" as const }], expiresAt };
    await chair.submit({ type: "interest.declared", facts: { round: ROUND, panel: `${ROUND}.p1` }, value, text: {} });
    await page.getByText(vi.workbench.barred.conflict.text).waitFor();
    expect(await page.locator("body").innerText()).not.toContain("phần của B");
    expect(await conclusionOf(two).textContent()).toContain("phần của B");
  });
});
