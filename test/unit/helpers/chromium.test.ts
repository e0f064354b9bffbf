import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isChromiumAvailable, launchChromium } from "../../helpers/chromium.ts";

const WORDS = "Chuyên gia chấm điểm mức độ chuyển đổi số";

describe.skipIf(!isChromiumAvailable())("launchChromium", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  const openPage = async (body: string): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 600, height: 80 } });
    await page.goto(`data:text/html;charset=utf-8,${encodeURIComponent(`<!doctype html><p>${body}`)}`);
    return page;
  };

  test("runs a page and its script", async () => {
    const page = await openPage("<b>1</b>");
    expect(await page.evaluate("document.querySelector('b').textContent + 1")).toBe("11");
    await page.close();
  });

  test("draws Vietnamese with glyphs: empty boxes would look alike", async () => {
    const page = await openPage(WORDS);
    const draw = async (text: string): Promise<string> => {
      await page.locator("p").evaluate((node, value) => (node.textContent = value), text);
      return (await page.screenshot()).toString("base64");
    };
    const pictures = [await draw(""), await draw("ẳ ạ ợ ữ Đ"), await draw("ẵ ả ở ự D"), await draw(WORDS)];
    expect(new Set(pictures).size).toBe(4);
    await page.close();
  });
});
