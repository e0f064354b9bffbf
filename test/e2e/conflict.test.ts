import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vi } from "../../app/i18n/vi.ts";
import { type BrowserPerson, openBrowserPerson, say, waitForRecorded } from "../helpers/browser-person.ts";
import { isChromiumAvailable, launchChromium } from "../helpers/chromium.ts";
import type { TestEvidence } from "../helpers/add-evidence.ts";
import { type Person, ROUND } from "../helpers/make-round.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import { annotationOf } from "../helpers/page-commands.ts";
import { finalise, keep, open as openBatch, seal } from "../helpers/path-steps.ts";
import { until } from "../helpers/until.ts";
import { itemFacts } from "../../server/services/commands/item-context.ts";
import { button, changeByKeys, paragraphOf, readAsText, textbox, waitForValue } from "./journey-steps.ts";

const { common, conflict, opinion, outbox, threads, workbench } = vi;
const ITEM_ID = `${ROUND}.hue.2.1`;
const HERE = "Ở máy này: phụ lục II có chỉ tiêu từng năm.";
const THERE = "Ở máy kia: biểu 03 thiếu xác nhận của sở.";
const [NOTE, REPLY] = ["n1", "m1"];
const [CITING, REPLIED] = ["Phụ lục II nêu chỉ tiêu từng năm, như", "Đã xem lại biểu 03 của phụ lục."];
const HELD = "Biểu 03 chưa có xác nhận, mức điểm chốt là quá cao.";
const LAPSED = { note: "Đoạn này chưa nêu nguồn vốn.", edit: "Nêu rõ chỉ tiêu, chưa rõ hạn.", reply: "Biểu 03 đã đủ." };

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
  /** Edits the first note, or its first reply. */
  const edit = async ({ page }: BrowserPerson, what: "note" | "reply", body: string): Promise<void> => {
    await page.keyboard.press("n");
    const [open, field] =
      what === "note" ? [common.action.edit, workbench.annotationText] : [threads.reply.edit, threads.reply.text];
    // A reply of the test before may stand behind the first one.
    await button(page.getByRole("article"), open).first().press("Enter");
    await textbox(page, field).fill(body);
    await page.keyboard.press("Control+Enter");
  };
  const find = async (what: "note" | "reply") => {
    const { reader } = site.server.services.database;
    const [table, id] = what === "note" ? (["annotation", NOTE] as const) : (["message", REPLY] as const);
    return reader.selectFrom(table).select(["version", "body"]).where("id", "=", id).executeTakeFirstOrThrow();
  };
  const waits = ({ page }: BrowserPerson, count: number) => button(page, say(outbox.pill_other, { count })).waitFor();
  const refused = (page: Page, count: number): Locator => button(page, say(outbox.pillRefused_other, { count }));
  /** *Edit and send again* of the refused command that has these words, one of so many. */
  const takeUp = async (page: Page, words: string, count: number): Promise<void> => {
    await refused(page, count).click();
    const line = page.getByRole("dialog", { name: outbox.title }).getByRole("listitem").filter({ hasText: words });
    await line.getByRole("link", { name: outbox.edit }).click();
  };

  const makeNote = async () => {
    const words = { annotation: NOTE, start: 300, end: 380, body: "Nêu rõ chỉ tiêu và hạn." };
    return annotationOf(await site.hue("2.1"), site.evidence.get(ITEM_ID) as TestEvidence, words);
  };
  const reviseNote = async (): Promise<void> => {
    const { facts, value, text } = await makeNote();
    const [expert] = site.round.panel1.experts as [Person, Person];
    const { version: expects } = await find("note");
    const revised = { ...value, version: expects + 1, kind: "question" as const };
    await expert.submit({ type: "annotation.revised", facts: { ...facts, expects }, value: revised, text });
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
    await waits(here, 1);
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

  test.each(["reply", "note"] as const)("of a %s both wordings are shown; the own one is kept", async (what) => {
    const { version } = await find(what);
    const [here, there] = [await openPerson(), await openPerson()];
    await goOffline(here);
    await edit(here, what, HERE);
    await waits(here, 1);
    await edit(there, what, THERE);
    await until(async () => (await find(what)).body === THERE);
    await there.page.context().close();
    const { page } = here;
    await page.context().setOffline(false);
    const title = what === "note" ? conflict.noteTitle : conflict.replyTitle;
    const dialog = page.getByRole("dialog", { name: title });
    for (const shown of [HERE, THERE]) await dialog.getByText(shown).waitFor();
    expect(await find(what)).toEqual({ version: version + 1, body: THERE });
    await button(dialog, conflict.keep).click();
    await dialog.waitFor({ state: "detached" });
    await until(async () => (await find(what)).version === version + 2);
    expect(await find(what)).toEqual({ version: version + 2, body: HERE });
    await page.getByRole("article").getByText(HERE).first().waitFor();
    for (const field of [threads.reply.text, workbench.annotationText]) {
      await textbox(page, field).waitFor({ state: "detached" });
    }
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
    await waits(person, 1);
    await page.keyboard.press("Escape");
    await page.getByRole("article").locator(".th-open").first().press("Enter");
    await textbox(page, workbench.reply).fill(REPLIED);
    await page.keyboard.press("Control+Enter");
    await waits(person, 2);

    // The note that is cited has another version now, and nobody may reply to it for a while.
    await reviseNote();
    await hideNote(true);
    await page.context().setOffline(false);
    await refused(page, 2).waitFor();
    await hideNote(false);
    await page.reload();

    await takeUp(page, CITING, 2);
    await waitForValue(textbox(part, workbench.score), "8,5");
    await reason.filter({ hasText: `${CITING} @1` }).waitFor();
    await canSend.waitFor();
    await page.keyboard.press("Control+Enter");
    await until(async () => (await countChanges()) === before + 1);
    await takeUp(page, REPLIED, 1);
    await waitForValue(textbox(page, workbench.reply), REPLIED);
    await page.keyboard.press("Control+Enter");
    await page.getByRole("article").getByText(REPLIED).waitFor();
    await refused(page, 1).waitFor({ state: "detached" });
    await page.context().close();
  });

  /** Renews the declaration of interests, without which nobody writes. */
  const declare = async (ms: number): Promise<number> => {
    const ends = Date.now() + ms;
    const value = { conflicts: [], expiresAt: new Date(ends).toISOString() };
    const [expert] = site.round.panel1.experts as [Person, Person];
    await expert.submit({ type: "interest.declared", facts: { round: ROUND, panel: `${ROUND}.p1` }, value, text: {} });
    return ends;
  };

  test("so are a new note, and an edit of a note and of a reply", async () => {
    const person = await openPerson();
    const { page } = person;
    await readAsText(page);
    await goOffline(person);
    await paragraphOf(page).click({ clickCount: 3 });
    await page.keyboard.press("a");
    const field = textbox(page, workbench.annotationText);
    await field.fill(LAPSED.note);
    await page.keyboard.press("Control+Enter");
    await waits(person, 1);
    await page.keyboard.press("Escape");
    await edit(person, "note", LAPSED.edit);
    await waits(person, 2);
    await page.keyboard.press("Escape");
    await edit(person, "reply", LAPSED.reply);
    await waits(person, 3);

    const ends = await declare(500);
    await until(() => Date.now() > ends);
    await page.context().setOffline(false);
    await refused(page, 3).waitFor();
    await declare(86_400_000);
    await page.reload();
    await takeUp(page, LAPSED.note, 3);
    await waitForValue(field, LAPSED.note);
    await field.press("Control+Enter");
    await page.getByRole("article").getByText(LAPSED.note).first().waitFor();
    await takeUp(page, LAPSED.edit, 2);
    await waitForValue(field, LAPSED.edit);
    await field.press("Control+Enter");
    await until(async () => (await find("note")).body === LAPSED.edit);
    await takeUp(page, LAPSED.reply, 1);
    await waitForValue(textbox(page, threads.reply.text), LAPSED.reply);
    await textbox(page, threads.reply.text).press("Control+Enter");
    await until(async () => (await find("reply")).body === LAPSED.reply);
    await refused(page, 1).waitFor({ state: "detached" });
    await page.context().close();
  });

  test("a change that the final score came before becomes a minority opinion, with its words", async () => {
    const { services } = site.server;
    const { chair, experts } = site.round.panel1;
    const person = await openPerson();
    const { page } = person;
    await goOffline(person);
    await changeByKeys(person, { points: "7,5", reason: HELD });
    await waits(person, 1);
    const resolved = { annotation: NOTE, resolved: true };
    const facts = itemFacts(await site.hue("2.1"));
    await chair.submit({ type: "annotation.resolved", facts, value: resolved, text: {} });
    for (const expert of experts) await keep(services, expert, ITEM_ID);
    await finalise(services, chair, ITEM_ID, HELD);
    await page.context().setOffline(false);
    await refused(page, 1).waitFor();
    await page.reload();
    await takeUp(page, HELD, 1);
    await textbox(page, opinion.field).and(page.locator(":focus")).filter({ hasText: HELD }).waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("region", { name: opinion.title }).getByRole("listitem").filter({ hasText: HELD }).waitFor();
    await refused(page, 1).waitFor({ state: "detached" });
    await page.context().close();
  });
});
