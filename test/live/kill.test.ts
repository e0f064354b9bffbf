import { join } from "node:path";
import { expect, test } from "vitest";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { withSnapshot } from "../../db/dialects/open-snapshot.ts";
import { fromBase64, fromUtf8 } from "../../server/domain/ledger/bytes.ts";
import { parseCheckpoint } from "../../server/domain/ledger/checkpoint.ts";
import { parseEntryBundle } from "../../server/domain/ledger/entry-bundle.ts";
import { hashLeaf, verifyConsistency, verifyInclusion } from "../../server/domain/ledger/merkle-tree.ts";
import { verifyNote } from "../../server/domain/ledger/signed-note.ts";
import { tilePath } from "../../server/domain/ledger/tile-path.ts";
import { runVerify } from "../../server/cli/verify.ts";
import { nodeCrypto, sha256 } from "../../server/services/hash.ts";
import { checkDatabase } from "../../server/services/ledger/check-database.ts";
import { describeDifference, rebuildDatabase } from "../../server/services/rebuild/rebuild-database.ts";
import { createServices } from "../../server/services/services.ts";
import { addEvidence, type TestEvidence } from "../helpers/add-evidence.ts";
import { makeRound, ROUND } from "../helpers/make-round.ts";
import { openTestDatabase } from "../helpers/open-test-database.ts";
import { type PageClient, signInByForm } from "../helpers/page-client.ts";
import { getItem, open, seal } from "../helpers/path-steps.ts";
import { makeRandom } from "../helpers/random.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { until } from "../helpers/until.ts";
import { scaled } from "../scale.ts";
import { KilledSite } from "./killed-site.ts";
import { type Campaign, joinRoom, type Kept, scoreOn, typeOn } from "./killed-people.ts";
import { textOf } from "./start-room-server.ts";

const KILLS = scaled({ small: 20, full: 200 });
const SEED = 20_260_504;

/** Indicators scored by ranges with a level 4, and their maximum; their batches stay closed. */
const BLIND = { "2.1": 20_000, "2.3": 10_000, "4.1": 30_000, "7.3": 40_000 };

/** A round with an opened batch and evidence, on a folder that no server has open. */
async function prepare(dataDir: string) {
  const database = await openDatabase(join(dataDir, "assay.db"));
  const options = { database, dataDir, logOrigin: "test.example/kill", now: () => new Date(), isSimulated: false };
  const services = await createServices(options);
  let evidence: ReadonlyMap<string, TestEvidence> = new Map();
  const getBlind = () => Promise.all(Object.keys(BLIND).map((code) => getItem(services, `${ROUND}.hue.${code}`)));
  const round = await makeRound(services, {
    evidence: async ({ agencies }) => {
      evidence = await addEvidence(services, agencies[0], await getBlind());
    },
  });
  const { chair, experts } = round.panel1;
  const openedId = round.itemId("hue", "1.2");
  for (const expert of experts) await seal(services, expert, { itemId: openedId, milliPoints: 13_000, level: 3 });
  await open(services, chair, round.officers[0], `${ROUND}.p1.m1`);
  const maxima = Object.values(BLIND);
  const blind = (await getBlind()).map((item, place) => ({ item, maxMilliPoints: maxima[place]! }));
  const opened = { item: await getItem(services, openedId), milliPoints: 13_000 };
  const log = { origin: services.ledger.origin, verifierKey: services.ledger.verifierKey };
  await services.ledger.close();
  await database.close();
  return { experts, desk: { blind, opened, evidence }, log };
}

/** The log as anybody gets it: entries, and the published checkpoint with its signature checked. */
async function readLog(site: KilledSite, verifierKey: string) {
  const get = async (path: string) => new Uint8Array(await (await fetch(`${site.address}/log/${path}`)).arrayBuffer());
  const note = verifyNote(nodeCrypto, { note: fromUtf8(await get("checkpoint")), verifierKey });
  const checkpoint = parseCheckpoint(note!);
  const entries: string[] = [];
  while (entries.length < checkpoint.size) {
    const width = Math.min(256, checkpoint.size - entries.length);
    const bundle = parseEntryBundle(await get(tilePath("entries", entries.length / 256, width)));
    entries.push(...bundle.map(fromUtf8));
  }
  return { ...checkpoint, entries };
}

