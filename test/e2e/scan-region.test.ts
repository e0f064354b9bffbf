import { buffer } from "node:stream/consumers";
import PDFDocument from "pdfkit";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vi } from "../../app/i18n/vi.ts";
import { type BrowserPerson, openBrowserPerson, say } from "../helpers/browser-person.ts";
import { isChromiumAvailable, launchChromium } from "../helpers/chromium.ts";
import { makePng } from "../helpers/make-picture.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import { until } from "../helpers/until.ts";
import { textbox } from "./journey-steps.ts";

const { viewer, workbench } = vi;
const [WIDTH, HEIGHT] = [620, 877];
const [BY_MOUSE, BY_KEYS] = ["Dấu đỏ của ủy ban.", "Chữ ký của chánh văn phòng."];
const ON_PDF = "Trang ký không có ngày.";

/** A scan: a stamp's frame and a line below it, and not a letter that anybody could read. */
function makeScan(): Buffer {
  const rows = Buffer.alloc(WIDTH * HEIGHT, 250);
  const fill = (x: number, y: number, width: number, height: number): void => {
    for (let row = y; row < y + height; row += 1) rows.fill(40, row * WIDTH + x, row * WIDTH + x + width);
  };
  fill(360, 620, 160, 4);
  fill(360, 760, 160, 4);
  fill(60, 200, 380, 3);
  return makePng(WIDTH, HEIGHT, rows);
}

/** What a scanner sends: a page with a picture and no letter, after one that is blank. */
async function makeImagePdf(picture: Buffer): Promise<Uint8Array> {
  const document = new PDFDocument({ size: "A4", margin: 0, info: { CreationDate: new Date(0) } });
  const written = buffer(document);
  document.addPage().image(picture, 0, 0, { fit: [595, 842] });
  document.end();
  return new Uint8Array(await written);
}

