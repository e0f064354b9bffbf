import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { PageCommand } from "../../app/live/send-command.ts";
import { ROUND } from "../helpers/make-round.ts";
import { type Dialect, makeTestLocation } from "../helpers/open-test-database.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import { annotationOf, changeOf, sealOf } from "../helpers/page-commands.ts";
import type { PageClient } from "../helpers/page-client.ts";
import { open, points } from "../helpers/path-steps.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { until } from "../helpers/until.ts";
import { scaled } from "../scale.ts";
import { type Canary, findCanaries } from "./leak/canaries.ts";
import * as collect from "./leak/collect.ts";
import * as atRest from "./leak/collect-at-rest.ts";
import { LEAK_PARAMETERS, listAddresses, listPageRoutes, toRequests } from "./leak/page-doors.ts";
import { type People, signInEverybody } from "./leak/people.ts";
import { actInSecret, makeSecrets, type Secrets } from "./leak/secret-acts.ts";

const BATCH = `${ROUND}.p1.m2`;
const ITEM = `${ROUND}.hue.2.1`;

const DIALECTS = scaled<readonly Dialect[]>({ small: ["sqlite"], full: ["sqlite", "postgres"] });

/** Who is enough where the doors were all tried before: with the other database, and after the opening. */
const FEW = ["expert B", "chair", "secretariat 1", "own agency"];

/** Some two thousand requests. */
const TIME = { timeout: 300_000 };

