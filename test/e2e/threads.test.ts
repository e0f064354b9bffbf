import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vi } from "../../app/i18n/vi.ts";
import { type BrowserPerson, openBrowserPerson, say } from "../helpers/browser-person.ts";
import { isChromiumAvailable, launchChromium } from "../helpers/chromium.ts";
import { inspectPage } from "../helpers/inspect-page.ts";
import type { TestEvidence } from "../helpers/add-evidence.ts";
import { type Person, ROUND } from "../helpers/make-round.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import { annotationOf } from "../helpers/page-commands.ts";
import { open as openBatch, seal } from "../helpers/path-steps.ts";
import { until } from "../helpers/until.ts";
import { button, paragraphOf, readAsText, textbox, waitForValue } from "./journey-steps.ts";

const { common, notes, threads, workbench } = vi;
const ITEM_ID = `${ROUND}.hue.2.1`;
const PATH = `/items/${ITEM_ID}`;
const NOTE = "Nhờ @B đối chiếu phụ lục.";
const [REPLY, EDITED] = ["Phụ lục thiếu biểu 03.", "Phụ lục thiếu biểu 03 và biểu 05."];
const REASON = "Nhắc đến một vụ việc ngoài hồ sơ.";
const [OTHER, WHOLE] = ["Phụ lục kèm theo chưa ký.", "Ghi chú dẫn nhầm phụ lục của tỉnh khác."];
/** The next note, then its reply. */
const PRESS_AT_ONCE = `(async () => {
  for (const code of ["KeyN", "KeyR"]) {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { code, bubbles: true }));
    await null;
  }
})()`;
const [A, B] = ["A", "B"].map((letter) => say(common.role.expert, { letter })) as [string, string];

