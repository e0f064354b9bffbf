import type { Browser, CDPSession, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vi } from "../../app/i18n/vi.ts";
import { type BrowserPerson, openBrowserPerson, say, waitForRecorded } from "../helpers/browser-person.ts";
import { isChromiumAvailable, launchChromium } from "../helpers/chromium.ts";
import { ROUND } from "../helpers/make-round.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import { until } from "../helpers/until.ts";
import { button, SAVED, textbox, waitForValue } from "./journey-steps.ts";

const { common, edits, palette, shell, workbench } = vi;
const ITEM_ID = `${ROUND}.hue.2.1`;
const NOTE = "Phụ lục chưa có mốc từng quý.";
const WHY = "Nghị quyết còn hiệu lực, theo ";
const TYPED = "tường minh";
/** As Telex is typed: what the input method shows after each key that it took. */
const TELEX = [
  ["KeyT", "t"],
  ["KeyU", "tu"],
  ["KeyW", "tư"],
  ["KeyO", "tưo"],
  ["KeyW", "tươ"],
  ["KeyN", "tươn"],
  ["KeyG", "tương"],
  ["KeyF", "tường"],
] as const;
/** Single keys of the page that an input method may take as well: next item, previous, level, points, note, text. */
const PAGE_KEYS = ["KeyJ", "KeyK", "Digit1", "BracketLeft", "KeyS", "KeyA", "KeyE", "KeyC", "KeyB"];

/** Of keys that are pressed with Ctrl. */
const CTRL = 2;

/** Counts what a hand at a mouse would do, on every page that is opened. */
const COUNT_POINTER = `for (const name of ["pointerdown", "mousedown", "touchstart", "wheel"]) {
  addEventListener(name, () => sessionStorage.setItem("pointer", 1 + Number(sessionStorage.getItem("pointer"))), true);
}`;

/** Presses 2 as soon as the next editor is in the page: before React has run what follows that drawing. */
const PRESS_WITH_EDITOR = `new MutationObserver((_changes, observer) => {
  if (document.querySelector(".justification [role=textbox]") === null) return;
  observer.disconnect();
  document.body.dispatchEvent(new KeyboardEvent("keydown", { code: "Digit2", bubbles: true }));
}).observe(document.body, { childList: true, subtree: true })`;

