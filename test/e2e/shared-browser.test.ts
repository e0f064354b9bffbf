import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vi } from "../../app/i18n/vi.ts";
import { type BrowserPerson, listenForComplaints, openBrowserPerson } from "../helpers/browser-person.ts";
import { say, waitForRecorded } from "../helpers/browser-person.ts";
import { isChromiumAvailable, launchChromium } from "../helpers/chromium.ts";
import { inspectPage } from "../helpers/inspect-page.ts";
import { PASSWORD, ROUND } from "../helpers/make-round.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import { open as openBatch, seal } from "../helpers/path-steps.ts";
import { until } from "../helpers/until.ts";
import { button, changeByKeys } from "./journey-steps.ts";
import { findInStorage } from "./storage-search.ts";

const { outbox, shell, signin, workbench } = vi;
const ITEM_ID = `${ROUND}.hue.2.1`;
const ITEM_PATH = `/items/${ITEM_ID}`;
const CANARY = "Chim hoàng yến số 8841: phụ lục II chưa có chữ ký của sở.";
const OFFLINE = {
  vi: "Không kết nối được với máy chủ",
  en: "The server cannot be reached",
  work: "Trên máy này còn việc chưa gửi.",
};
/** A key in every task of the page, until React has taken the form over. */
const PRESS_ALL_THE_TIME = `(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    document.body?.dispatchEvent(new KeyboardEvent("keydown", { code: "ShiftLeft", key: "Shift", bubbles: true }));
    const form = document.querySelector("form");
    if (form !== null && Object.keys(form).some((key) => key.startsWith("__reactProps"))) {
      document.documentElement.dataset.hydrated = "yes";
    } else port2.postMessage(null);
  };
  port2.postMessage(null);
})()`;
const WAITING = say(outbox.pill_other, { count: 1 });

