import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vi } from "../../app/i18n/vi.ts";
import { type BrowserPerson, openBrowserPerson, say, waitForRecorded } from "../helpers/browser-person.ts";
import { isChromiumAvailable, launchChromium } from "../helpers/chromium.ts";
import { ROUND } from "../helpers/make-round.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import { until } from "../helpers/until.ts";
import { approveAlone, fileCase, moveToResponse, openAlone, rescore, sendReason } from "./case-steps.ts";
import {
  annotate,
  button,
  changeByKeys,
  conclusionOf,
  isMarked,
  mark,
  pointAtEvidence,
  readParagraphs,
  SAVED,
  sealCount,
  sealByKeys,
  standings,
  verifyTrace,
} from "./journey-steps.ts";

const { workbench, board, review, common } = vi;

/** Words and numbers that stand nowhere else, so that finding one says whose it is. */
const A = { note: "sotaysongtranh nêu rõ chỉ tiêu.", why: "canhbuomhoanghon chứng minh đủ.", points: "22,5" };
const B = { note: "denbaothuytrieu chưa rõ hạn?", why: "vongcauthanhtri còn thiếu nguồn.", points: "15,5" };
const SECRETS_OF_A = [/sotaysongtranh/, /canhbuomhoanghon/, /(?<![\w.])22500(?!\w)/, /(?<![\w.,])22,5(?!\w)/];
const SECRETS_OF_B = [/denbaothuytrieu/, /vongcauthanhtri/, /(?<![\w.])15500(?!\w)/, /(?<![\w.,])15,5(?!\w)/];
const REASON = "Phụ lục II có chỉ tiêu từng năm, đã đối chiếu lại.";
const CLAIM = "Hội đồng bỏ sót Phụ lục II của kế hoạch này.";
/** A change is on the other's page "within a second": this is with a busy machine. */
const AT_ONCE_MS = 3_000;

/** The five statements of the proof, and that no witness is configured. */
const PROVEN = ["khớp", "khớp", "khớp", "khớp", "(khớp|không áp dụng)", "không áp dụng"].map((state) =>
  expect.stringMatching(new RegExp(`^${state}: `)),
) as unknown[];

const PANEL = `${ROUND}.p1`;
const BATCH = `${PANEL}.m4`;
const ITEM = `${ROUND}.hue.4.1`;
const ITEM_PATH = `/items/${ITEM}`;
const BOARD_PATH = `/panels/${PANEL}/board`;

