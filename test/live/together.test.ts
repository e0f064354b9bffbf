import type { Browser } from "playwright-core";
import type * as Y from "yjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { type BrowserPerson, openBrowserPerson } from "../helpers/browser-person.ts";
import { isChromiumAvailable, launchChromium } from "../helpers/chromium.ts";
import { type PageClient, signInByForm } from "../helpers/page-client.ts";
import { makeRandom } from "../helpers/random.ts";
import { until } from "../helpers/until.ts";
import { scaled } from "../scale.ts";
import { checkCommands, checkLog, checkReceipts } from "./killed-checks.ts";
import { type Campaign, joinRoom, type Kept, typeOn } from "./killed-people.ts";
import { makePlace, prepareRound } from "./killed-round.ts";
import { KilledSite } from "./killed-site.ts";
import { textOf } from "./start-room-server.ts";
import {
  beginParagraphs,
  readParagraphs,
  restAtParagraph,
  type Typing,
  typeInBrowser,
  typeStock,
  workOnOpened,
} from "./together-people.ts";

const DURATION_MS = scaled({ small: 10_000, full: 300_000 });
const KILLS = scaled({ small: 1, full: 3 });
const STOCK_CLIENTS = 20;
const SEED = 20_261_130;
/** After the last key: until everybody has everything, on a machine that others use as well. */
const SETTLE_MS = 120_000;

describe.skipIf(!isChromiumAvailable())("two browsers and twenty stock clients on one item", () => {
  let browser: Browser;
  beforeAll(async () => {
    // Each client of the library listens for the end of the process.
    process.setMaxListeners(2 * STOCK_CLIENTS);
    browser = await launchChromium();
  });
  afterAll(async () => browser?.close());

  test.each(scaled({ small: DIALECTS.slice(0, 1), full: DIALECTS }))(
    "%s: with kills of the server all agree at the end, and nothing is lost or doubled",
    async (dialect) => {
      const place = await makePlace(dialect);
      const { chair, experts, desk, log } = await prepareRound(place);
      const site = await KilledSite.start(place);
      const random = makeRandom(SEED);
      const campaign: Campaign = { site, random, kept: [], unanswered: 0, isOver: false };
      const clients = await Promise.all([...experts, chair].map((one) => signInByForm(site, { ...one, log })));
      const { itemId } = desk.opened.item;
      const room = `conclusion/${itemId}`;
      const people = await Promise.all(
        experts.map(({ login }) => openBrowserPerson(browser, { address: site.address, login })),
      );
      for (const person of people) await person.visit(`/items/${itemId}`);
      await beginParagraphs(people);
      const stock = Array.from({ length: STOCK_CLIENTS }, (_, number) =>
        typeStock(campaign, clients[number % clients.length]!, { room, number }),
      );
      const typed = people.map((person, number) => typeInBrowser(campaign, person, number));
      const startedMs = performance.now();
      const work = Promise.all([
        ...clients.slice(0, experts.length).map((client) => workOnOpened(campaign, client, desk)),
        ...clients.map((client) => typeOn(campaign, client, room, () => restAtParagraph(campaign))),
        ...stock.map(({ work: one }) => one),
        ...typed.map(({ work: one }) => one),
      ]);
      const whenMs = async (ms: number): Promise<void> => {
        await until(() => performance.now() - startedMs >= ms, { timeoutMs: 2 * DURATION_MS, what: "the time" });
      };
      for (let kill = 1; kill <= KILLS; kill += 1) {
        await Promise.race([whenMs((DURATION_MS * kill) / (KILLS + 1)), work]);
        await Promise.race([site.killAfter(random.between(1, 10), random), work]);
      }
      await Promise.race([whenMs(DURATION_MS), work]);
      campaign.isOver = true;
      await work;

      const { text, words, saved } = await checkTexts({ site, clients, people, stock, typed, room });
      expect([...words, ...saved].filter((one) => text.split(one).length !== 2)).toEqual([]);
      const { ids, changes } = await checkPages(people, campaign.kept);

      expect(await site.restart()).toBe(0);
      for (const client of clients) {
        const list = await (await client.ask(`/items/${itemId}.data`)).text();
        expect([...ids].filter((id) => !list.includes(id))).toEqual([]);
      }
      await checkReceipts(site, log.verifierKey, campaign.kept);
      await checkLog(site, log.verifierKey);
      await site.stop();
      await checkCommands(site, campaign.kept);
      const stored = await site.read(async ({ database }) =>
        database.reader.selectFrom("annotation").select("id").where("item_id", "=", itemId).execute(),
      );
      expect(stored.map(({ id }) => id).sort()).toEqual([...ids].sort());
      const counts = { words: words.length, saved: saved.length, annotations: ids.size, changes };
      expect(Math.min(...Object.values(counts))).toBeGreaterThan(0);
      const facts = { dialect, seconds: DURATION_MS / 1000, kills: KILLS, seed: SEED, ...counts };
      process.stdout.write(`${JSON.stringify({ ...facts, receipts: campaign.kept.length })}\n`);
    },
    DURATION_MS * 3 + 6 * SETTLE_MS,
  );
});