describe.skipIf(!isChromiumAvailable())("a browser that people share", { timeout: 240_000 }, () => {
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

  const openPerson = async (login: string): Promise<BrowserPerson> => {
    const person = await openBrowserPerson(browser, { address: site.server.address, login });
    await person.visit(ITEM_PATH);
    return person;
  };

  const countChanges = async (): Promise<number> => {
    const { reader } = site.server.services.database;
    return (await reader.selectFrom("ledger_head").select("seq").where("type", "=", "score.changed").execute()).length;
  };

  const signOut = async (page: Page): Promise<void> => {
    await page.locator("summary", { hasText: shell.account.menu }).click();
    await button(page, shell.account.signOut).click();
    await page.getByLabel(signin.password).waitFor();
  };

  const signIn = async (page: Page, login: string): Promise<void> => {
    await page.getByLabel(signin.login).fill(login);
    await page.getByLabel(signin.password).fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.locator("summary", { hasText: shell.account.menu }).waitFor();
  };

  const stopCommands = (context: BrowserContext) => context.route("**/commands", (route) => route.abort());

  test("a change written offline outlives reload, sign-out and the next person, and is recorded once", async () => {
    const before = await countChanges();
    const { page } = await openPerson("expert1a");
    const context = page.context();
    await stopCommands(context);
    await context.setOffline(true);
    await page.waitForFunction(() => !navigator.onLine);
    await changeByKeys({ page } as BrowserPerson, { points: "11,5", reason: CANARY });
    await button(page, WAITING).waitFor();

    // What stands in for the page says that something waits, and not what, whose or how much; it goes on by itself.
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.reload();
    await page.getByText(OFFLINE.vi).waitFor();
    await page.getByText(OFFLINE.work).waitFor();
    expect(await page.getByText(OFFLINE.en).count()).toBe(1);
    expect([await inspectPage(page, "vi"), page.url()]).toEqual([[], site.server.address + ITEM_PATH]);
    for (const told of ["Chim hoàng yến", "expert1a"]) expect(await page.content()).not.toContain(told);
    expect(await page.evaluate(() => caches.keys())).toEqual([]);
    await context.setOffline(false);
    await button(page, WAITING).click();
    const sheet = page.getByRole("dialog", { name: outbox.title });
    await sheet.getByText(CANARY).waitFor();
    await page.keyboard.press("Escape");
    expect(await countChanges()).toBe(before);

    await signOut(page);
    await page.getByText(outbox.othersSignedOut).waitFor();
    await signIn(page, "expert1b");
    await context.unroute("**/commands");
    await page.goto(ITEM_PATH);
    await button(page, outbox.pillOthers).click();
    await sheet.getByText(outbox.others).waitFor();
    expect(await sheet.getByText(CANARY).count()).toBe(0);
    await page.keyboard.press("Escape");
    expect(await findInStorage(page, ["Chim hoàng yến", "expert1a", "11500"])).toEqual([]);
    expect(await page.content()).not.toContain("Chim hoàng yến");

    await changeByKeys({ page } as BrowserPerson, {
      points: "12,5",
      reason: "Đủ chỉ tiêu từng năm, đã đối chiếu lại.",
    });
    await waitForRecorded(page);
    expect(await countChanges()).toBe(before + 1);

    await signOut(page);
    await signIn(page, "expert1a");
    await until(async () => (await countChanges()) === before + 2);
    await page.goto(ITEM_PATH);
    await page.getByText("Chim hoàng yến số 8841").first().waitFor();
    expect(await button(page, WAITING).count()).toBe(0);
    expect(await countChanges()).toBe(before + 2);
    await context.close();
  });

  test("keys pressed while a page is on its way are no error of it", async () => {
    const context = await browser.newContext({ baseURL: site.server.address });
    await context.addInitScript(PRESS_ALL_THE_TIME);
    const page = await context.newPage();
    const complaints = listenForComplaints(page);
    await page.goto("/sign-in");
    await until(async () => page.evaluate(() => document.documentElement.dataset["hydrated"] === "yes"));
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("a sign-out in one tab empties the others, and nothing more arrives there", async () => {
    const { page } = await openPerson("expert1a");
    const other = await page.context().newPage();
    await other.goto("/queue");
    await other.goto(ITEM_PATH);
    await other.getByRole("region", { name: workbench.change.title }).waitFor();
    const arrived: string[] = [];
    other.on("response", (response) => void arrived.push(response.url()));
    other.on("websocket", (socket) => socket.on("framereceived", () => arrived.push(socket.url())));
    await signOut(page);
    const signedOutAt = performance.now();
    await other.getByLabel(signin.password).waitFor();
    expect(performance.now() - signedOutAt).toBeLessThan(5_000);
    expect(new URL(other.url()).pathname).toBe("/sign-in");
    // A font, a script or the list of routes of the sign-in page may still be on its way.
    await other.waitForLoadState("networkidle");
    arrived.length = 0;
    const colleague = await openPerson("expert1b");
    await changeByKeys(colleague, { points: "9,5", reason: "Chỉ tiêu từng năm chưa rõ, đã đối chiếu lại." });
    await waitForRecorded(colleague.page);
    expect(arrived).toEqual([]);
    // Not even the page before comes back as it was.
    await other.goBack();
    await other.getByLabel(signin.password).waitFor();
    await page.context().close();
    await colleague.page.context().close();
  });

  test("ten tabs of one person work, over one feed", async () => {
    const { page } = await openPerson("expert1b");
    const context = page.context();
    const feeds: string[] = [];
    context.on("request", (request) => {
      if (request.url().includes("/feed?")) feeds.push(request.url());
    });
    const tabs = [page, ...(await Promise.all(Array.from({ length: 9 }, () => context.newPage())))];
    for (const tab of tabs.slice(1)) {
      await tab.goto(ITEM_PATH);
      await tab.getByRole("region", { name: workbench.change.title }).waitFor();
    }
    expect(feeds).toEqual([]);
    const last = tabs.at(-1)!;
    const reason = "Mười cửa sổ cùng mở, một thay đổi ghi ở cửa sổ cuối.";
    await changeByKeys({ page: last } as BrowserPerson, { points: "10,5", reason });
    await waitForRecorded(last);
    for (const tab of tabs) await tab.getByText(reason).first().waitFor();
    await context.close();
  });

  test("what is recorded while a page is on its way is on the page, whichever of the tabs listens", async () => {
    const colleague = await openPerson("expert1b");
    const { page } = await openBrowserPerson(browser, { address: site.server.address, login: "expert1a" });
    const isOnItsWay = async (tab: Page, part: RegExp, points: string): Promise<void> => {
      const letGo = await holdBack(tab, part);
      await tab.goto(ITEM_PATH, { waitUntil: "commit" });
      await tab.getByRole("region", { name: workbench.change.title }).waitFor();
      const reason = `Ghi khi trang của người khác còn đang tải: ${points}.`;
      await changeByKeys(colleague, { points, reason });
      await colleague.page.getByText(reason).first().waitFor();
      expect(await tab.getByText(reason).count()).toBe(0);
      letGo();
      await tab.getByText(reason).first().waitFor();
    };
    await isOnItsWay(page, /\/feed\?/, "11,5");
    await isOnItsWay(await page.context().newPage(), /\.js$/, "12,5");
    await page.context().close();
    await colleague.page.context().close();
  });
});

/** Requests for some part of a page wait. @returns what lets them go. */
async function holdBack(page: Page, part: RegExp): Promise<() => void> {
  const held = Promise.withResolvers<void>();
  await page.route(part, async (route) => {
    await held.promise;
    await route.continue();
  });
  return held.resolve;
}
