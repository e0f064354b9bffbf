import { copyFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, WebSocketRoute } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vi } from "../../app/i18n/vi.ts";
import { type BrowserPerson, openBrowserPerson } from "../helpers/browser-person.ts";
import { isChromiumAvailable, launchChromium } from "../helpers/chromium.ts";
import { ROUND } from "../helpers/make-round.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import { openTestServer, type TestServer } from "../helpers/open-test-server.ts";
import { open as openBatch, seal } from "../helpers/path-steps.ts";
import { until } from "../helpers/until.ts";
import { button, conclusionOf, isMarked, mark, readParagraphs, SAVED, textbox } from "./journey-steps.ts";
import { findInStorage } from "./storage-search.ts";

const ITEM_ID = `${ROUND}.hue.2.1`;
const ITEM_PATH = `/items/${ITEM_ID}`;
const WRITTEN = "thuyền giấy qua sông lúc mất mạng";
/** An item whose conclusion nobody has opened when the copy of the database is made. */
const OTHER_ID = `${ROUND}.hue.2.2`;
const OTHER_PATH = `/items/${OTHER_ID}`;
const [SAVED_BEFORE, UNSAVED, AFTER] = ["Đã lưu trước khi khôi phục.", "con diều viết dở", "Viết lại từ đầu."];

/** Cuts and joins the rooms of a browser, and nothing else of its network. */
async function makeCut(context: BrowserContext) {
  let isCut = false;
  const open = new Set<WebSocketRoute>();
  await context.routeWebSocket(/\/rooms\//, (socket) => {
    if (isCut) return void socket.close({ code: 1013 });
    open.add(socket);
    socket.connectToServer();
  });
  return {
    cut: async (): Promise<void> => {
      isCut = true;
      await Promise.all([...open].map((socket) => socket.close({ code: 1013 })));
      open.clear();
    },
    join: (): void => {
      isCut = false;
    },
  };
}

const countRows = ({ page }: BrowserPerson): Promise<number> =>
  page.evaluate(async () => {
    let count = 0;
    for (const { name = "" } of await indexedDB.databases()) {
      const request = indexedDB.open(name);
      await new Promise((resolve) => request.addEventListener("success", resolve));
      const all = request.result.transaction("prose").objectStore("prose").count();
      await new Promise((resolve) => all.addEventListener("success", resolve));
      count += all.result;
      request.result.close();
    }
    return count;
  });

describe.skipIf(!isChromiumAvailable())("prose without a connection", { timeout: 240_000 }, () => {
  let browser: Browser;
  let site: RoundServer;

  beforeAll(async () => {
    [browser, site] = await Promise.all([launchChromium(), openRoundServer({ evidenceOf: ["2.1"] })]);
    const { panel1, officers } = site.round;
    for (const expert of panel1.experts) {
      await seal(site.server.services, expert, { itemId: ITEM_ID, milliPoints: 10_000, level: 2 });
    }
    await openBatch(site.server.services, panel1.chair, officers[0], `${ROUND}.p1.m2`);
  });
  afterAll(async () => {
    await browser?.close();
  });

  /** On the same port, with what lies in its folder now. */
  const startAgain = (): Promise<TestServer> => {
    const { dataDir, server } = site;
    const place = { DATA_DIR: dataDir, DATABASE_URL: join(dataDir, "assay.db"), PORT: String(server.port) };
    return openTestServer({ environment: { ...place, PUBLIC_ORIGIN: server.origin } });
  };

  test("outlives a reload, sealed, and merges when there is one", async () => {
    const [writer, reader] = (await Promise.all(
      ["expert1a", "expert1b"].map((login) => openBrowserPerson(browser, { address: site.server.address, login })),
    )) as [BrowserPerson, BrowserPerson];
    const { page } = writer;
    const rooms = await makeCut(page.context());
    await writer.visit(ITEM_PATH);
    await reader.visit(ITEM_PATH);
    await conclusionOf(page).click();
    await page.keyboard.insertText("Đã thống nhất. ");
    await conclusionOf(reader.page).getByText("Đã thống nhất.").waitFor();
    await page.getByText(SAVED).first().waitFor();
    await until(async () => (await countRows(writer)) === 0);

    await rooms.cut();
    await page.keyboard.insertText(WRITTEN);
    await page.getByText(vi.common.save.waiting).first().waitFor();
    await until(async () => (await countRows(writer)) === 1);
    expect(await findInStorage(page, ["thuyền giấy"])).toEqual([]);
    await conclusionOf(reader.page).click();
    await reader.page.keyboard.press("End");
    await reader.page.keyboard.insertText("Người kia viết tiếp.");

    await page.reload();
    await page.getByRole("heading", { name: vi.workbench.conclusion }).waitFor();
    expect(await conclusionOf(page).getByText(WRITTEN).count()).toBe(0);
    rooms.join();
    await conclusionOf(page).getByText(WRITTEN).waitFor();
    await conclusionOf(page).getByText("Người kia viết tiếp.").waitFor();
    await conclusionOf(reader.page).getByText(WRITTEN).waitFor();
    await until(async () => (await countRows(writer)) === 0);
    for (const { page: one } of [writer, reader]) {
      const text = await conclusionOf(one).innerText();
      expect(text.split(WRITTEN).length - 1).toBe(1);
    }
  });

  test("a part that the network does not bring says so in its place, and the work around it stays", async () => {
    const { page, visit } = await openBrowserPerson(browser, { address: site.server.address, login: "expert1b" });
    await page.route(/\/rich-text-[^/]+\.js$/, (route) => route.abort());
    await visit(ITEM_PATH);
    const change = page.getByRole("region", { name: vi.workbench.change.title });
    await change.getByText(vi.errors.missingPart.text).waitFor();
    await textbox(change, vi.workbench.score).fill("9,5");
    expect(await textbox(change, vi.workbench.score).inputValue()).toBe("9,5");
    await page.context().close();
  });

  test("is offered to copy when an older database took its document's place, and the new one is joined", async () => {
    const { dataDir, server } = site;
    const { page, visit } = await openBrowserPerson(browser, { address: server.address, login: "expert1a" });
    const [file, copy] = [join(dataDir, "assay.db"), join(dataDir, "older.db")];
    await server.close();
    copyFileSync(file, copy);
    const second = await startAgain();
    // The page is older than the document, which the first one to join makes.
    await visit(OTHER_PATH);
    await conclusionOf(page).click();
    await page.keyboard.insertText(SAVED_BEFORE);
    await page.getByText(SAVED).first().waitFor();
    await mark(page);
    await second.close();
    await page.keyboard.insertText(` ${UNSAVED}`);
    await page.getByText(vi.common.save.waiting).first().waitFor();
    renameSync(copy, file);
    await startAgain();

    const offer = page.getByRole("status").filter({ hasText: UNSAVED });
    await offer.getByText(vi.outbox.stranded.title).waitFor();
    await conclusionOf(page).click();
    await page.keyboard.insertText(AFTER);
    await page.getByText(SAVED).first().waitFor();
    expect(await readParagraphs(conclusionOf(page))).toEqual([AFTER]);
    expect(await isMarked(page)).toBe(true);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await button(offer, vi.outbox.copyText).click();
    await until(async () => (await page.evaluate<string>("navigator.clipboard.readText()")).includes(UNSAVED));
    await visit(OTHER_PATH);
    await button(offer, vi.common.action.discard).click();
    await offer.waitFor({ state: "detached" });
    expect(await readParagraphs(conclusionOf(page))).toEqual([AFTER]);
  });
});
