import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vi } from "../../app/i18n/vi.ts";
import { NOTE_PARAMETER } from "../../app/ui/places.ts";
import { type BrowserPerson, openBrowserPerson, say } from "../helpers/browser-person.ts";
import { isChromiumAvailable, launchChromium } from "../helpers/chromium.ts";
import { makeLongPdf, placeOf, sentenceOf } from "../helpers/make-long-pdf.ts";
import { makeXlsxParts } from "../helpers/make-office.ts";
import { makeZip } from "../helpers/make-zip.ts";
import { inspectPage } from "../helpers/inspect-page.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import { until } from "../helpers/until.ts";
import { scaled } from "../scale.ts";
import { annotateSelection, button, readAsText } from "./journey-steps.ts";

const PAGES = 300;
const FAR = 250;
/** The budget on a machine of its own, ms; where other tests run beside, a time says nothing. */
const FIRST_PAGE_MS_MAX = scaled({ small: null, full: 2_000 });
/** Notes in the page when its first drawn page stands there, counted from the server's answer. */
const NOTE_FIRST_PAGE = `new MutationObserver((_changes, observer) => {
  if (document.querySelector(".page[data-page='1'] canvas") === null) return;
  observer.disconnect();
  globalThis.firstPageAfterMs = performance.now() - performance.getEntriesByType("navigation")[0].responseStart;
}).observe(document, { childList: true, subtree: true });`;

/** How far the document moves from here on, in heights of its stage. */
const WATCH_STAGE = `{
  const stage = document.querySelector(".stage");
  const from = stage.scrollTop;
  window.farthest = 0;
  stage.addEventListener("scroll", () => {
    window.farthest = Math.max(window.farthest, Math.abs(stage.scrollTop - from) / stage.clientHeight);
  });
}`;

