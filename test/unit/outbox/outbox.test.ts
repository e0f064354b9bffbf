import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CommandAnswer } from "#app/live/send-command.ts";
import { LOG, makeBrowser, makeDurable, makeEntry, statesOf } from "./make-outbox.ts";

const UNANSWERED: CommandAnswer = { state: "unanswered" };
const FROZEN: CommandAnswer = { state: "frozen" };
const REFUSED: CommandAnswer = { state: "refused", code: "score.version-conflict", details: { standing: 1 } };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a command", () => {
  test("is stored before it is sent, and gone from the store once its receipt holds", async () => {
    const browser = makeBrowser();
    const page = await browser.openPage();
    let stored: string[] = [];
    browser.answer = async () => {
      stored = (await browser.store.list()).map(({ command, attempts }) => `${command}:${attempts}`);
      return { state: "recorded", seq: 7 };
    };
    expect(await page.submit(makeEntry("A"))).toEqual({ state: "recorded", seq: 7 });
    expect(stored).toEqual(["A:1"]);
    expect(await browser.store.list()).toEqual([]);
  });

  test("that found no network waits, and is sent in order when there is one", async () => {
    const browser = makeBrowser();
    const page = await browser.openPage();
    browser.isOnline = false;
    for (const command of ["A", "B", "C"]) {
      expect(await page.submit(makeEntry(command))).toEqual({ state: "waiting" });
    }
    expect([browser.sent, statesOf(page)]).toEqual([[], { A: "waiting", B: "waiting", C: "waiting" }]);
    browser.isOnline = true;
    await page.wake();
    expect([browser.sent, await browser.store.list()]).toEqual([["A", "B", "C"], []]);
  });

  test("of a page that was closed is sent by the next one, as the same command", async () => {
    const browser = makeBrowser();
    browser.answer = () => UNANSWERED;
    const first = await browser.openPage();
    expect(await first.submit(makeEntry("A"))).toEqual({ state: "waiting" });
    first.stop();
    browser.answer = () => ({ state: "recorded", seq: 3 });
    const second = await browser.openPage();
    await second.kick();
    expect([browser.sent, statesOf(second)]).toEqual([["A", "A"], { A: "recorded" }]);
  });

  test("that was not answered holds up those behind it, and is tried again after a while", async () => {
    const browser = makeBrowser();
    const page = await browser.openPage();
    browser.answer = () => UNANSWERED;
    await page.submit(makeEntry("A"));
    await page.submit(makeEntry("B"));
    expect(browser.sent).toEqual(["A", "A"]);
    browser.answer = () => ({ state: "recorded", seq: 1 });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(browser.sent).toEqual(["A", "A", "A", "B"]);
  });

  test("that a caught log does not take stays stored, and so does what is written after it", async () => {
    const browser = makeBrowser();
    const page = await browser.openPage();
    browser.answer = ({ command }) => (command === "A" ? { state: "mismatch", fault: "history" } : FROZEN);
    expect(await page.submit(makeEntry("A"))).toEqual({ state: "mismatch", fault: "history" });
    expect(await page.submit(makeEntry("B"))).toEqual(FROZEN);
    expect((await browser.store.list()).map(({ command }) => command)).toEqual(["A", "B"]);
    browser.answer = () => ({ state: "recorded", seq: 4 });
    await page.wake();
    expect(statesOf(page)).toEqual({ A: "recorded", B: "recorded" });
  });

  test("that is refused leaves the queue with its text, and goes nowhere by itself", async () => {
    const browser = makeBrowser();
    const page = await browser.openPage();
    browser.answer = ({ command }) => (command === "A" ? REFUSED : { state: "recorded", seq: 2 });
    browser.isOnline = false;
    await page.submit(makeEntry("A"));
    await page.submit(makeEntry("B"));
    browser.isOnline = true;
    await page.wake();
    expect(statesOf(page)).toEqual({ A: "refused", B: "recorded" });
    await page.wake();
    expect(browser.sent).toEqual(["A", "B"]);
    const later = await browser.openPage();
    expect(later.get().get("A")).toMatchObject({
      status: REFUSED,
      entry: { refusal: { code: "score.version-conflict" } },
    });
    browser.answer = () => ({ state: "recorded", seq: 3 });
    await later.retry("A");
    expect([statesOf(later)["A"], browser.sent]).toEqual(["recorded", ["A", "B", "A"]]);
  });

  test("that is discarded is not sent", async () => {
    const browser = makeBrowser();
    const page = await browser.openPage();
    browser.isOnline = false;
    await page.submit(makeEntry("A"));
    await page.discard("A");
    browser.isOnline = true;
    await page.wake();
    expect([browser.sent, statesOf(page), await browser.store.list()]).toEqual([[], {}, []]);
  });

  test.each([
    ["another account", { accountId: "account-2" }],
    ["another log", { log: `${LOG}/successor` }],
  ])("of %s is never sent, and stays", async (_of, over) => {
    const browser = makeBrowser();
    await browser.store.add(makeEntry("A", over));
    const page = await browser.openPage();
    await page.wake();
    expect([browser.sent, (await browser.store.list()).length]).toEqual([[], 1]);
  });

  test.each(["session.signed-out", "session.csrf-missing"])("waits when the server says %s", async (code) => {
    const browser = makeBrowser();
    const page = await browser.openPage();
    browser.answer = () => ({ state: "refused", code, details: {} });
    expect(await page.submit(makeEntry("A"))).toEqual({ state: "waiting" });
    await vi.advanceTimersByTimeAsync(120_000);
    expect([browser.sent, browser.lostSessions, (await browser.store.list())[0]?.refusal]).toEqual([["A"], 1, null]);
  });
});

