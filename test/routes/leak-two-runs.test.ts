import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { CommandEnvelope } from "../../server/domain/event/envelope.ts";
import { toHex } from "../../server/domain/ledger/bytes.ts";
import { ROUND } from "../helpers/make-round.ts";
import { type Dialect, makeTestLocation } from "../helpers/open-test-database.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import { annotationOf, sealOf } from "../helpers/page-commands.ts";
import type { PageClient } from "../helpers/page-client.ts";
import { open } from "../helpers/path-steps.ts";
import { makeRandom } from "../helpers/random.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { until } from "../helpers/until.ts";
import { scaled } from "../scale.ts";
import { collectGet, collectExport, listen } from "./leak/collect.ts";
import { type Given, listDifferences, type Run } from "./leak/compare-runs.ts";
import { LEAK_PARAMETERS, listAddresses, listPageRoutes, toRequests } from "./leak/page-doors.ts";
import { signInEverybody } from "./leak/people.ts";
import { actByVariant, type Variant, VARIANTS } from "./leak/secret-variants.ts";

const ITEM = `${ROUND}.hue.2.1`;
const NOW = new Date("2026-03-10T02:00:00.000Z");
/** Where the pages say that they are; the servers listen wherever there is a free port. */
const ORIGIN = "http://127.0.0.1:4680";
const WATCHERS = scaled({
  small: ["expert B", "chair", "secretariat 1", "own agency", "public"],
  full: undefined,
});
const DIALECTS = scaled<readonly Dialect[]>({ small: ["sqlite"], full: ["sqlite", "postgres"] });
const TIME = { timeout: scaled({ small: 120_000, full: 600_000 }) };

/** A repeatable sequence of bytes. */
function makeBytes(seed: number): (length: number) => Uint8Array {
  const random = makeRandom(seed);
  return (length) => Uint8Array.from({ length }, () => random.between(0, 255));
}

interface Witnessed {
  readonly world: RoundServer;
  readonly runs: ReadonlyMap<string, Run>;
}

/** One run from an empty database on: the same people, keys, clock and chance, and A as the variant says. */
async function runOnce(dialect: Dialect, keysDir: string, variant: Variant): Promise<Witnessed> {
  const environment = { PUBLIC_ORIGIN: ORIGIN, DATA_DIR: makeTestDir(), ...(await placeDatabase(dialect)) };
  cpSync(keysDir, join(environment.DATA_DIR, "keys"), { recursive: true });
  // No checkpoint is published but where the run asks for it.
  const ledger = { randomBytes: makeBytes(7), publishEveryMs: 3_600_000 };
  const site = { dialect, environment, evidenceOf: ["2.1"], now: () => NOW, ledger };
  const world = await openRoundServer(site);
  const people = await signInEverybody(world, WATCHERS);
  const a = await world.signIn(world.round.panel1.experts[0]!);
  const rooms = [`draft/${ITEM}/${a.sender.actorId}`, `conclusion/${ITEM}`, `board/${ROUND}.p1`];
  const listening = new Map(
    [...people].map(([who, client]) => [who, listen(world.server, client, { roundId: ROUND, rooms })]),
  );
  const feedOf = (who: string): string => listening.get(who)!.received()[0]![1].toString();
  await until(() => feedOf("expert B") !== "", { what: "the feed is open" });
  await actByVariant(world, a, variant);
  await until(() => feedOf("expert B").includes("seal-count"), { what: "the panel hears that a seal exists" });
  await world.server.services.ledger.publish();
  await world.server.services.access.flush();
  const given = new Map([...people.keys()].map((who) => [who, [] as Given[]]));
  const taker = (who: string) => (door: string, bytes: Buffer) =>
    void given.get(who)!.push({ door: `${who}, ${door}`, bytes });
  const addresses = (await listPageRoutes()).flatMap((route) => listAddresses(route, LEAK_PARAMETERS));
  for (const [who, client] of people) {
    for (const path of addresses.flatMap(toRequests)) taker(who)(path, await collectGet(world.server, client, path));
    taker(who)("export", await collectExport(world.server.services, client));
  }
  // After everybody has read: from here on the log grows, and is published by the clock of the machine.
  for (const [who, client] of people) {
    for (const [what, bytes] of client === null ? [] : await actAsOther(world, client)) taker(who)(what, bytes);
  }
  await until(() => feedOf("expert B").includes("annotation"), { what: "B's own note came by the feed" });
  for (const [who, stream] of listening) {
    for (const [door, bytes] of stream.received()) taker(who)(door, bytes);
    stream.close();
  }
  const accounts = await world.server.database.reader.selectFrom("account").select(["id", "login"]).execute();
  const runs = new Map<string, Run>();
  for (const [who, client] of people) {
    const own = new Map(accounts.map(({ id, login }) => [id, `account ${login}`]));
    if (client !== null) own.set(client.sender.csrfToken, "csrf token");
    runs.set(who, { given: given.get(who)!, own });
  }
  return { world, runs };
}

