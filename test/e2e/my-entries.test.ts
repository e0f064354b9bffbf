import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vi } from "../../app/i18n/vi.ts";
import type { ReceiptFile } from "../../app/live/receipt-archive.ts";
import { type BrowserPerson, openBrowserPerson, waitForRecorded } from "../helpers/browser-person.ts";
import { isChromiumAvailable, launchChromium } from "../helpers/chromium.ts";
import { PASSWORD, ROUND } from "../helpers/make-round.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import { open as openBatch, seal } from "../helpers/path-steps.ts";
import { nodeCrypto } from "../../server/services/hash.ts";
import { checkReceipt } from "../../server/domain/ledger/receipt.ts";
import { button, changeByKeys } from "./journey-steps.ts";

const { mine, kept } = vi.receipts;
const ITEM = `${ROUND}.hue.2.1`;

describe.skipIf(!isChromiumAvailable())("entries in my name", { timeout: 120_000 }, () => {
  let browser: Browser;
  let site: RoundServer;
  let expert: BrowserPerson;

  beforeAll(async () => {
    [browser, site] = await Promise.all([launchChromium(), openRoundServer({ evidenceOf: ["2.1"] })]);
    const { services } = site.server;
    const { panel1, officers } = site.round;
    for (const one of panel1.experts) await seal(services, one, { itemId: ITEM, milliPoints: 10_000, level: 2 });
    await openBatch(services, panel1.chair, officers[0], `${ROUND}.p1.m2`);
    expert = await openBrowserPerson(browser, { address: site.server.address, login: "expert1a" });
    await expert.visit(`/items/${ITEM}`);
    await changeByKeys(expert, { points: "11,5", reason: "Phụ lục II có chỉ tiêu từng năm, đã đối chiếu lại." });
    await waitForRecorded(expert.page);
  });
  afterAll(() => browser?.close());

  test("what was sent from this browser matches, what was sent from elsewhere has no receipt here", async () => {
    const { page } = expert;
    await page.locator("summary", { hasText: vi.shell.account.menu }).click();
    await page.getByRole("link", { name: mine.link }).click();
    await page.getByRole("heading", { name: kept.title }).waitFor();
    await page.getByText(mine.receipt.matches).first().waitFor();
    expect(await page.getByText(mine.receipt.matches).count()).toBe(1);
    expect(await page.getByText(mine.receipt.none).count()).toBe(2);
    expect(await page.getByText(mine.receipt.differs).count()).toBe(0);
  });

  test("the receipts are saved as one file that anybody can check", async () => {
    const { page } = expert;
    const [download] = await Promise.all([page.waitForEvent("download"), button(page, kept.save).click()]);
    const file = JSON.parse(await readFile(await download.path(), "utf8")) as ReceiptFile;
    const { origin, verifierKey } = site.server.services.ledger;
    expect(file).toMatchObject({ kind: "assay-receipts", v: 1, log: origin });
    const [receipt] = file.receipts;
    const { command, actor } = JSON.parse(receipt!.parts.head) as { command: string; actor: string };
    const sent = { ...receipt!, log: origin, command, actor, verifierKey };
    expect(checkReceipt(nodeCrypto, receipt!, sent)).toMatchObject({ ok: true });
    expect(receipt!.parts.value).toContain("11500");
  });

  test("another account in the same browser sees none of them; its owner can remove them", async () => {
    const { page } = expert;
    const signIn = async (login: string): Promise<void> => {
      await page.locator("summary", { hasText: vi.shell.account.menu }).click();
      await button(page, vi.shell.account.signOut).click();
      await page.getByLabel(vi.signin.login).fill(login);
      await page.getByLabel(vi.signin.password).fill(PASSWORD);
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => url.pathname !== "/sign-in");
      await expert.visit("/my-entries");
    };
    const count = (number: number) => page.getByText(kept.count_other.replace("{{count, number}}", String(number)));
    await signIn("expert1b");
    await count(0).waitFor();
    expect(await page.getByText(mine.receipt.matches).count()).toBe(0);
    await signIn("expert1a");
    await count(1).waitFor();
    await button(page, kept.remove).click();
    await button(page.getByRole("dialog"), kept.confirm).click();
    await count(0).waitFor();
  });
});