/** What was recorded is in the lists of the open pages, once. @returns ids of annotations, and how many changes. */
async function checkPages(people: readonly BrowserPerson[], kept: readonly Kept[]) {
  // A command that was sent again has one receipt for each time.
  const entries = [...new Map(kept.map((one) => [one.seq, one.prepared.envelope.parts])).values()];
  const notes = entries.filter(({ head }) => head.includes('"annotation.created"'));
  const ids = new Set(notes.map(({ value }) => readAnnotationId(value)));
  const changes = entries.filter(({ head }) => head.includes('"score.changed"')).length;
  for (const { page } of people) {
    await until(
      async () => {
        const cards = await page
          .locator(".margin [data-card]")
          .evaluateAll((all) => all.map((card) => card.getAttribute("data-card")));
        expect(cards.sort()).toEqual([...ids].sort());
        expect(await page.locator(".changes li").count()).toBe(changes);
        return true;
      },
      { timeoutMs: SETTLE_MS, what: "the lists of the browser's page" },
    );
  }
  return { ids, changes };
}

function readAnnotationId(value: string): string {
  return (JSON.parse(value) as { annotation: string }).annotation;
}

interface Told {
  readonly site: KilledSite;
  readonly clients: readonly PageClient[];
  readonly people: readonly BrowserPerson[];
  readonly stock: readonly (Typing & { readonly doc: Y.Doc })[];
  readonly typed: readonly Typing[];
  readonly room: string;
}

/** Everybody's document says what somebody who joins anew reads. */
async function checkTexts({ site, clients, people, stock, typed, room }: Told) {
  const limits = { timeoutMs: SETTLE_MS };
  const fresh = joinRoom(site, clients[0]!, room);
  await until(() => fresh.saveState.get() === "saved", { ...limits, what: "a fresh replica" });
  // What was typed while the server was away may still be on its way there.
  await until(() => stock.every(({ doc }) => textOf(doc) === textOf(fresh.doc)), { ...limits, what: "stock clients" });
  for (const { page } of people) {
    const shown = page.locator("section.conclusion .ProseMirror p");
    await until(
      async () => {
        const texts = (await shown.allTextContents()).map((text) => text.replaceAll("\u2060", "").trim());
        expect(texts).toEqual(readParagraphs(fresh.doc));
        return true;
      },
      { ...limits, what: "the browser's page" },
    );
  }
  const text = readParagraphs(fresh.doc).join("\n");
  fresh.destroy();
  const words = [...stock, ...typed].flatMap((one) => [...one.words]);
  return { text, words, saved: [...site.told.saved.get(room)!] };
}
