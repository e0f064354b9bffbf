import { ulid } from "ulid";
import { connectRoom, type RoomClient } from "../../app/live/room-provider.ts";
import type { PageCommand, PreparedCommand } from "../../app/live/send-command.ts";
import type { ItemRow } from "../../db/queries/items.ts";
import { parseRoomName } from "../../server/domain/live/room-name.ts";
import { findDocumentRoot } from "../../server/domain/live/document-shape.ts";
import type { TestEvidence } from "../helpers/add-evidence.ts";
import { annotationOf, changeOf, sealOf, withdrawalOf } from "../helpers/page-commands.ts";
import type { CheckedReceipt, PageClient } from "../helpers/page-client.ts";
import { NO_DETAIL } from "../../server/domain/scoring/choice.ts";
import type { Random } from "../helpers/random.ts";
import { points } from "../helpers/path-steps.ts";
import type { KilledSite } from "./killed-site.ts";
import { addParagraph } from "./start-room-server.ts";

/** A command with the receipt that its sender holds. */
export interface Kept extends CheckedReceipt {
  readonly prepared: PreparedCommand;
  readonly client: PageClient;
}

/** What all share. */
export interface Campaign {
  readonly site: KilledSite;
  readonly random: Random;
  readonly kept: Kept[];
  /** Commands that got no answer at first, and were sent again as they were. */
  unanswered: number;
  isOver: boolean;
}

/** Sends until there is an answer, as the outbox of a page does, and keeps the checked receipt. */
export async function send(campaign: Campaign, client: PageClient, page: PageCommand): Promise<void> {
  const prepared = client.prepare(page);
  await deliver(campaign, client, prepared);
  if (!campaign.random.chance(0.1)) return;
  // A page that doubts sends again: the same entry.
  const earlier = campaign.random.pick(campaign.kept);
  const again = await deliver(campaign, earlier.client, earlier.prepared);
  if (again !== earlier.seq) throw new Error(`command ${earlier.prepared.command}: entries ${earlier.seq}, ${again}`);
}

async function deliver(campaign: Campaign, client: PageClient, prepared: PreparedCommand): Promise<number> {
  const { site } = campaign;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    await site.whenUp();
    const answer = await client.post(prepared.envelope).catch(() => null);
    if (answer === null || answer.status >= 500) {
      campaign.unanswered += 1;
      continue;
    }
    if (answer.status !== 200) throw new Error(`${prepared.envelope.parts.head}: ${answer.status} ${answer.body}`);
    const checked = client.check(prepared, answer.body);
    campaign.kept.push({ ...checked, prepared, client });
    site.told.recorded.add(checked.seq);
    site.acknowledge();
    return checked.seq;
  }
  throw new Error(`command ${prepared.command}: no answer to 100 attempts`);
}

/** What an expert works on: blind items of the sample framework scored by ranges, and one that is opened. */
export interface Desk {
  readonly blind: readonly { readonly item: ItemRow; readonly maxMilliPoints: number }[];
  readonly evidence: ReadonlyMap<string, TestEvidence>;
  /** With the version and the points that the expert has sealed before. */
  readonly opened: { readonly item: ItemRow; readonly milliPoints: number };
}

/** An expert who seals, replaces, withdraws, annotates and changes until the campaign is over. */
export async function scoreOn(campaign: Campaign, client: PageClient, desk: Desk): Promise<void> {
  const { random } = campaign;
  const versions = new Map(desk.blind.map(({ item }) => [item.itemId, { version: 0, isSealed: false }]));
  const opened = { version: 1, milliPoints: desk.opened.milliPoints };
  while (!campaign.isOver) {
    const { item, maxMilliPoints } = random.pick(desk.blind);
    const standing = versions.get(item.itemId)!;
    const step = random.between(1, 10);
    if (step <= 6) {
      // The three highest points that each of these scales has.
      const milliPoints = maxMilliPoints - 500 * random.between(0, 2);
      await send(campaign, client, sealOf(item, { expects: standing.version, milliPoints, level: 4 }));
      versions.set(item.itemId, { version: standing.version + 1, isSealed: true });
    } else if (step === 7 && standing.isSealed) {
      await send(campaign, client, withdrawalOf(item, standing.version));
      versions.set(item.itemId, { version: standing.version + 1, isSealed: false });
    } else if (step <= 9) {
      const evidence = desk.evidence.get(item.itemId)!;
      const start = random.between(0, 200);
      const place = { start, end: start + random.between(1, 80), body: `Đoạn này, ${start}` };
      await send(campaign, client, annotationOf(item, evidence, { annotation: ulid(), ...place }));
    } else {
      const milliPoints = opened.milliPoints === 13_000 ? 14_000 : 13_000;
      const values = { old: points(opened.milliPoints), new: points(milliPoints), ...NO_DETAIL, level: 3 };
      await send(campaign, client, changeOf(desk.opened.item, { expects: opened.version, ...values }));
      opened.version += 1;
      opened.milliPoints = milliPoints;
    }
  }
}

/** Joins a room as a page does, over the stock provider. */
export function joinRoom(site: KilledSite, client: PageClient, path: string): RoomClient {
  const room = parseRoomName(path);
  if (room === null) throw new RangeError(`no room ${path}`);
  const url = `${site.address.replace("http", "ws")}/rooms`;
  return connectRoom({ url, room, WebSocketPolyfill: client.WebSocketPolyfill });
}

/**
 * Types paragraphs, and remembers each that the page called saved; while the server is away it writes on.
 *
 * @param rest - between one lot and the next; none when left out.
 */
export async function typeOn(
  campaign: Campaign,
  client: PageClient,
  path: string,
  rest: () => Promise<void> = async () => undefined,
): Promise<void> {
  const { site, random } = campaign;
  const room = joinRoom(site, client, path);
  const root = findDocumentRoot(parseRoomName(path)!.kind)!;
  const saved = site.told.saved.get(path) ?? new Set<string>();
  site.told.saved.set(path, saved);
  // The back-off of the provider may be seconds; a person who sees the page come back presses on.
  site.onRestart(() => {
    if (campaign.isOver) return;
    room.provider.disconnect();
    room.provider.connect();
  });
  while (!campaign.isOver) {
    const typed = Array.from({ length: random.between(1, 3) }, () => `${client.login} ${ulid()}`);
    for (const text of typed) addParagraph(room.doc, text, root);
    await whenSaved(room);
    for (const text of typed) saved.add(text);
    site.acknowledge();
    await rest();
  }
  room.destroy();
}

async function whenSaved({ saveState }: RoomClient): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const look = (): void => {
      const state = saveState.get();
      if (state.startsWith("closed")) reject(new Error(`the room closed: ${state}`));
      if (state !== "saved") return;
      stop();
      resolve();
    };
    const stop = saveState.subscribe(look);
    look();
  });
}