describe.skipIf(!isChromiumAvailable())("regions of a scan", { timeout: 240_000 }, () => {
  let browser: Browser;
  let site: RoundServer;
  let expert: BrowserPerson;
  let path: string;

  beforeAll(async () => {
    const file = { "2.1": makeScan(), "2.2": await makeImagePdf(makeScan()) };
    [browser, site] = await Promise.all([launchChromium(), openRoundServer({ evidenceOf: ["2.1", "2.2"], file })]);
    path = `/items/${site.round.itemId("hue", "2.1")}`;
    expert = await openBrowserPerson(browser, { address: site.server.address, login: "expert1a" });
    await expert.visit(path);
    await canvasOf(expert.page).waitFor();
  });
  afterAll(() => browser?.close());

  test("one is drawn with the mouse", async () => {
    const { page } = expert;
    const box = await boxOf(sheetOf(page));
    const at = (x: number, y: number) => [box.x + (box.width * x) / 100, box.y + (box.height * y) / 100] as const;
    await page.mouse.move(...at(55, 10));
    await page.mouse.down();
    await page.mouse.move(...at(70, 15));
    await page.mouse.move(...at(85, 22));
    await page.mouse.up();
    await write(page, BY_MOUSE);
    const region = await regionOf(page, 0);
    for (const [is, wanted] of [
      [region.x, 55],
      [region.y, 10],
      [region.width, 30],
      [region.height, 12],
    ] as const) {
      expect(Math.abs(is - wanted)).toBeLessThan(0.5);
    }
  });

  test("another with the keyboard: a frame that arrows move and size", async () => {
    const { page } = expert;
    await page.keyboard.press("Shift+A");
    await page.getByRole("button", { name: viewer.region.frame }).and(page.locator(":focus")).waitFor();
    for (const key of [
      "ArrowDown",
      "ArrowDown",
      "ArrowLeft",
      "Shift+ArrowRight",
      "Shift+ArrowUp",
      "Control+ArrowDown",
    ]) {
      await page.keyboard.press(key);
    }
    await page.keyboard.press("Enter");
    await write(page, BY_KEYS);
    expect(await regionOf(page, 1)).toEqual({ x: 28, y: 39.2, width: 42, height: 18 });
  });

  test("opened again, both are where they were on the picture, at every size", async () => {
    const { page, visit } = expert;
    const before = [await regionOf(page, 0), await regionOf(page, 1)];
    await visit(path);
    await canvasOf(page).waitFor();
    await until(async () => (await regionsOf(page).count()) === 2);
    expect([await regionOf(page, 0), await regionOf(page, 1)]).toEqual(before);
    for (const key of ["Equal", "Minus"]) {
      const width = (await boxOf(sheetOf(page))).width;
      await page.keyboard.press(key);
      await until(async () => (await boxOf(sheetOf(page))).width !== width);
      for (const [place, { x, y }] of before.entries()) {
        const [sheet, mark] = [await boxOf(sheetOf(page)), await boxOf(regionsOf(page).nth(place))];
        expect(Math.abs(((mark.x - sheet.x) / sheet.width) * 100 - x)).toBeLessThan(0.5);
        expect(Math.abs(((mark.y - sheet.y) / sheet.height) * 100 - y)).toBeLessThan(0.5);
      }
    }
    expect(expert.complaints).toEqual([]);
  });

  test("on a page of a PDF that is a picture only, one stands where it was when it is opened again", async () => {
    const { page, visit } = expert;
    const other = `/items/${site.round.itemId("hue", "2.2")}`;
    const openSecondPage = async (): Promise<void> => {
      await visit(other);
      await canvasOf(page).waitFor();
      await page.keyboard.press("PageDown");
      await page.getByText(say(workbench.page, { page: 2, total: 2 })).waitFor();
      await canvasOf(page, 2).waitFor();
    };
    await openSecondPage();
    await page.keyboard.press("Shift+A");
    await page.getByRole("button", { name: viewer.region.frame }).and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Enter");
    await write(page, ON_PDF);
    const before = await regionOf(page, 0);
    await openSecondPage();
    const mark = sheetOf(page, 2).locator("button.hl.region[data-note]");
    await mark.waitFor();
    expect(await regionsOf(page).count()).toBe(1);
    expect(await regionOf(page, 0)).toEqual(before);
    await mark.press("Enter");
    await page.getByRole("article").getByText(ON_PDF).waitFor();
    expect(expert.complaints).toEqual([]);
  });
});

const sheetOf = (page: Page, number = 1): Locator => page.locator(`.page[data-page='${number}']`);
const canvasOf = (page: Page, number = 1): Locator => sheetOf(page, number).locator("canvas");
const regionsOf = (page: Page): Locator => page.locator("button.hl.region[data-note]");

async function boxOf(part: Locator) {
  const box = await part.boundingBox();
  if (box === null) throw new Error("it is not in the page");
  return box;
}

/** Place of a region on its page, as it is recorded: percent. In order of the page. */
async function regionOf(page: Page, place: number) {
  const style = await regionsOf(page)
    .nth(place)
    .evaluate((element) => {
      const { left, top, width, height } = (element as HTMLElement).style;
      return { x: left, y: top, width, height };
    });
  const toNumber = (text: string): number => Math.round(Number.parseFloat(text) * 1000) / 1000;
  return { x: toNumber(style.x), y: toNumber(style.y), width: toNumber(style.width), height: toNumber(style.height) };
}

/** Writes the note that a chosen region waits for, and saves it. */
async function write(page: Page, body: string): Promise<void> {
  const composer = page.getByRole("article", { name: workbench.annotate });
  await textbox(composer, workbench.annotationText).and(page.locator(":focus")).waitFor();
  await page.keyboard.insertText(body);
  await page.keyboard.press("Control+Enter");
  await composer.waitFor({ state: "detached" });
  await page.getByText(body).first().waitFor();
}
