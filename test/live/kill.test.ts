import { expect, test } from "vitest";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { type PageClient, signInByForm } from "../helpers/page-client.ts";
import { makeRandom } from "../helpers/random.ts";
import { scaled } from "../scale.ts";
import { checkCommands, checkLog, checkReceipts, checkRooms } from "./killed-checks.ts";
import { type Campaign, scoreOn, typeOn } from "./killed-people.ts";
import { makePlace, prepareRound } from "./killed-round.ts";
import { KilledSite } from "./killed-site.ts";

const KILLS = scaled({ small: { sqlite: 8, postgres: 3 }, full: { sqlite: 200, postgres: 50 } });
const SEED = 20_260_504;

test.each(DIALECTS)(
  "%s: killed while people score and type, the server loses nothing that it called recorded or saved",
  async (dialect) => {
    const place = await makePlace(dialect);
    const { experts, desk, log } = await prepareRound(place);
    const site = await KilledSite.start(place);
    const random = makeRandom(SEED);
    const campaign: Campaign = { site, random, kept: [], unanswered: 0, isOver: false };
    const clients = await Promise.all(experts.map((expert) => signInByForm(site, { ...expert, log })));
    const rooms = new Map<string, PageClient>();
    const conclusion = `conclusion/${desk.opened.item.itemId}`;
    const people = clients.flatMap((client) => {
      const draft = `draft/${desk.blind[0]!.item.itemId}/${client.sender.actorId}`;
      rooms.set(draft, client).set(conclusion, client);
      return [scoreOn(campaign, client, desk), typeOn(campaign, client, draft), typeOn(campaign, client, conclusion)];
    });
    const work = Promise.all(people);
    const kills = KILLS[dialect];
    for (let done = 0; done < kills; done += 1) {
      await Promise.race([site.killAfter(random.between(3, 30), random), work]);
    }
    campaign.isOver = true;
    await work;
    expect(await site.restart()).toBe(0);

    await checkReceipts(site, log.verifierKey, campaign.kept);
    const texts = await checkRooms(site, rooms);
    await checkLog(site, log.verifierKey);
    // PostgreSQL has one writer at a time: what it holds is read once the server has ended.
    await site.stop();
    await checkCommands(site, campaign.kept);
    expect(campaign.kept.length).toBeGreaterThan(kills);
    expect(campaign.unanswered).toBeGreaterThan(0);
    expect(texts).toBeGreaterThan(kills);
    const facts = { dialect, kills, seed: SEED, receipts: campaign.kept.length, texts, resent: campaign.unanswered };
    process.stdout.write(`${JSON.stringify(facts)}\n`);
  },
  60_000 + Math.max(...Object.values(KILLS)) * 10_000,
);