describe("several pages", () => {
  test("send each command once and see the same", async () => {
    const browser = makeBrowser();
    const pages = await Promise.all(Array.from({ length: 10 }, () => browser.openPage()));
    await Promise.all(pages.map((page, i) => page.submit(makeEntry(`C${i}`))));
    expect([...browser.sent].sort()).toEqual(pages.map((_page, i) => `C${i}`));
    const [first] = pages;
    for (const page of pages) expect(statesOf(page)).toEqual(statesOf(first!));
    expect(new Set(Object.values(statesOf(first!)))).toEqual(new Set(["recorded"]));
  });

  test("a command that another page settled and did not tell of is not shown for ever", async () => {
    const browser = makeBrowser();
    const page = await browser.openPage();
    browser.isOnline = false;
    await page.submit(makeEntry("A"));
    await browser.store.remove((await browser.store.list())[0]!.place);
    browser.isOnline = true;
    await page.wake();
    await page.wake();
    expect(statesOf(page)).toEqual({});
  });
});

describe("what the witnesses vouch for", () => {
  test("is witnessed in every page; what is newer is recorded, and what is not in the log is neither", async () => {
    const browser = makeBrowser();
    const [page, other] = [await browser.openPage(), await browser.openPage()];
    await page.submit(makeEntry("A"));
    await page.submit(makeEntry("B"));
    browser.isOnline = false;
    await page.submit(makeEntry("C"));
    expect(page.isWitnessDue()).toBe(true);
    // Entries 1 and 2; a tree of two entries holds 0 and 1.
    page.witness(2);
    expect(statesOf(page)).toEqual({ A: "witnessed", B: "recorded", C: "waiting" });
    expect(statesOf(other)).toEqual(statesOf(page));
    other.witness(3);
    expect(statesOf(page)).toEqual({ A: "witnessed", B: "witnessed", C: "waiting" });
    expect(page.isWitnessDue()).toBe(false);
  });
});

describe("a command in the place of a refused one", () => {
  test("is stored before the other goes, and sent", async () => {
    const browser = makeBrowser();
    const [page, other] = [await browser.openPage(), await browser.openPage()];
    browser.answer = () => ({ state: "refused", code: "score.version-conflict", details: {} });
    await page.submit(makeEntry("A"));
    browser.answer = () => ({ state: "recorded", seq: 7 });
    expect(await page.replace("A", makeEntry("B"))).toEqual({ state: "recorded", seq: 7 });
    expect(statesOf(page)).toEqual({ B: "recorded" });
    expect(statesOf(other)).toEqual(statesOf(page));
    expect(await browser.store.list()).toEqual([]);
  });

  test("waits when there is no network", async () => {
    const browser = makeBrowser();
    const page = await browser.openPage();
    browser.answer = () => ({ state: "refused", code: "score.version-conflict", details: {} });
    await page.submit(makeEntry("A"));
    browser.isOnline = false;
    await page.replace("A", makeEntry("B"));
    expect((await browser.store.list()).map(({ command }) => command)).toEqual(["B"]);
    expect(statesOf(page)).toEqual({ B: "waiting" });
  });
});

describe("a browser that keeps nothing", () => {
  test("sends from memory, and says that it is memory", async () => {
    const full = { ...makeDurable(), add: () => Promise.reject(new DOMException("full", "QuotaExceededError")) };
    const browser = makeBrowser(full);
    const page = await browser.openPage();
    browser.isOnline = false;
    await page.submit(makeEntry("A"));
    expect(page.get().get("A")).toMatchObject({ isDurable: false, status: { state: "waiting" } });
    browser.isOnline = true;
    await page.wake();
    expect([browser.sent, statesOf(page)]).toEqual([["A"], { A: "recorded" }]);
  });
});
