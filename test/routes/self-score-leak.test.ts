import { beforeAll, expect, test } from "vitest";
import { EMPTY_CHOICE } from "../../server/domain/scoring/choice.ts";
import { itemFacts } from "../../server/services/commands/item-context.ts";
import { ROUND } from "../helpers/make-round.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import type { PageClient } from "../helpers/page-client.ts";
import { findCanaries, makePointsCanary } from "./leak/canaries.ts";
import { collectExport, collectGet, listen } from "./leak/collect.ts";
import { listAddresses, listPageRoutes, toRequests } from "./leak/page-doors.ts";

const ITEM = `${ROUND}.hue.2.1`;
const SELF = makePointsCanary("self-score of 2.1", 17_293);
const OTHER = makePointsCanary("self-score of 2.3", 7_831);
const PARAMETERS = {
  itemId: [ITEM, `${ROUND}.hue.2.3`],
  panelId: [`${ROUND}.p1`],
  ...{ batchId: [`${ROUND}.p1.m2`], caseId: ["khong-co"], evidenceId: ["khong-co"], annotationId: ["khong-co"] },
  ...{ roundId: [ROUND], entityId: ["hue"], "*": ["khong-co"] },
};

let site: RoundServer;
let a: PageClient;
let b: PageClient;
let chair: PageClient;
let addresses: string[];

beforeAll(async () => {
  site = await openRoundServer({ evidenceOf: ["2.1"], selfScores: { "2.1": 17_293, "2.3": 7_831 } });
  const { experts, chair: first } = site.round.panel1;
  [a, b, chair] = (await Promise.all([experts[0]!, experts[1]!, first].map((one) => site.signIn(one)))) as [
    PageClient,
    PageClient,
    PageClient,
  ];
  addresses = (await listPageRoutes()).flatMap((route) => listAddresses(route, PARAMETERS));
});

/** Doors at which a person gets one of the self-scores: pages, their data, and exports. */
async function findDoors(client: PageClient): Promise<string[]> {
  const found: string[] = [];
  const look = (door: string, bytes: Buffer): void => {
    found.push(...findCanaries(bytes, [SELF, OTHER]).map((what) => `${door}: ${what}`));
  };
  for (const path of addresses.flatMap(toRequests)) look(path, await collectGet(site.server, client, path));
  look("export", await collectExport(site.server.services, client));
  return found;
}

test("before a first choice the self-score reaches nobody who scores, at no door", { timeout: 120_000 }, async () => {
  for (const client of [a, b, chair]) expect(await findDoors(client)).toEqual([]);
  // The search finds it where it may be.
  const agency = await site.signIn(site.round.agencies[0]);
  expect((await findDoors(agency)).filter((line) => line.startsWith(`/items/${ITEM}`))).not.toEqual([]);
});

test("after it that expert has it on that item, and nobody else hears of it", { timeout: 120_000 }, async () => {
  const heard = listen(site.server, b, { roundId: ROUND, rooms: [] });
  const facts = itemFacts(await site.hue("2.1"));
  const value = { ...EMPTY_CHOICE, level: 3 };
  const prepared = a.prepare({ type: "choice.recorded", facts, value, text: {} });
  const answer = await a.post(prepared.envelope);
  expect([answer.status, findCanaries(Buffer.from(answer.body), [SELF])]).toEqual([200, []]);
  a.check(prepared, answer.body);

  // The workbench of that item, and the queue beside it; of the other item's self-score still nothing.
  const doors = await findDoors(a);
  const isOfItem = (line: string): boolean => line.startsWith(`/items/${ITEM}`);
  expect(doors.filter(isOfItem)).not.toEqual([]);
  expect(doors.filter((line) => !isOfItem(line) && !/^\/queue(\.data)?:/.test(line))).toEqual([]);
  expect(doors.filter((line) => line.includes(OTHER.name))).toEqual([]);
  for (const client of [b, chair]) expect(await findDoors(client)).toEqual([]);
  expect(heard.received().map(([, bytes]) => bytes.toString())).not.toContainEqual(expect.stringContaining(ITEM));
  heard.close();
});