async function placeDatabase(dialect: Dialect): Promise<{ DATABASE_URL?: string }> {
  return dialect === "postgres" ? { DATABASE_URL: await makeTestLocation(dialect) } : {};
}

/** What others try or do on the item: the answers say no more than the pages do. */
async function actAsOther(world: RoundServer, client: PageClient): Promise<[string, Buffer][]> {
  const item = await world.hue("2.1");
  const document = world.evidence.get(ITEM)!;
  const own = { annotation: `cua-${client.login}`, start: 30, end: 50, body: "Của tôi" };
  const tries = {
    annotate: annotationOf(item, document, own),
    "annotate as A did": annotationOf(item, document, { ...own, annotation: "rieng-0" }),
    seal: sealOf(item, { expects: 0, milliPoints: 18_000, level: 4 }),
    "seal once more": sealOf(item, { expects: 0, milliPoints: 17_000, level: 4 }),
  };
  const heard: [string, Buffer][] = [];
  for (const [at, [what, page]] of Object.entries(tries).entries()) {
    const bytes = makeBytes(at + client.login.length * 100);
    const command = `01HZ${"0".repeat(20)}${client.login.length % 10}${at}`;
    const { envelope } = client.prepare({ ...page, command });
    const salt = (): string => toHex(bytes(32));
    const fixed: CommandEnvelope = { ...envelope, salts: { head: salt(), value: salt(), text: salt() } };
    const answer = await client.post(fixed);
    const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
    heard.push([what, Buffer.from(`${answer.status}\n${headers}\n\n${answer.body}`)]);
  }
  return heard;
}

describe.each(DIALECTS)("%s: two runs that differ in what expert A hides", TIME, (dialect) => {
  let one: Witnessed;
  let other: Witnessed;

  beforeAll(async () => {
    const first = await openRoundServer({ evidenceOf: [], environment: { PUBLIC_ORIGIN: ORIGIN } });
    const keysDir = makeTestDir();
    mkdirSync(keysDir, { recursive: true });
    cpSync(join(first.dataDir, "keys"), keysDir, { recursive: true });
    await first.server.close();
    one = await runOnce(dialect, keysDir, VARIANTS[0]);
    other = await runOnce(dialect, keysDir, VARIANTS[1]);
  }, TIME.timeout);

  test("leave logs of one size", () => {
    expect(one.world.server.services.ledger.size()).toBe(other.world.server.services.ledger.size());
  });

  test("are one and the same to everybody else: bodies, headers, frames, their number and order", () => {
    const differences = [...one.runs].flatMap(([who, run]) => listDifferences(run, other.runs.get(who)!));
    expect(differences).toEqual([]);
  });

  test("are told apart once the batch is open", async () => {
    const after: Run[] = [];
    for (const { world, runs } of [one, other]) {
      const { round, server } = world;
      await open(server.services, round.panel1.chair, round.officers[0], `${ROUND}.p1.m2`);
      const b = await world.signIn(round.panel1.experts[1]!);
      const path = `/items/${ITEM}.data`;
      const { own } = runs.get("expert B")!;
      after.push({ own, given: [{ door: path, bytes: await collectGet(server, b, path) }] });
    }
    expect(listDifferences(after[0]!, after[1]!)).toHaveLength(1);
  });
});