describe.skipIf(!isChromiumAvailable())("the whole path in browsers", { timeout: 120_000 }, () => {
  let browser: Browser;
  let site: RoundServer;
  const everybody: BrowserPerson[] = [];
  let expertA: BrowserPerson;
  let expertB: BrowserPerson;
  let chair: BrowserPerson;
  let officer: BrowserPerson;
  /** The second officer, with the index open all the time. */
  let watcher: BrowserPerson;

  const open = async (login: string): Promise<BrowserPerson> => {
    const person = await openBrowserPerson(browser, { address: site.server.address, login, byForm: true });
    everybody.push(person);
    return person;
  };

  beforeAll(async () => {
    [browser, site] = await Promise.all([launchChromium(), openRoundServer({ evidenceOf: ["4.1"] })]);
    expertA = await open("expert1a");
    expertB = await open("expert1b");
    chair = await open("chair1");
    officer = await open("officer1");
    watcher = await open("officer2");
    await watcher.visit("/index");
    await watcher.page.getByText(vi.index.empty.title).waitFor();
    await mark(watcher.page);
  });
  afterAll(() => browser?.close());

  test("two experts annotate and seal alone: neither receives a byte of the other's", async () => {
    await Promise.all([expertA.visit(ITEM_PATH), expertB.visit(ITEM_PATH), chair.visit(ITEM_PATH)]);
    const { yes, ask } = common.annotationKind;
    await annotate(expertA, { kind: yes, body: A.note });
    await annotate(expertB, { kind: ask, body: B.note });
    await sealByKeys(expertA, { level: 3, steps: 9, points: A.points, justification: A.why });
    await sealCount(expertB.page, 1).waitFor();
    await sealByKeys(expertB, { level: 2, steps: 11, points: B.points, justification: B.why });
    for (const { page } of [expertA, expertB, chair]) {
      await sealCount(page, 2).waitFor();
    }
    await Promise.all([expertA.visit(ITEM_PATH), expertB.visit(ITEM_PATH), chair.visit(BOARD_PATH)]);
    expect(await expertA.received.find(SECRETS_OF_B)).toEqual([]);
    expect(await expertB.received.find(SECRETS_OF_A)).toEqual([]);
    for (const { received } of [chair, officer, watcher]) {
      expect(await received.find([...SECRETS_OF_A, ...SECRETS_OF_B])).toEqual([]);
    }
    for (const { received } of [expertA, expertB, chair]) expect(received.unread).toEqual([]);
    expect((await expertA.received.find(SECRETS_OF_A)).length).toBeGreaterThan(0);
  });

  test("the chair proposes, another person opens, and the experts' pages show it without reload", async () => {
    await Promise.all([mark(expertA.page), mark(expertB.page), officer.visit(BOARD_PATH)]);
    await button(chair.page, `${board.batch.propose} 4`).click();
    await button(chair.page, board.opening.propose).click();
    await waitForRecorded(chair.page.getByRole("dialog"));
    await chair.page.keyboard.press("Escape");
    await expect(openAlone(site, BATCH)).rejects.toMatchObject({ code: "two-persons.same-person" });
    await button(officer.page, `${board.batch.confirm} 4`).click();
    expect(await button(chair.page, `${board.batch.confirm} 4`).count()).toBe(0);
    await button(officer.page, board.opening.confirm).click();
    await waitForRecorded(officer.page.getByRole("dialog"));
    for (const { page } of [expertA, expertB]) {
      const both = `A ${A.points}; B ${B.points}`;
      await standings(page, { then: both, now: both }).waitFor();
      await page.getByText(A.note).first().waitFor();
      await page.getByText(B.note).first().waitFor();
      expect(await isMarked(page)).toBe(true);
    }
    // What found nothing before finds it now: the recording is whole.
    await until(async () => (await expertA.received.find(SECRETS_OF_B)).length > 0);
    await until(async () => (await expertB.received.find(SECRETS_OF_A)).length > 0);
    const cursorOf = ({ page }: BrowserPerson, letter: string) =>
      page.locator(".cursor", { hasText: say(common.role.expert, { letter }) });
    await pointAtEvidence(expertA.page, () => cursorOf(expertB, "A").isVisible());
    await pointAtEvidence(expertB.page, () => cursorOf(expertA, "B").isVisible());
  });

  test("both type in the conclusion at once, and both read the same, saved", async () => {
    const [editorA, editorB] = [conclusionOf(expertA.page), conclusionOf(expertB.page)];
    await editorA.click();
    await expertA.page.keyboard.type("Kết luận.");
    await expertA.page.keyboard.press("Enter");
    await editorB.getByText("Kết luận.").click();
    await expertB.page.keyboard.press("End");
    await expertB.page.locator(`.caret[data-n="A"]`).waitFor();
    await expertA.page.locator(`.caret[data-n="B"]`).waitFor();
    const [ofA, ofB] = ["Chỉ tiêu có theo từng năm.", " Nguồn lực cần nêu rõ hơn."];
    await Promise.all([expertA.page.keyboard.type(ofA), expertB.page.keyboard.type(ofB)]);
    const wanted = [`Kết luận.${ofB}`, ofA];
    await until(async () => {
      expect([await readParagraphs(editorA), await readParagraphs(editorB)]).toEqual([wanted, wanted]);
      return true;
    });
    for (const { page } of [expertA, expertB]) {
      await page.locator("section.conclusion").getByText(SAVED).waitFor();
    }
  });

  test("one changes with a reason, the other sees it at once and keeps", async () => {
    await changeByKeys(expertB, { points: "19,5", reason: REASON });
    await waitForRecorded(expertB.page);
    const change = expertA.page.getByRole("listitem").filter({ hasText: REASON });
    await change.getByText("19,5").waitFor({ timeout: AT_ONCE_MS });
    await standings(expertA.page, { then: "A 22,5; B 15,5", now: "A 22,5; B 19,5" }).waitFor();
    // Pressed twice it is kept once: the second press would be upon a version that is there no more.
    await button(expertA.page, say(workbench.change.keep, { score: A.points })).dblclick();
    const kept = expertB.page.getByRole("listitem").filter({ hasText: `${workbench.kept} ${A.points}` });
    await kept.waitFor({ timeout: AT_ONCE_MS });
    expect([await isMarked(expertA.page), await isMarked(expertB.page)]).toEqual([true, true]);
    expect(await expertA.page.getByRole("dialog").count()).toBe(0);
  });

  test("the chair settles the question and finalises: the index follows on an open page", async () => {
    await chair.visit(ITEM_PATH);
    const { page } = chair;
    const finalise = button(page, say(workbench.finalise.byChair, { score: "21,0" }));
    await page
      .getByText(say(workbench.finalise.questions_other, { count: 1 }))
      .first()
      .waitFor();
    await page.getByRole("article").filter({ hasText: B.note }).getByRole("button").first().click();
    await button(page, workbench.resolve).click();
    await page.getByText(workbench.finalise.noQuestions).first().waitFor();
    await until(async () => (await finalise.getAttribute("aria-disabled")) !== "true");
    await page.keyboard.press("f");
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: workbench.rail.final }).waitFor();
    await watcher.page.getByRole("row", { name: /Huế.*0,7000/ }).waitFor();
    expect(await isMarked(watcher.page)).toBe(true);
    await expertA.page.getByRole("region", { name: workbench.rail.final }).waitFor();
    expect(await verifyTrace(chair, ITEM)).toEqual(PROVEN);
  });

  test("the agency asks, fresh eyes re-score, two officers decide, the index follows again", async () => {
    await moveToResponse(officer, PANEL, "4");
    const [agency, reviewer, second] = [await open("agency1"), await open("expert2a"), await open("officer2")];
    const casePath = await fileCase(agency, { code: "4.1", points: "21,0", claim: CLAIM });
    expect(await agency.received.find([...SECRETS_OF_A, ...SECRETS_OF_B])).toEqual([]);
    await officer.visit(casePath);
    await sendReason(officer.page, "Đơn nộp đúng hạn, nêu rõ căn cứ.");
    await button(officer.page, review.assign.submit).click();
    await officer.page.getByRole("heading", { name: review.assign.again }).waitFor();
    await reviewer.visit(casePath);
    await reviewer.page.getByText(review.hiddenFromReviewer).waitFor();
    expect(await reviewer.received.find([...SECRETS_OF_A, ...SECRETS_OF_B, /(?<![\w.,])21,0(?!\w)/])).toEqual([]);
    await rescore(reviewer.page, { level: 3, points: "25,5", why: "Phụ lục II có chỉ tiêu từng năm." });
    await officer.page.getByRole("radio", { name: say(review.accept, { score: "25,5" }) }).waitFor();
    await sendReason(officer.page, "Thẩm định lại theo thang mô tả cho 25,5.");
    await officer.page.getByText(vi.errors.refusal["two-persons"]["same-person"]).waitFor();
    expect(await button(officer.page, review.sign).count()).toBe(0);
    const decision = { caseId: casePath.split("/").at(-1) as string, indicator: "4.1", old: 21_000, new: 25_500 };
    await expect(approveAlone(site, decision)).rejects.toMatchObject({ code: "two-persons.same-person" });
    await second.visit(casePath);
    await sendReason(second.page, "");
    const head = second.page.getByRole("region", { name: /^Kiến nghị/ }).locator("header");
    await head.getByText(review.after).waitFor();
    expect(await head.getByRole("link").allInnerTexts()).toEqual(
      [/21,0/, /25,5/].map((it) => expect.stringMatching(it)),
    );
    await watcher.page.getByRole("row", { name: /Huế.*0,8500/ }).waitFor();
    expect(await isMarked(watcher.page)).toBe(true);
    expect(await verifyTrace(second, ITEM)).toEqual(PROVEN);
  });

  test("no browser complained of anything", () => {
    expect(everybody.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});