describe.skipIf(!isChromiumAvailable())("a document of 300 pages", { timeout: 300_000 }, () => {
  let browser: Browser;
  let site: RoundServer;
  let expert: BrowserPerson;
  let path: string;

  beforeAll(async () => {
    const file = { "2.1": await makeLongPdf(PAGES), "2.2": makeLongSheet() };
    [browser, site] = await Promise.all([launchChromium(), openRoundServer({ evidenceOf: ["2.1", "2.2"], file })]);
    path = `/items/${site.round.itemId("hue", "2.1")}`;
    expert = await openBrowserPerson(browser, { address: site.server.address, login: "expert1a" });
  });
  afterAll(() => browser?.close());

  test("shows its first page at once, and is the file that was handed in", async () => {
    const { page, visit } = expert;
    await page.addInitScript(NOTE_FIRST_PAGE);
    await visit(path);
    await lettersOf(page, 1).waitFor();
    await pageAt(page, 1).locator("canvas").waitFor();
    const shownAfterMs = await page.evaluate<number>("globalThis.firstPageAfterMs");
    await page.getByRole("img", { name: vi.viewer.sound.text }).waitFor();
    process.stdout.write(`first of ${PAGES} pages after ${Math.round(shownAfterMs)} ms\n`);
    if (FIRST_PAGE_MS_MAX !== null) expect(shownAfterMs).toBeLessThan(FIRST_PAGE_MS_MAX);
    expect(await page.locator(".page").count()).toBeLessThanOrEqual(6);
  });

  test("goes to a page by the map, and keeps few pages in memory", async () => {
    const { page } = expert;
    const map = page.getByRole("navigation", { name: vi.workbench.pageMap });
    await map.getByRole("button", { name: say(vi.workbench.pageWithNotes_other, { page: FAR, count: 0 }) }).click();
    await lettersOf(page, FAR).waitFor();
    await page.getByText(say(vi.workbench.page, { page: FAR, total: PAGES })).waitFor();
    await page.keyboard.press("PageDown");
    await lettersOf(page, FAR + 1).waitFor();
    await page.keyboard.press("PageUp");
    await lettersOf(page, FAR).waitFor();
    expect(await page.locator("canvas").count()).toBeLessThanOrEqual(6);
    expect(await page.locator(".page").count()).toBeLessThanOrEqual(6);
  });

  test("a note on words of the picture stands on the same words of the text, also when opened again", async () => {
    const { page, visit } = expert;
    await selectSentence(page, FAR);
    await page.evaluate(WATCH_STAGE);
    await annotateSelection(page, { kind: vi.common.annotationKind.yes, body: "Có giao chỉ tiêu." });
    // Whoever writes goes on seeing what they write about.
    expect(await page.evaluate<number>("window.farthest")).toBeLessThan(1);
    const marks = pageAt(page, FAR).locator("mark[data-note]");
    await marks.first().waitFor();
    await until(() => isOn(marks.first(), FAR, sentenceOf(FAR)));
    await readAsText(page);
    const inText = page.locator("article.sheet mark[data-note]");
    await inText.first().waitFor();
    expect((await inText.allInnerTexts()).join("")).toBe(sentenceOf(FAR));
    await button(page, vi.viewer.mode.page).click();
    await visit(path);
    await lettersOf(page, 1).waitFor();
    await page.keyboard.press("n");
    await marks.first().waitFor();
    await until(() => isOn(marks.first(), FAR, sentenceOf(FAR)));
    const named = (await marks.first().getAttribute("data-note")) ?? "";
    await visit(`${path}?${NOTE_PARAMETER}=${named}`);
    await until(() => isInStage(marks.first()));
  });

  test("finds words without their marks over the whole document, and goes from place to place", async () => {
    const { page } = expert;
    await page.keyboard.press("Control+f");
    const field = page.getByRole("searchbox", { name: vi.viewer.find.placeholder });
    await field.fill("chi tieu so 17");
    await page.getByText(say(vi.viewer.find.place, { at: 1, total: 11 })).waitFor();
    await lettersOf(page, 17).waitFor();
    await field.press("Enter");
    await lettersOf(page, 170).waitFor();
    const hit = pageAt(page, 170).locator(".found.cur").first();
    await until(() => isOn(hit, 170, "Chỉ tiêu số 17"));
    const size = page.viewportSize();
    await page.setViewportSize({ width: 1024, height: 768 });
    await until(() => isOn(hit, 170, "Chỉ tiêu số 17"));
    await button(page, vi.viewer.zoom.enlarge).click();
    await until(() => isOn(hit, 170, "Chỉ tiêu số 17"));
    if (size !== null) await page.setViewportSize(size);
    await field.press("Shift+Enter");
    await lettersOf(page, 17).waitFor();
    await field.press("Escape");
    await field.waitFor({ state: "detached" });
    expect(expert.complaints).toEqual([]);
  });

  test("a sheet of many rows keeps few in the page; a far one is found, marked, and found again", async () => {
    const { page, visit } = expert;
    const sheet = `/items/${site.round.itemId("hue", "2.2")}`;
    const countRows = (): Promise<number> => page.locator(".sheet tr").count();
    const far = page.locator(".sheet td", { hasText: wordsOf(FAR_ROW) });
    await visit(sheet);
    await page.getByRole("cell", { name: wordsOf(1), exact: true }).waitFor();
    expect(await countRows()).toBeLessThan(ROWS / 3);
    await page.keyboard.press("Control+f");
    const field = page.getByRole("searchbox", { name: vi.viewer.find.placeholder });
    await field.fill(`huyen so ${FAR_ROW} `);
    await far.waitFor();
    await until(() => isInStage(far));
    await field.press("Escape");
    await field.waitFor({ state: "detached" });
    await selectLetters(page, far.locator("[data-start]").first());
    await annotateSelection(page, { kind: vi.common.annotationKind.ask, body: "Số liệu của huyện nào?" });
    await far.locator("mark[data-note]").waitFor();
    await visit(sheet);
    await page.getByRole("cell", { name: wordsOf(1), exact: true }).waitFor();
    expect(await far.count()).toBe(0);
    await page.keyboard.press("n");
    await far.locator("mark[data-note]").waitFor();
    await until(() => isInStage(far));
    expect(await countRows()).toBeLessThan(ROWS / 3);
    expect(await inspectPage(page, "vi")).toEqual([]);
    expect(expert.complaints).toEqual([]);
  });
});