describe.skipIf(!isChromiumAvailable())("a thread between people", { timeout: 240_000 }, () => {
  let browser: Browser;
  let site: RoundServer;
  let expertA: BrowserPerson;
  let expertB: BrowserPerson;
  let chair: BrowserPerson;

  const { itemId, milliPoints, level } = { itemId: ITEM_ID, milliPoints: 10_000, level: 2 };
  const cardOf = (page: Page): Locator => page.getByRole("article").filter({ hasText: "đối chiếu phụ lục" });

  beforeAll(async () => {
    [browser, site] = await Promise.all([launchChromium(), openRoundServer({ evidenceOf: ["2.1", "2.1"] })]);
    const { panel1, officers } = site.round;
    for (const expert of panel1.experts) await seal(site.server.services, expert, { itemId, milliPoints, level });
    await openBatch(site.server.services, panel1.chair, officers[0], `${ROUND}.p1.m2`);
    const open = (login: string) => openBrowserPerson(browser, { address: site.server.address, login });
    [expertA, expertB, chair] = [await open("expert1a"), await open("expert1b"), await open("chair1")];
    for (const person of [expertA, expertB, chair]) await person.visit(PATH);
  });
  afterAll(() => browser?.close());

  test("the sign opens a list of the others; a name is taken by keyboard, and hears of it", async () => {
    const { page } = expertA;
    await readAsText(page);
    await paragraphOf(page).click({ clickCount: 3 });
    await page.keyboard.press("a");
    const field = textbox(page, workbench.annotationText);
    await page.keyboard.type("Nhờ @");
    const list = page.getByRole("listbox", { name: threads.mention.list });
    await list.waitFor();
    expect((await list.getByRole("option").allInnerTexts()).map((text) => text.split("\n").at(-1))).toEqual([
      B,
      common.role.chair,
    ]);
    expect(await inspectPage(page, "vi")).toEqual([]);
    await page.keyboard.press("Escape");
    await list.waitFor({ state: "detached" });
    await page.keyboard.press("Backspace");
    await page.keyboard.type("@b");
    await list.getByRole("option").and(page.locator("[aria-selected='true']")).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.type("đối chiếu phụ lục.");
    expect(await field.inputValue()).toBe(NOTE);
    // What was typed outlasts the form, with whom it calls on.
    await page.keyboard.press("Escape");
    await field.waitFor({ state: "detached" });
    await paragraphOf(page).click({ clickCount: 3 });
    await page.keyboard.press("a");
    await waitForValue(field, NOTE);
    await button(page, say(threads.mention.drop, { person: B })).waitFor();
    // Pressed twice, it is one note, and calls once.
    for (let press = 0; press < 2; press += 1) await page.keyboard.press("Control+Enter");
    await cardOf(page).first().waitFor();
    await expertB.visit("/notes");
    // Who said it, and what, are there before the thread is opened.
    const waiting = expertB.page.getByRole("link", { name: notes.unread.kind.mention });
    for (const text of [A, NOTE]) await waiting.filter({ hasText: text }).waitFor();
  });

  test("a key goes to what is unread, and it is read then", async () => {
    await expertB.visit(PATH);
    const { page } = expertB;
    const flag = page.locator(".margin > .flag");
    await flag.and(page.locator(".unread")).waitFor();
    await page.keyboard.press("Shift+N");
    await flag.and(page.locator("[aria-expanded='true']")).waitFor();
    await flag.and(page.locator(":not(.unread)")).waitFor();
    await page.keyboard.press("Shift+N");
    await page.getByText(threads.noUnread).waitFor({ state: "attached" });
  });

  test("the same key leads on to another document of the item", async () => {
    const [a, b] = site.round.panel1.experts as [Person, Person];
    const words = { annotation: "n2", start: 300, end: 380, body: OTHER };
    const made = annotationOf(await site.hue("2.1"), site.evidence.get(`${ITEM_ID}.2`) as TestEvidence, words);
    await a.submit({ ...made, value: { ...made.value, mentions: [b.actorId] } });
    const { page } = expertB;
    await until(async () => {
      await page.keyboard.press("Shift+N");
      return page.url().includes("evidence=2");
    });
    const card = page.getByRole("article").filter({ hasText: OTHER });
    await card.and(page.locator(".cur")).waitFor();
    await page.locator(".margin > .flag.unread").waitFor({ state: "detached" });
    await page.keyboard.press("Shift+Digit1");
    await cardOf(page).waitFor();
  });

  test("an own reply is edited, and the others see that it was", async () => {
    const { page } = expertB;
    // The second key comes before the page is painted anew: what the first one opened hears it.
    await page.evaluate(PRESS_AT_ONCE);
    await page.keyboard.type(REPLY);
    // The field is left, and has what was typed.
    await page.keyboard.press("Escape");
    await page.keyboard.press("r");
    await waitForValue(textbox(page, workbench.reply), REPLY);
    await page.keyboard.press("Control+Enter");
    // What is typed on while it is on its way is the next one's.
    await page.keyboard.type("Thêm.");
    await waitForValue(textbox(page, workbench.reply), "Thêm.");
    await textbox(page, workbench.reply).fill("");
    await cardOf(page).getByText(REPLY).waitFor();
    await button(page, threads.reply.edit).press("Enter");
    const field = textbox(page, threads.reply.text);
    await field.fill(EDITED);
    await page.keyboard.press("Escape");
    await field.waitFor({ state: "detached" });
    await button(page, threads.reply.edit).press("Enter");
    await waitForValue(field, EDITED);
    await page.keyboard.press("Control+Enter");
    await cardOf(page).getByText(EDITED).waitFor();
    const { page: pageOfA } = expertA;
    await pageOfA.keyboard.press("n");
    await cardOf(pageOfA).getByText(EDITED).waitFor();
    await cardOf(pageOfA)
      .getByText(say(threads.reply.edited, { at: "" }).trim())
      .waitFor();
    expect(await button(pageOfA, threads.reply.edit).count()).toBe(0);
  });

  test("the chair hides it with a reason: the others read the reason, its author the words as well", async () => {
    const { page } = chair;
    await readAsText(page);
    await page.keyboard.press("n");
    const title = say(threads.hide.reply, { person: B });
    await button(page, title).press("Enter");
    const dialog = page.getByRole("dialog", { name: title });
    expect(await inspectPage(page, "vi")).toEqual([]);
    await dialog.getByLabel(threads.hide.reason).fill("Ngoài hồ sơ.");
    await page.keyboard.press("Control+Enter");
    expect(await dialog.getByRole("button", { name: threads.hide.action }).getAttribute("aria-disabled")).toBe("true");
    await dialog.getByLabel(threads.hide.reason).fill(REASON);
    await page.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
    const why = say(threads.hide.done, { reason: REASON });
    for (const { page: shown } of [chair, expertA, expertB]) await cardOf(shown).getByText(why).waitFor();
    await cardOf(expertB.page).getByText(EDITED).waitFor();
    for (const { page: shown } of [chair, expertA]) expect(await shown.getByText(EDITED).count()).toBe(0);
    expect(await button(expertA.page, say(threads.hide.showReply, { person: B })).count()).toBe(0);
    await button(page, say(threads.hide.showReply, { person: B })).waitFor();
  });

  test("the chair hides a whole note: words and thread are its author's alone until it is shown again", async () => {
    const { page } = chair;
    const hide = async (open: string, title: string): Promise<void> => {
      await button(page, open).press("Enter");
      const dialog = page.getByRole("dialog", { name: title });
      await dialog.getByLabel(threads.hide.reason).fill(WHOLE);
      await page.keyboard.press("Control+Enter");
      await dialog.waitFor({ state: "detached" });
    };
    await hide(threads.hide.action, say(threads.hide.note, { number: 1 }));
    const why = say(threads.hide.done, { reason: WHOLE });
    for (const { page: shown } of [chair, expertA, expertB]) await shown.getByText(why).waitFor();
    await cardOf(expertA.page).getByText(threads.hide.own).waitFor();
    for (const { page: shown } of [chair, expertB]) {
      expect(await cardOf(shown).count()).toBe(0);
      expect(await textbox(shown, workbench.reply).count()).toBe(0);
    }
    expect(await button(expertA.page, threads.hide.undo).count()).toBe(0);
    await hide(threads.hide.undo, say(threads.hide.showNote, { number: 1 }));
    await cardOf(expertB.page).waitFor();
  });

  test("no browser complained of anything", () => {
    expect([expertA, expertB, chair].flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});
