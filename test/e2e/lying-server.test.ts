import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vi } from "../../app/i18n/vi.ts";
import type { CommandEnvelope } from "../../server/domain/event/envelope.ts";
import { encodeEntry, parseEntry } from "../../server/domain/ledger/entry.ts";
import { fromUtf8, utf8 } from "../../server/domain/ledger/bytes.ts";
import { type BrowserPerson, openBrowserPerson, RECORDED, waitForRecorded } from "../helpers/browser-person.ts";
import { isChromiumAvailable, launchChromium } from "../helpers/chromium.ts";
import { type Lie, type LyingProxy, openLyingProxy } from "../helpers/lying-proxy.ts";
import { ROUND } from "../helpers/make-round.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import { open as openBatch, seal } from "../helpers/path-steps.ts";
import { button, changeByKeys } from "./journey-steps.ts";
import { type Liar, makeLiar } from "./liar.ts";

const { receipts, workbench, common } = vi;
const ITEM_PATH = `/items/${ROUND}.hue.2.1`;

describe.skipIf(!isChromiumAvailable())("a server that lies", { timeout: 120_000 }, () => {
  let browser: Browser;
  let proxy: LyingProxy;
  let site: RoundServer;
  let liar: Liar;

  beforeAll(async () => {
    proxy = await openLyingProxy();
    const environment = { PUBLIC_ORIGIN: proxy.address };
    [browser, site] = await Promise.all([launchChromium(), openRoundServer({ evidenceOf: ["2.1"], environment })]);
    proxy.setTarget(site.server.port);
    liar = makeLiar(site);
    const { panel1, officers } = site.round;
    for (const expert of panel1.experts) {
      await seal(site.server.services, expert, { itemId: `${ROUND}.hue.2.1`, milliPoints: 10_000, level: 2 });
    }
    await openBatch(site.server.services, panel1.chair, officers[0], `${ROUND}.p1.m2`);
  });
  afterAll(async () => {
    await browser?.close();
    await proxy?.close();
  });

  /** Somebody at a browser that has a receipt of theirs. */
  const sendOnce = async (): Promise<BrowserPerson> => {
    proxy.setLie(null);
    const person = await openBrowserPerson(browser, { address: proxy.address, login: "expert1a" });
    await person.visit(ITEM_PATH);
    await change(person);
    await waitForRecorded(person.page);
    return person;
  };

  /** What the alarm says, and what is in the file that it saves. */
  const readAlarm = async ({ page }: BrowserPerson) => {
    await page.getByRole("alert").getByText(receipts.alarm.title).waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), button(page, receipts.alarm.save).click()]);
    await button(page, receipts.alarm.what).click();
    const said = await page.getByRole("dialog").innerText();
    await page.keyboard.press("Escape");
    const saved = JSON.parse(await readFile(await download.path(), "utf8")) as {
      fault: string;
      evidence: { sent?: { parts: { value: string } }; receipt?: { checkpoint: string } };
    };
    return { said, ...saved };
  };

  const LIES: Readonly<Record<string, { fault: keyof typeof receipts.alarm.fault; answer: CommandLie }>> = {
    "records another value than was sent": {
      fault: "commitment-value",
      answer: (entries, sent) => {
        const value = JSON.parse(sent.parts.value) as { new: { milliPoints: number } };
        value.new.milliPoints += 500;
        return [...entries.slice(0, -1), liar.recordOther(entries.at(-1)!, sent, value)];
      },
    },
    "answers with a forked tree": {
      fault: "history",
      answer: (entries) => entries.map((entry, seq) => (seq === 3 ? touch(entry) : entry)),
    },
    "gives the place of the last receipt to another entry": {
      fault: "history",
      answer: (entries) => [...entries.slice(0, -2), moveTo(entries.at(-1)!, entries.length - 2)],
    },
    "cuts the log": {
      fault: "cut",
      answer: (entries) => [...entries.slice(0, -4), moveTo(entries.at(-1)!, entries.length - 4)],
    },
  };

  test.for(Object.entries(LIES))("%s: the sender's browser says so and sends nothing more", async ([, given]) => {
    const person = await sendOnce();
    const { page } = person;
    let asked = 0;
    proxy.setLie(async ({ path, body }) => {
      if (path !== "/commands") return null;
      asked += 1;
      return liar.answer(given.answer(await liar.listEntries(), JSON.parse(body) as CommandEnvelope), {
        keptSize: await readKeptSize(person),
      });
    });
    await change(person);
    const alarm = await readAlarm(person);
    expect(alarm.fault).toBe(given.fault);
    expect(alarm.said).toContain(receipts.alarm.fault[given.fault]);
    expect(alarm.evidence.receipt?.checkpoint).toMatch(/^127\.0\.0\.1:\d+\/log\n/);
    expect(alarm.evidence.sent?.parts.value).toContain("milliPoints");
    await page.getByText(common.receipt.mismatch).first().waitFor();
    expect(await page.getByText(RECORDED).count()).toBe(0);

    proxy.setLie(null);
    await person.visit(ITEM_PATH);
    await page.getByRole("alert").getByText(receipts.alarm.title).waitFor();
    // What was not recorded is still there, and the page would send it now.
    await page.getByText(common.receipt.frozen).first().waitFor();
    expect(asked).toBe(1);
    await page.context().close();
  });

  test("shows another history after a break of the network: the open page says so", async () => {
    const person = await sendOnce();
    const { page } = person;
    const lie: Lie = async ({ path }) => {
      if (path !== "/log/checkpoint") return null;
      return liar.checkpoint((await liar.listEntries()).map((entry, seq) => (seq === 3 ? touch(entry) : entry)));
    };
    await page.context().setOffline(true);
    // A break that the page has not noticed is none.
    await page.waitForFunction(() => !navigator.onLine);
    proxy.setLie(lie);
    await page.context().setOffline(false);
    const alarm = await readAlarm(person);
    expect(alarm.fault).toBe("history");
    await page.getByRole("button", { name: receipts.alarm.what }).click();
    await page.getByRole("checkbox", { name: receipts.alarm.answered }).check();
    proxy.setLie(null);
    await button(page, receipts.alarm.end).click();
    await page.getByRole("contentinfo", { name: vi.shell.log.label }).waitFor();
    await change(person);
    await waitForRecorded(page);
    await page.context().close();
  });

  test("shows the sender another entry than the receipt: their own page says so", async () => {
    const person = await sendOnce();
    const { page } = person;
    await person.visit("/my-entries");
    await page.getByText(receipts.mine.receipt.matches).first().waitFor();
    const entries = await liar.listEntries();
    const mine = parseEntry(utf8(entries.at(-1)!));
    proxy.setLie(({ path }, { body }) =>
      Promise.resolve(path.startsWith("/my-entries") ? body.replaceAll(mine.value, "0".repeat(64)) : null),
    );
    await person.visit("/my-entries");
    await page.getByText(receipts.mine.receipt.differs).first().waitFor();
    expect((await readAlarm(person)).fault).toBe("record");
    await page.context().close();
  });
});

type CommandLie = (entries: readonly string[], sent: CommandEnvelope) => string[];

let count = 0;

/** Changes the own score to another value than it has, also when the change before was not recorded. */
async function change(person: BrowserPerson): Promise<void> {
  count += 1;
  const points = ["11,5", "12,5", "9,5"][count % 3] as string;
  await person.page.getByRole("region", { name: workbench.change.title }).waitFor();
  await changeByKeys(person, { points, reason: "Phụ lục II có chỉ tiêu từng năm, đã đối chiếu lại." });
}

const readKeptSize = async ({ page }: BrowserPerson): Promise<number> =>
  (JSON.parse(await page.evaluate<string>('localStorage.getItem("assay.receipt")')) as { size: number }).size;

/** The same entry, a millisecond later: another leaf. */
function touch(text: string): string {
  const entry = parseEntry(utf8(text));
  return fromUtf8(encodeEntry({ ...entry, at: new Date(Date.parse(entry.at) + 1).toISOString() }));
}

const moveTo = (text: string, seq: number): string => fromUtf8(encodeEntry({ ...parseEntry(utf8(text)), seq }));
