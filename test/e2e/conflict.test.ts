import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vi } from "../../app/i18n/vi.ts";
import { type BrowserPerson, openBrowserPerson, say, waitForRecorded } from "../helpers/browser-person.ts";
import { isChromiumAvailable, launchChromium } from "../helpers/chromium.ts";
import type { TestEvidence } from "../helpers/add-evidence.ts";
import { type Person, ROUND } from "../helpers/make-round.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import { annotationOf } from "../helpers/page-commands.ts";
import { open as openBatch, seal } from "../helpers/path-steps.ts";
import { until } from "../helpers/until.ts";
import { itemFacts } from "../../server/services/commands/item-context.ts";
import { button, changeByKeys, textbox, waitForValue } from "./journey-steps.ts";

const { conflict, outbox, threads, workbench } = vi;
const ITEM_ID = `${ROUND}.hue.2.1`;
const HERE = "Ở máy này: phụ lục II có chỉ tiêu từng năm.";
const THERE = "Ở máy kia: biểu 03 thiếu xác nhận của sở.";
const [NOTE, REPLY] = ["n1", "m1"];
const [CITING, REPLIED] = ["Phụ lục II nêu chỉ tiêu từng năm, như", "Đã xem lại biểu 03 của phụ lục."];

describe.skipIf(!isChromiumAvailable())("one person at two browsers", { timeout: 240_000 }, () => {
  let browser: Browser;
  let site: RoundServer;

  beforeAll(async () => {
    [browser, site] = await Promise.all([launchChromium(), openRoundServer({ evidenceOf: ["2.1"] })]);
    const { panel1, officers } = site.round;
    for (const expert of panel1.experts) {
      await seal(site.server.services, expert, { itemId: ITEM_ID, milliPoints: 10_000, level: 2 });
    }
    await openBatch(site.server.services, panel1.chair, officers[0], `${ROUND}.p1.m2`);
    const [expert, item] = [panel1.experts[0] as Person, await site.hue("2.1")];
    await expert.submit(await makeNote());
    const value = { message: REPLY, annotation: NOTE, mentions: [] };
    await expert.submit({ type: "message.posted", facts: itemFacts(item), value, text: { body: "Xem phụ lục II." } });
  });
  afterAll(async () => {
    await browser?.close();
  });

  const openPerson = async (): Promise<BrowserPerson> => {
    const person = await openBrowserPerson(browser, { address: site.server.address, login: "expert1a" });
    await person.visit(`/items/${ITEM_ID}`);
    return person;
  };
  const countChanges = async (): Promise<number> => {
    const { reader } = site.server.services.database;
    return (await reader.selectFrom("ledger_head").select("seq").where("type", "=", "score.changed").execute()).length;
  };

  const goOffline = async ({ page }: BrowserPerson): Promise<void> => {
    await page.context().setOffline(true);
    await page.waitForFunction(() => !navigator.onLine);
  };
  const editReply = async ({ page }: BrowserPerson, body: string): Promise<void> => {
    await page.keyboard.press("n");
    await button(page, threads.reply.edit).press("Enter");
    await textbox(page, threads.reply.text).fill(body);
    await page.keyboard.press("Control+Enter");
  };
  const findReply = async () => {
    const { reader } = site.server.services.database;
    return reader.selectFrom("message").select(["version", "body"]).where("id", "=", REPLY).executeTakeFirstOrThrow();
  };

  const makeNote = async () => {
    const words = { annotation: NOTE, start: 300, end: 380, body: "Nêu rõ chỉ tiêu và hạn." };
    return annotationOf(await site.hue("2.1"), site.evidence.get(ITEM_ID) as TestEvidence, words);
  };
  const reviseNote = async (): Promise<void> => {
    const { facts, value, text } = await makeNote();
    const [expert] = site.round.panel1.experts as [Person, Person];
    const revised = { ...value, version: 2, kind: "question" as const };
    await expert.submit({ type: "annotation.revised", facts: { ...facts, expects: 1 }, value: revised, text });
  };
  const hideNote = async (hidden: boolean): Promise<void> => {
    const value = { annotation: NOTE, message: null, hidden };
    const text = { reason: "Chờ làm rõ nguồn của số liệu." };
    const facts = itemFacts(await site.hue("2.1"));
    await site.round.panel1.chair.submit({ type: "annotation.hidden", facts, value, text });
  };

  /** Changes the score at one browser without a network, and at the other meanwhile. @returns the first. */
  const collide = async (points: { here: string; there: string }): Promise<BrowserPerson> => {
    const [here, there] = [await openPerson(), await openPerson()];
    await goOffline(here);
    await changeByKeys(here, { points: points.here, reason: HERE });
    await button(here.page, say(outbox.pill_other, { count: 1 })).waitFor();
    await changeByKeys(there, { points: points.there, reason: THERE });
    await waitForRecorded(there.page);
    await there.page.context().close();
    await here.page.context().setOffline(false);
    return here;
  };

  test("both values are shown; the own one is kept as a new change, and none is lost", async () => {
    const before = await countChanges();
    const { page } = await collide({ here: "11,5", there: "12,5" });
    const dialog = page.getByRole("dialog", { name: conflict.scoreTitle });
    for (const shown of ["11,5", "12,5", HERE]) await dialog.getByText(shown).first().waitFor();
    expect(await countChanges()).toBe(before + 1);
    await button(dialog, conflict.keep).click();
    await dialog.waitFor({ state: "detached" });
    await until(async () => (await countChanges()) === before + 2);
    for (const reason of [HERE, THERE]) await page.getByText(reason).first().waitFor();
    await button(page, say(outbox.pill_other, { count: 1 })).waitFor({ state: "detached" });
    await page.context().close();
  });

  test("it is still there after a reload, and what stands can be taken", async () => {
    const before = await countChanges();
    const { page } = await collide({ here: "9,5", there: "10,5" });
    const dialog = page.getByRole("dialog", { name: conflict.scoreTitle });
    await dialog.waitFor();
    await page.reload();
    await button(dialog, conflict.take).click();
    await dialog.waitFor({ state: "detached" });
    await page.reload();
    await page.getByText(THERE).first().waitFor();
    expect(await dialog.count()).toBe(0);
    expect(await countChanges()).toBe(before + 1);
    await page.context().close();
  });

  test("of a reply both wordings are shown, and the own one is recorded upon the other", async () => {
    const [here, there] = [await openPerson(), await openPerson()];
    await goOffline(here);
    await editReply(here, HERE);
    await button(here.page, say(outbox.pill_other, { count: 1 })).waitFor();
    await editReply(there, THERE);
    await until(async () => (await findReply()).body === THERE);
    await there.page.context().close();
    const { page } = here;
    await page.context().setOffline(false);
    const dialog = page.getByRole("dialog", { name: conflict.replyTitle });
    for (const shown of [HERE, THERE]) await dialog.getByText(shown).waitFor();
    expect(await findReply()).toEqual({ version: 2, body: THERE });
    await button(dialog, conflict.keep).click();
    await dialog.waitFor({ state: "detached" });
    await until(async () => (await findReply()).version === 3);
    expect(await findReply()).toEqual({ version: 3, body: HERE });
    await page.getByRole("article").getByText(HERE).waitFor();
    await textbox(page, threads.reply.text).waitFor({ state: "detached" });
    await page.context().close();
  });

  test("what was refused is written anew in its own form: a change with its citation, a reply", async () => {
    const before = await countChanges();
    const person = await openPerson();
    const { page } = person;
    const part = page.getByRole("region", { name: workbench.change.title });
    const reason = textbox(part, workbench.change.reason);
    const canSend = part.locator("button:not([aria-disabled=true])", { hasText: workbench.change.submit });
    await goOffline(person);
    await textbox(part, workbench.score).fill("8,5");
    await reason.click();
    await page.keyboard.type(`${CITING} @`);
    await page.getByRole("combobox", { name: workbench.citeNote }).and(page.locator(":focus")).waitFor();
    await page.keyboard.type("1");
    await page.keyboard.press("Enter");
    await canSend.waitFor();
    await page.keyboard.press("Control+Enter");
    await button(page, say(outbox.pill_other, { count: 1 })).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("article").locator(".th-open").first().press("Enter");
    await textbox(page, workbench.reply).fill(REPLIED);
    await page.keyboard.press("Control+Enter");
    await button(page, say(outbox.pill_other, { count: 2 })).waitFor();

    // The note that is cited has another version now, and nobody may reply to it for a while.
    await reviseNote();
    await hideNote(true);
    await page.context().setOffline(false);
    const refused = (count: number): Locator => button(page, say(outbox.pillRefused_other, { count }));
    await refused(2).waitFor();
    await hideNote(false);
    await page.reload();
    const takeUp = async (words: string, count: number): Promise<void> => {
      await refused(count).click();
      const line = page.getByRole("dialog", { name: outbox.title }).getByRole("listitem").filter({ hasText: words });
      await line.getByRole("link", { name: outbox.edit }).click();
    };

    await takeUp(CITING, 2);
    await waitForValue(textbox(part, workbench.score), "8,5");
    await reason.filter({ hasText: `${CITING} @1` }).waitFor();
    await canSend.waitFor();
    await page.keyboard.press("Control+Enter");
    await until(async () => (await countChanges()) === before + 1);
    await takeUp(REPLIED, 1);
    await waitForValue(textbox(page, workbench.reply), REPLIED);
    await page.keyboard.press("Control+Enter");
    await page.getByRole("article").getByText(REPLIED).waitFor();
    await refused(1).waitFor({ state: "detached" });
    await page.context().close();
  });
});