const [ROWS, FAR_ROW] = [1_500, 1_204];
const wordsOf = (row: number): string => `Huyện số ${row} của tỉnh`;

/** A workbook of one sheet with as many rows, and four columns of which the last is merged now and then. */
function makeLongSheet(): Uint8Array {
  const cell = (place: string, text: string): string => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const rows = Array.from({ length: ROWS }, (_, at) => {
    const row = at + 1;
    const cells = [cell(`A${row}`, wordsOf(row)), `<c r="B${row}"><v>${row * 3}</v></c>`, cell(`C${row}`, "đạt")];
    return `<row r="${row}">${cells.join("")}${row % 5 === 1 ? cell(`D${row}`, "cụm") : ""}</row>`;
  });
  const merged = Array.from({ length: ROWS / 5 }, (_, at) => `<mergeCell ref="D${at * 5 + 1}:D${at * 5 + 5}"/>`);
  const xml = `<sheetData>${rows.join("")}</sheetData><mergeCells>${merged.join("")}</mergeCells>`;
  return makeZip(makeXlsxParts([["Số liệu", xml]]));
}

/** Whether a thing stands within the part of the document that is seen. */
async function isInStage(thing: Locator): Promise<boolean> {
  const [one, stage] = [await thing.boundingBox(), await thing.page().locator("main").boundingBox()];
  return one !== null && stage !== null && one.y >= stage.y && one.y + one.height <= stage.y + stage.height;
}

const pageAt = (page: Page, number: number): Locator => page.locator(`.page[data-page="${number}"]`);
/** The letters of a page, once the sentence that stands on it alone is among them. */
const lettersOf = (page: Page, number: number): Locator =>
  pageAt(page, number).locator(".page-letters", { hasText: sentenceOf(number) });

/** Selects an element's letters as a hand would, and leaves the selection to the page. */
async function selectLetters(page: Page, letters: Locator): Promise<void> {
  await letters.evaluate((element) => element.ownerDocument.getSelection()?.selectAllChildren(element));
  await page.getByRole("button", { name: vi.workbench.annotate }).first().waitFor();
}

/** Selects the sentence that stands on a page alone, from its first word to its last. */
async function selectSentence(page: Page, number: number): Promise<void> {
  await lettersOf(page, number).evaluate((letters, sentence) => {
    const words = [...letters.querySelectorAll("span")];
    const before = letters.textContent.indexOf(sentence);
    let at = 0;
    const within = words.filter((word) => {
      const start = at;
      at += word.textContent.length;
      return start >= before && start < before + sentence.length;
    });
    const [first, last] = [within[0]?.firstChild, within.at(-1)?.firstChild];
    if (!first || !last) throw new Error("the sentence is not in the page");
    letters.ownerDocument.getSelection()?.setBaseAndExtent(first, 0, last, last.textContent?.length ?? 0);
  }, sentenceOf(number));
  await page.getByRole("button", { name: vi.workbench.annotate }).first().waitFor();
}

/** How far a mark may stand beside the words it is on. */
const BESIDE_MAX_PX = 3;

/** Whether a mark lies on the words that begin the sentence of its page, where the writer of the file put them. */
async function isOn(mark: Locator, number: number, words: string): Promise<boolean> {
  const [box, sheet] = [await mark.boundingBox(), await pageAt(mark.page(), number).boundingBox()];
  if (box === null || sheet === null) return false;
  const place = placeOf(words);
  const [left, width] = [(place.x / 100) * sheet.width, (place.width / 100) * sheet.width];
  const [top, height] = [(place.y / 100) * sheet.height, (place.height / 100) * sheet.height];
  const x = box.x - sheet.x;
  const middle = box.y + box.height / 2 - sheet.y;
  const isAcross = Math.abs(x - left) <= BESIDE_MAX_PX && Math.abs(x + box.width - left - width) <= BESIDE_MAX_PX;
  return isAcross && middle > top && middle < top + height;
}
