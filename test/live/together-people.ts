import { once } from "node:events";
import { ulid } from "ulid";
import { onTestFinished } from "vitest";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { CONCLUSION_ROOT } from "../../server/domain/live/document-shape.ts";
import type { BrowserPerson } from "../helpers/browser-person.ts";
import type { PageClient } from "../helpers/page-client.ts";
import { conclusionOf } from "../e2e/journey-steps.ts";
import { annotationOf, changeOf } from "../helpers/page-commands.ts";
import { points } from "../helpers/path-steps.ts";
import { type Campaign, type Desk, send } from "./killed-people.ts";

/** Somebody at work, with what they have typed. */
export interface Typing {
  readonly words: ReadonlySet<string>;
  /** Ends with the campaign. */
  readonly work: Promise<void>;
}

/** As fast as people type words: a page has to draw what twenty of them write. */
const restAtWord = ({ random }: Campaign): Promise<void> => pause(random.between(400, 2_000));

/** Paragraphs take longer: all that is written in five minutes fits into one conclusion. */
export const restAtParagraph = ({ random }: Campaign): Promise<void> => pause(random.between(1_500, 5_000));

/** The n-th word of somebody: no other word, and in no other one. */
const toWord = (who: string, number: number, count: number): string =>
  `${who}${String(number).padStart(2, "0")}-${String(count).padStart(4, "0")}`;

/** A stock client that types words into a paragraph of its own and drops its connection now and then. */
export function typeStock(
  campaign: Campaign,
  client: PageClient,
  { room, number }: { room: string; number: number },
): Typing & { readonly doc: Y.Doc } {
  const doc = new Y.Doc();
  const words = new Set<string>();
  const url = `${campaign.site.address.replace("http", "ws")}/rooms`;
  const { WebSocketPolyfill } = client;
  const provider = new WebsocketProvider(url, room, doc, { disableBc: true, WebSocketPolyfill });
  onTestFinished(() => provider.destroy());
  const text = new Y.XmlText();
  const type = async (): Promise<void> => {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [text]);
    doc.getXmlFragment(CONCLUSION_ROOT).insert(0, [paragraph]);
    while (!campaign.isOver) {
      await restAtWord(campaign);
      const word = toWord("s", number, words.size);
      for (const piece of [word.slice(0, 3), word.slice(3, 6), word.slice(6), " "]) text.insert(text.length, piece);
      words.add(word);
      if (campaign.random.chance(0.05)) provider.disconnect();
      else if (!provider.shouldConnect) provider.connect();
    }
    provider.connect();
  };
  return { doc, words, work: type() };
}

/** A paragraph for each at the end of the conclusion, with a word: two in one would write into each other's words. */
export async function beginParagraphs(people: readonly BrowserPerson[]): Promise<void> {
  for (const [number, { page }] of people.entries()) {
    await conclusionOf(page).focus();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.press("Enter");
    const word = toWord("b", number, 0);
    await page.keyboard.type(`${word} `);
    for (const one of people) await conclusionOf(one.page).getByText(word).waitFor();
  }
}

/** Somebody who types on in a real browser, whatever the network does. */
export function typeInBrowser(campaign: Campaign, { page }: BrowserPerson, number: number): Typing {
  const words = new Set<string>([toWord("b", number, 0)]);
  const type = async (): Promise<void> => {
    while (!campaign.isOver) {
      await restAtWord(campaign);
      const word = toWord("b", number, words.size);
      await page.keyboard.type(`${word} `);
      words.add(word);
    }
  };
  return { words, work: type() };
}

/** An expert who annotates the opened item and changes their score on it, over and over. */
export async function workOnOpened(campaign: Campaign, client: PageClient, { opened, evidence }: Desk): Promise<void> {
  const { item } = opened;
  const standing = { version: 1, milliPoints: opened.milliPoints };
  while (!campaign.isOver) {
    await pause(campaign.random.between(500, 2_500));
    if (campaign.random.chance(0.6)) {
      const start = campaign.random.between(0, 200);
      const annotation = ulid();
      const place = { start, end: start + campaign.random.between(1, 80), body: `Đoạn này, ${annotation}` };
      await send(campaign, client, annotationOf(item, evidence.get(item.itemId)!, { annotation, ...place }));
    } else {
      const milliPoints = standing.milliPoints === 13_000 ? 14_000 : 13_000;
      const values = { old: points(standing.milliPoints), new: points(milliPoints), level: 3 };
      await send(campaign, client, changeOf(item, { expects: standing.version, ...values }));
      standing.version += 1;
      standing.milliPoints = milliPoints;
    }
  }
}

/** Texts of the paragraphs, in order, without spaces at their ends. */
export function readParagraphs(doc: Y.Doc): string[] {
  const children = doc.getXmlFragment(CONCLUSION_ROOT).toArray() as Y.XmlElement[];
  return children.map((paragraph) =>
    paragraph
      .toArray()
      .map((text) => (text as Y.XmlText).toJSON())
      .join("")
      .trim(),
  );
}

/** People take their time: there is no event to wait for. */
async function pause(ms: number): Promise<void> {
  await once(AbortSignal.timeout(ms), "abort");
}
