import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vi } from "../../app/i18n/vi.ts";
import { ITEM, makeNoteWorld, type NoteWorld } from "../db/note-world.ts";
import { type BrowserPerson, openBrowserPerson } from "../helpers/browser-person.ts";
import { isChromiumAvailable, launchChromium } from "../helpers/chromium.ts";
import { inspectPage } from "../helpers/inspect-page.ts";
import { openTestServer, type TestServer } from "../helpers/open-test-server.ts";
import { until } from "../helpers/until.ts";
import { button, readAsText } from "./journey-steps.ts";

const { threads } = vi;
const TOPICS = ["ngân sách", "dữ liệu mở", "hạ tầng số", "nhân lực", "dịch vụ công", "an toàn thông tin"];
const OLD = TOPICS.map((topic, at) => `Điều ${at + 1} giao sở phụ trách ${topic} hoàn thành chỉ tiêu năm đúng hạn.`);
/** The first article moved to the end, the third and the fifth are gone, the fourth is said in other words. */
const [MOVED, STAYS, REWORDED] = [0, 1, 3];
const GONE = [2, 4];
const SIMILAR = (OLD[REWORDED] as string).replace("hoàn thành", "hoàn tất");
const NEW = ["Văn bản này thay bản đã nộp.", OLD[STAYS], SIMILAR, OLD[5], OLD[MOVED]] as string[];
const quoteOf = (at: number): string => (OLD[at] as string).slice(0, 62);

/** Words under the marks of each note, as the page shows them. */
const readMarks = (page: Page): Promise<Record<string, string>> =>
  page.locator("article.sheet mark[data-note]").evaluateAll((marks) => {
    const words: Record<string, string> = {};
    for (const mark of marks as HTMLElement[]) {
      const id = mark.dataset["note"] ?? "";
      words[id] = (words[id] ?? "") + mark.innerText;
    }
    return words;
  });

describe.skipIf(!isChromiumAvailable())("a new version of a document, at the workbench", { timeout: 240_000 }, () => {
  let browser: Browser;
  let server: TestServer;
  let world: NoteWorld;
  let expert: BrowserPerson;

  const annotated = [MOVED, STAYS, REWORDED, ...GONE];
  const idsOn = async (evidence: string): Promise<string[]> => {
    const { reader } = server.services.database;
    const rows = await reader.selectFrom("annotation").select("id").where("evidence_id", "=", evidence).execute();
    return rows.map(({ id }) => id).sort();
  };

  const cardOf = (at: number): Locator => expert.page.locator(`[data-card="n${at}"]`);
  const focusedCard = (at: number): Locator => cardOf(at).locator(".th-open:focus");

  beforeAll(async () => {
    const environment = { PUBLIC_ORIGIN: "http://127.0.0.1:0" };
    [browser, server] = await Promise.all([launchChromium(), openTestServer({ environment })]);
    world = await makeNoteWorld(server.services, OLD);
    const a = world.round.panel1.experts[0]!;
    for (const at of annotated) await world.quote(a, `n${at}`, quoteOf(at));
    expert = await openBrowserPerson(browser, { address: server.address, login: "expert1a" });
    await expert.visit(`/items/${ITEM}`);
    await readAsText(expert.page);
  });
  afterAll(() => browser?.close());

  test("the agency's new version arrives: notes stand where their words went, and none on other words", async () => {
    const { page, visit } = expert;
    await until(async () => Object.keys(await readMarks(page)).length === annotated.length);
    await world.replace(NEW);
    await visit(`/items/${ITEM}`);
    const similar = SIMILAR.slice(0, 60);
    await until(async () => {
      const marks = await readMarks(page);
      expect(Object.keys(marks).sort()).toEqual([MOVED, STAYS, REWORDED].map((at) => `n${at}`));
      expect([marks[`n${MOVED}`], marks[`n${STAYS}`]]).toEqual([quoteOf(MOVED), quoteOf(STAYS)]);
      expect(marks[`n${REWORDED}`]).toContain(similar.slice(0, 40));
      return true;
    });
    expect(await page.locator("mark.proposed").count()).toBeGreaterThanOrEqual(3);
  });

  test("those whose words are gone are listed with their quotes, under a heading of their own", async () => {
    const { page } = expert;
    const list = page.locator("details", { has: page.getByRole("heading", { name: threads.kept.lost }) });
    for (const at of GONE) await list.getByText(quoteOf(at)).waitFor();
    expect(await list.getByRole("article").count()).toBe(GONE.length);
    for (const at of [MOVED, STAYS, REWORDED]) expect(await list.getByText(quoteOf(at)).count()).toBe(0);
    expect(await inspectPage(page, "vi")).toEqual([]);
  });

  test("one is moved to the new version by keyboard, and the focus goes to the next that is asked about", async () => {
    const { page } = expert;
    // There and back: P is not another key's while a score can be typed on the page.
    for (const key of ["n", "n", "p"]) await page.keyboard.press(key);
    await page.locator(`[data-card="n${STAYS}"].cur`).waitFor();
    await page.getByRole("button", { name: threads.earlier.confirm }).waitFor();
    await page.keyboard.press("y");
    await page.locator(`mark[data-note="n${STAYS}"]:not(.proposed)`).first().waitFor();
    expect(await idsOn("e2")).toEqual([`n${STAYS}`]);
    await focusedCard(REWORDED).waitFor();
  });

  test("the others are left on the earlier version by keyboard, and stay so when it is opened again", async () => {
    const { page, visit } = expert;
    const [first, last] = GONE as [number, number];
    await cardOf(first).locator(".th-open").press("Enter");
    // Round to those that have a place, and from the last to the heading of the list that they went to.
    for (const [at, next] of [[first, last], [last, REWORDED], [REWORDED, MOVED], [MOVED]] as const) {
      await button(cardOf(at), threads.earlier.leave).press("Enter");
      if (next !== undefined) await focusedCard(next).waitFor();
    }
    const left = page.locator("details", { has: page.getByRole("heading", { name: threads.kept.left }) });
    await left.locator("summary:focus").waitFor();
    await visit(`/items/${ITEM}`);
    await left.locator("summary").press("Enter");
    await left.getByText(quoteOf(GONE[0] as number)).waitFor();
    await until(async () => (await readMarks(page))[`n${STAYS}`] === quoteOf(STAYS));
    expect(await idsOn("e2")).toEqual([`n${STAYS}`]);
    expect(expert.complaints).toEqual([]);
  });
});