/** Each receipt's entry is in the final log as it was, and that log continues the one that the receipt signs. */
async function checkReceipts(site: KilledSite, verifierKey: string, kept: readonly Kept[]): Promise<void> {
  const { size, root, entries } = await readLog(site, verifierKey);
  const ask = async (path: string) => {
    const { proof } = (await (await fetch(`${site.address}/log/${path}`)).json()) as { proof: string[] };
    return proof.map(fromBase64);
  };
  for (const { seq, receipt, ...signed } of kept) {
    expect(entries[seq], `entry ${seq}`).toBe(receipt.entry);
    const leafHash = hashLeaf(sha256, new TextEncoder().encode(receipt.entry));
    const inclusion = { leafHash, leafIndex: seq, treeSize: size, proof: await ask(`proof/${seq}`), root };
    expect(verifyInclusion(sha256, inclusion), `entry ${seq} in the final tree`).toBe(true);
    const proof = await ask(`consistency?from=${signed.size}&to=${size}`);
    const claim = { oldSize: signed.size, oldRoot: signed.root, newSize: size, newRoot: root, proof };
    expect(verifyConsistency(sha256, claim), `final tree after size ${signed.size}`).toBe(true);
  }
}

/** One entry for each command, and one command for each receipt. */
async function checkCommands(site: KilledSite, kept: readonly Kept[]): Promise<void> {
  await site.read(async ({ database, vault }) => {
    const problems = (await checkDatabase(database, vault)).flatMap(({ problems }) => problems);
    expect(problems).toEqual([]);
    const target = await openTestDatabase("sqlite");
    const { stored, differences } = await withSnapshot(database, (source) =>
      rebuildDatabase({ source, target, vault }),
    );
    expect(differences.map(describeDifference)).toEqual([]);
    const heads = await database.reader.selectFrom("ledger_head").select(["seq", "actor_id", "command_id"]).execute();
    const byCommand = new Map(heads.map((head) => [`${head.actor_id} ${head.command_id}`, head.seq]));
    expect([byCommand.size, stored.size]).toEqual([heads.length, heads.length]);
    for (const { seq, prepared, client } of kept) {
      expect(byCommand.get(`${client.sender.actorId} ${prepared.command}`)).toBe(seq);
    }
  });
}

/** Everything that was called saved is in the room of somebody who joins anew. */
async function checkRooms(site: KilledSite, rooms: ReadonlyMap<string, PageClient>): Promise<number> {
  let count = 0;
  for (const [path, client] of rooms) {
    const room = joinRoom(site, client, path);
    await until(() => room.saveState.get() === "saved", { what: `${path} is loaded` });
    const text = textOf(room.doc, path.split("/", 1)[0]);
    const saved = [...site.told.saved.get(path)!];
    expect(saved.filter((one) => !text.includes(one))).toEqual([]);
    count += saved.length;
    room.destroy();
  }
  return count;
}

test(
  `killed ${KILLS} times while people score and type, the server loses nothing that it called recorded or saved`,
  async () => {
    const dataDir = makeTestDir();
    const { experts, desk, log } = await prepare(dataDir);
    const site = await KilledSite.start(dataDir);
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
    for (let kills = 0; kills < KILLS; kills += 1) {
      await Promise.race([site.killAfter(random.between(3, 30), random), work]);
    }
    campaign.isOver = true;
    await work;
    expect(await site.restart()).toBe(0);

    await checkReceipts(site, log.verifierKey, campaign.kept);
    await checkCommands(site, campaign.kept);
    const texts = await checkRooms(site, rooms);
    const silent = { stdout: { write: () => true }, stderr: { write: () => true } };
    expect(await runVerify([site.address, "--key", log.verifierKey], silent)).toBe(0);
    expect(campaign.kept.length).toBeGreaterThan(KILLS);
    expect(campaign.unanswered).toBeGreaterThan(0);
    expect(texts).toBeGreaterThan(KILLS);
    const facts = { kills: KILLS, seed: SEED, receipts: campaign.kept.length, texts, resent: campaign.unanswered };
    process.stdout.write(`${JSON.stringify(facts)}\n`);
  },
  KILLS * 10_000,
);