describe.skipIf(!isChromiumAvailable())("an item is scored without a mouse", { timeout: 240_000 }, () => {
  let browser: Browser;
  let site: RoundServer;
  let expert: BrowserPerson;
  let page: Page;
  let input: CDPSession;

  const countSeals = async (): Promise<number> => {
    const { reader } = site.server.services.database;
    return (await reader.selectFrom("ledger_head").select("seq").where("type", "=", "score.sealed").execute()).length;
  };
  const levels = (): Locator => page.getByRole("radiogroup", { name: workbench.level });
  const level = (number: number): Locator => levels().getByRole("radio", { name: new RegExp(`^${number}`) });
  const focused = (part: Locator): Promise<void> => part.and(page.locator(":focus")).waitFor();

  beforeAll(async () => {
    [browser, site] = await Promise.all([
      launchChromium(),
      openRoundServer({ evidenceOf: ["2.1"], selfScores: { "2.1": 20_000 } }),
    ]);
    expert = await openBrowserPerson(browser, { address: site.server.address, login: "expert1a" });
    page = expert.page;
    await page.addInitScript(COUNT_POINTER);
    input = await page.context().newCDPSession(page);
    await expert.visit("/queue");
  });
  afterAll(() => browser?.close());

  test("the item is opened from the queue", async () => {
    const row = page.locator(`[data-item="${ITEM_ID}"]`);
    await row.waitFor();
    await until(async () => {
      await page.keyboard.press("j");
      return row.and(page.locator(":focus")).isVisible();
    });
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`/items/${ITEM_ID}$`));
    await page.locator("canvas").first().waitFor();
  });

  test("words are read and selected, and a note with kind and criterion is written on them", async () => {
    await page.keyboard.press("b");
    await page.locator("article.sheet p.indent").first().waitFor();
    await page.keyboard.press("d");
    await focused(page.getByRole("region", { name: workbench.sheets }));
    await page.keyboard.press("ArrowRight");
    for (let words = 0; words < 3; words += 1) await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("a");
    const composer = page.getByRole("article", { name: workbench.annotate });
    await focused(textbox(composer, workbench.annotationText));
    await page.keyboard.type(NOTE);
    await page.keyboard.press("Alt+Digit2");
    const kind = composer.getByRole("radio", { name: common.annotationKind.no });
    await until(() => kind.isChecked());
    await page.keyboard.press("Tab");
    await focused(composer.getByRole("combobox"));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Control+Enter");
    await composer.waitFor({ state: "detached" });
    const card = page.getByRole("article").filter({ hasText: NOTE });
    await card.getByText(say(workbench.criterion, { number: 2 })).waitFor();
    await page.locator("mark.hl.no[data-note]").first().waitFor();
    expect(await textbox(page, workbench.annotationText).count()).toBe(0);
  });

  test("the first choice is a digit, points are brackets or typed, confidence a pair of keys", async () => {
    expect(await page.getByText(vi.scoring.self.after).count()).toBe(1);
    await page.keyboard.press("Digit3");
    await until(() => level(3).isChecked());
    await page
      .getByText(say(vi.scoring.self.mark, { score: "20,0" }))
      .first()
      .waitFor();
    for (let step = 0; step < 5; step += 1) await page.keyboard.press("BracketRight");
    await page.keyboard.press("BracketLeft");
    const points = textbox(page, workbench.score);
    await waitForValue(points, "14,0");
    await page.keyboard.press("s");
    await focused(points);
    await page.keyboard.type("13,5");
    await page.keyboard.press("Enter");
    await page.keyboard.press("BracketRight");
    await waitForValue(points, "14,0");
    await page.keyboard.press("c");
    await page.keyboard.press("Digit3");
    const sure = page.getByRole("radio", { name: `3, ${workbench.confidenceStep.fair}` });
    await until(() => sure.isChecked());
  });

  test("the justification is typed by Telex, and no key of the page listens meanwhile", async () => {
    const editor = textbox(page, workbench.justification);
    await page.keyboard.press("e");
    await focused(editor);
    await page.keyboard.type(WHY);
    for (const [code, text] of TELEX) {
      await pressWhileComposing(code);
      await input.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    }
    for (const code of PAGE_KEYS) await pressWhileComposing(code);
    await pressWhileComposing("Enter", CTRL);
    await pressWhileComposing("KeyK", CTRL);
    await input.send("Input.insertText", { text: "tường" });
    await page.keyboard.type(` ${TYPED.split(" ")[1]} @`);
    await focused(page.getByRole("combobox", { name: workbench.citeNote }));
    await page.keyboard.type("1");
    await page.keyboard.press("Enter");
    await editor.locator("[data-cite]").waitFor();
    await editor.getByText(`${WHY}${TYPED}`).waitFor();
    expect(await level(3).isChecked()).toBe(true);
    expect(await textbox(page, workbench.score).inputValue()).toBe("14,0");
    expect(page.url()).toMatch(new RegExp(`/items/${ITEM_ID}$`));
    expect(await page.locator("dialog[open]").count()).toBe(0);
    expect(await countSeals()).toBe(0);
    await page.getByRole("toolbar", { name: workbench.editorTools }).getByText(SAVED).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("d");
    expect(await editor.innerText()).not.toMatch(/d$/);
  });

  test("it is sealed by Ctrl Enter, once, and what is on its way is not changed", async () => {
    const isLetGo = Promise.withResolvers<void>();
    await page.route("**/commands", async (route) => {
      await isLetGo.promise;
      await route.continue();
    });
    await page.keyboard.press("Control+Enter");
    await page.getByText(vi.ballot.locked).first().waitFor();
    for (const key of ["BracketRight", "Digit1", "Control+Enter"]) await page.keyboard.press(key);
    expect(await level(3).isChecked()).toBe(true);
    isLetGo.resolve();
    await waitForRecorded(page);
    expect(await countSeals()).toBe(1);
    await textbox(page, workbench.justification).waitFor({ state: "detached" });
    await page.unroute("**/commands");
  });

  test("another ballot begins with the sealed one, whatever the draft says; J opens the next item", async () => {
    const points = textbox(page, workbench.score);
    await button(page, workbench.replaceSeal).press("Enter");
    await waitForValue(points, "14,0");
    await page.keyboard.press("BracketRight");
    await waitForValue(points, "14,5");
    await button(page, common.action.cancel).press("Enter");
    await button(page, workbench.replaceSeal).press("Enter");
    await page.getByText(vi.ballot.draft.title).waitFor();
    await waitForValue(points, "14,0");
    await button(page, vi.ballot.draft.take).press("Enter");
    await waitForValue(points, "14,5");
    const prose = textbox(page, workbench.justification);
    const [sealedWords, added] = [(await prose.innerText()).trim(), " Viết thêm sau khi niêm."];
    await prose.press("Control+End");
    await page.keyboard.type(added);
    await page.getByText(common.save.savedPlain).first().waitFor();
    await button(page, common.action.cancel).press("Enter");
    await button(page, workbench.replaceSeal).press("Enter");
    await page.getByText(edits.prose.draft).waitFor();
    await button(page, edits.prose.takeSealed).press("Enter");
    await until(async () => (await prose.innerText()).trim() === sealedWords);
    await button(page, edits.prose.takeDraft).press("Enter");
    await until(async () => (await prose.innerText()).includes(added.trim()));
    await button(page, common.action.cancel).press("Enter");
    expect(await countSeals()).toBe(1);
    await page.evaluate(PRESS_WITH_EDITOR);
    await page.keyboard.press("j");
    await page.waitForURL(new RegExp(`/items/${ROUND}\\.hue\\.2\\.2$`));
  });

  test("what is chosen in the moment in which the draft arrives is kept", async () => {
    // A checklist: 2 is its second part.
    const part = page.getByRole("checkbox", { name: /^2/ });
    await part.and(page.locator(":checked")).waitFor();
    await page.getByRole("toolbar", { name: workbench.editorTools }).getByText(common.save.savedPlain).waitFor();
    await page.reload();
    await textbox(page, workbench.justification).waitFor();
    expect(await part.isChecked()).toBe(true);
  });

  test("Ctrl K finds a way back, ? lists the keys, and nothing of all this took a mouse", async () => {
    await page.keyboard.press("Control+KeyK");
    const field = page.getByRole("combobox", { name: palette.title });
    await focused(field);
    await page.keyboard.type("2.1");
    await page.getByRole("option", { name: /2\.1/ }).first().waitFor();
    await page.keyboard.press("Escape");
    await field.waitFor({ state: "detached" });
    await page.keyboard.press("k");
    await page.waitForURL(new RegExp(`/items/${ITEM_ID}$`));
    await page.locator("mark.hl.no[data-note]").first().waitFor();
    await page.keyboard.press("Shift+Slash");
    const sheet = page.getByRole("dialog", { name: shell.shortcuts.title });
    for (const label of [
      vi.keys.nextItem,
      vi.keys.previousItem,
      vi.keys.previousNote,
      vi.threads.keys.unread,
      vi.viewer.keys.enter,
    ]) {
      await sheet.getByText(label, { exact: true }).first().waitFor();
    }
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    expect(await page.evaluate("sessionStorage.getItem('pointer')")).toBeNull();
    expect(expert.complaints).toEqual([]);
  });

  /** A key that goes to the input method: browsers say that it is one, and the physical key. */
  async function pressWhileComposing(code: string, modifiers = 0): Promise<void> {
    const key = { code, key: "Process", windowsVirtualKeyCode: 229, modifiers };
    await input.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key });
    await input.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
  }
});