describe.each(DIALECTS)("%s: before its batch opens, nobody gets a byte of what expert A hides", TIME, (dialect) => {
  let world: RoundServer;
  let a: PageClient;
  let people: People;
  let secrets: Secrets;
  let addresses: string[];
  let replicaDir: string;
  let location: string;
  const texts = makeSecrets();
  const listening = new Map<string, collect.Listening>();

  beforeAll(async () => {
    replicaDir = makeTestDir();
    const own = dialect === "postgres" ? { DATABASE_URL: await makeTestLocation(dialect) } : {};
    const environment = { REPLICA_DIR: replicaDir, ...own };
    world = await openRoundServer({ dialect, evidenceOf: ["2.1"], environment });
    location = own.DATABASE_URL ?? join(world.dataDir, "assay.db");
    a = await world.signIn(world.round.panel1.experts[0]!);
    people = await signInEverybody(world, dialect === "sqlite" ? undefined : FEW);
    addresses = (await listPageRoutes()).flatMap((route) => listAddresses(route, LEAK_PARAMETERS));
  });

  /** What every door gives to everybody but A, looked through for the canaries. */
  async function findLeaks(canaries: readonly Canary[], only?: readonly string[]): Promise<string[]> {
    const { server } = world;
    const leaks: string[] = [];
    const sink = (who: string) => (door: string, bytes: Buffer) => {
      leaks.push(...findCanaries(bytes, canaries).map((what) => `${who}, ${door}: ${what}`));
    };
    for (const [place, [who, client]] of [...people].entries()) {
      if (only !== undefined && !only.includes(who)) continue;
      const requests = addresses.flatMap(toRequests).filter((_path, at) => isAsked(at, place));
      for (const path of requests) sink(who)(path, await collect.collectGet(server, client, path));
      sink(who)("export", await collect.collectExport(server.services, client));
      for (const [door, bytes] of listening.get(who)?.received() ?? []) sink(who)(door, bytes);
    }
    return leaks;
  }

  /** What those hear who try to act on A's things, or on the item out of turn, while it is hidden. */
  async function findLeaksInRefusals(canaries: readonly Canary[]): Promise<string[]> {
    const leaks: string[] = [];
    for (const client of people.values()) {
      if (client === null) continue;
      for (const [what, answer] of Object.entries(await collectRefusals(client))) {
        leaks.push(...findCanaries(answer, canaries).map((found) => `${client.login}, ${what}: ${found}`));
      }
    }
    return leaks;
  }

  async function collectRefusals(client: PageClient): Promise<Record<string, Buffer>> {
    const item = await world.hue("2.1");
    const place = { start: 0, end: 5, body: "Của tôi" };
    const { facts } = sealOf(item, { expects: 7, milliPoints: 18_000, level: 4 });
    const tries: Record<string, object> = {
      seal: sealOf(item, { expects: 7, milliPoints: 18_000, level: 4 }),
      change: changeOf(item, { expects: 2, old: points(18_000), new: points(17_500), level: 4 }),
      annotation: annotationOf(item, world.evidence.get(ITEM)!, { annotation: "ghi-chu-a", ...place }),
      reply: {
        type: "message.posted",
        facts,
        value: { message: "m", annotation: "ghi-chu-a", mentions: [] },
        text: { body: "?" },
      },
      removal: { type: "annotation.removed", facts, value: { annotation: "ghi-chu-a" }, text: {} },
      proposal: {
        type: "batch.opening-proposed",
        facts: { batch: BATCH },
        value: { missing: [] },
        text: { reason: "" },
      },
      citation: {
        ...sealOf(item, { expects: 0, milliPoints: 18_000, level: 4 }),
        facts: { ...facts, cites: [{ annotation: "ghi-chu-a", version: 2, hash: "0".repeat(64) }] },
      },
    };
    const heard: Record<string, Buffer> = {};
    for (const [what, page] of Object.entries(tries)) {
      const answer = await client.post(client.prepare(page as PageCommand).envelope);
      if (answer.status === 200) throw new Error(`${client.login} may not give ${what}: ${answer.body}`);
      heard[what] = Buffer.from(JSON.stringify([...answer.headers]) + answer.body);
    }
    return heard;
  }

  /** What nobody has to sign in for, or what somebody has who took the disk without its keys. */
  async function findLeaksAtRest(canaries: readonly Canary[]): Promise<string[]> {
    const { server } = world;
    const leaks: string[] = [];
    const sink: collect.Sink = (door, bytes) => {
      leaks.push(...findCanaries(bytes, canaries).map((what) => `${door}: ${what}`));
    };
    await server.services.ledger.publish();
    await server.services.access.flush();
    await collect.collectLog(server, server.services.ledger.size(), sink);
    sink("database copy", await collect.collectDatabase(server.database));
    collect.collectFolder(world.dataDir, sink);
    // Built before any round: a number in a drawing is no score.
    const isText = ({ name }: Canary): boolean => name !== texts.points.name;
    await collect.collectStatic(server, (door, bytes) => {
      leaks.push(...findCanaries(bytes, canaries.filter(isText)).map((what) => `${door}: ${what}`));
    });
    sink("server log", Buffer.from(JSON.stringify(server.log)));
    // As a file holds a number: in bytes that are sealed a few digits stand by chance.
    const inFiles = canaries.map((one) => (isText(one) ? one : { ...one, forms: one.forms.slice(0, 1) }));
    const copies: collect.Sink = (door, bytes) => {
      leaks.push(...findCanaries(bytes, inFiles).map((what) => `${door}: ${what}`));
    };
    collect.collectFolder(replicaDir, copies);
    await atRest.collectBackups({ dialect, location }, copies);
    await atRest.collectRebuilt(server.services, dialect, copies);
    return leaks;
  }

  test("the canaries are nowhere before anything is hidden", async () => {
    const all = Object.values(texts);
    expect(await findLeaks(all, ["expert B", "public"])).toEqual([]);
    expect(await findLeaksAtRest(all)).toEqual([]);
  });

  test("no door, to no role, in no form", async () => {
    const draft = `draft/${ITEM}/${a.sender.actorId}`;
    const rooms = [draft, `conclusion/${ITEM}`, `board/${ROUND}.p1`, `board/${ROUND}.p2`];
    for (const [who, client] of people) {
      listening.set(who, collect.listen(world.server, client, { roundId: ROUND, rooms }));
    }
    const board = (who: string) =>
      listening
        .get(who)!
        .received()
        .find(([door]) => door === `room board/${ROUND}.p1`)![1];
    await until(() => board("expert B").length > 0 && board("chair").length > 0, { what: "the board has let them in" });
    secrets = await actInSecret(world, a, texts);
    const feedOf = (who: string) => listening.get(who)!.received()[0]![1].toString();
    await until(() => feedOf("expert B").includes("seal-count"), { what: "the panel hears that a seal exists" });

    const hidden = [...secrets.opened, ...secrets.kept, ...secrets.salts];
    expect(await findLeaks(hidden)).toEqual([]);
    expect(await findLeaksInRefusals(hidden)).toEqual([]);
    expect(await findLeaksAtRest([...hidden, ...atRest.readKeyCanaries(world.dataDir)])).toEqual([]);
  });

  test("once it is open the panel has it; what was taken back stays A's", async () => {
    const { server, round } = world;
    await open(server.services, round.panel1.chair, round.officers[0], BATCH);
    const leaks = await findLeaks([...secrets.opened, ...secrets.kept], scaled({ small: FEW, full: undefined }));
    const isEntitled = (line: string): boolean => ENTITLED.some((who) => line.startsWith(`${who},`));
    expect(leaks.filter((line) => !isEntitled(line))).toEqual([]);
    for (const { name } of secrets.opened)
      expect(leaks.filter((line) => line.includes(`: ${name} as`))).not.toEqual([]);
    for (const { name } of secrets.kept) expect(leaks.filter((line) => line.includes(`: ${name} as`))).toEqual([]);
    const pages = leaks.filter((line) => line.startsWith(`expert B, /items/${ITEM}`));
    for (const { name } of secrets.opened)
      expect(pages.filter((line) => line.includes(`: ${name} as`))).not.toEqual([]);
    expect(await findLeaksAtRest(secrets.kept)).toEqual([]);
    // The search itself finds what is there: the same places after the opening.
    const now = await findLeaksAtRest(secrets.opened);
    for (const place of placesOf(dialect)) expect(now.filter((line) => line.startsWith(place))).not.toEqual([]);
    for (const one of listening.values()) one.close();
  });
});

/** Requests are for the document and the data of each address; at small counts a person asks for one of the two. */
const isAsked = (request: number, person: number): boolean =>
  scaled({ small: request % 2 === (Math.floor(request / 2) + person) % 2, full: true });

/** Where the tables lie, that show what is opened. */
const placesOf = (dialect: Dialect): string[] =>
  dialect === "postgres"
    ? ["database copy", "file of score", "file of annotation", "rebuilt database"]
    : ["database copy", "DATA_DIR/assay.db", "backup vacuumed.db", "backup copied.db", "rebuilt database"];

/** After the opening: the panel and those who oversee the round. */
const ENTITLED = ["expert B", "chair", "secretariat 1", "secretariat 2", "council", "delegate", "auditor"];
