import { expect, test } from "vitest";
import { encodePresence } from "../../server/live/frames.ts";
import { makeRound, PASSWORD, type Person, ROUND } from "../helpers/make-round.ts";
import { openTestServer, type TestServer } from "../helpers/open-test-server.ts";
import { open, seal } from "../helpers/path-steps.ts";
import { openRawSocket, type RawSocket } from "../helpers/raw-socket.ts";
import { until } from "../helpers/until.ts";
import { scaled } from "../scale.ts";

const LIMIT = { timeoutMs: 5_000 };
/** From the end of a session, or of a right, to the end of what was open by it; longer where other tests run beside. */
const CLOSED_MS_MAX = scaled({ small: 4_000, full: 1_000 });

/** What one browser of a person holds open. */
interface Held {
  readonly sessionIdHash: string;
  readonly feed: { text: string; isEnded: boolean };
  readonly sockets: readonly RawSocket[];
}

async function hold(server: TestServer, person: Person, rooms: readonly string[], now: Date): Promise<Held> {
  const request = { login: person.login, password: PASSWORD, address: "127.0.0.1", cookieHeader: null };
  const { setCookie, signedIn } = await server.identity.signIn(request, now);
  const headers = { cookie: setCookie.split(";", 1)[0]! };
  const feed = { text: "", isEnded: false };
  const response = await fetch(`${server.address}/rounds/${ROUND}/feed`, { headers });
  const read = async (): Promise<void> => {
    const [decoder, reader] = [new TextDecoder(), response.body!.getReader()];
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      feed.text += decoder.decode(chunk.value, { stream: true });
    }
  };
  read()
    .catch(() => undefined)
    .finally(() => (feed.isEnded = true));
  const sockets = rooms.map((room) => openRawSocket(server.address, room, headers));
  await until(() => sockets.every(({ frames }) => frames.length > 0) && feed.text.length > 0);
  return { sessionIdHash: signedIn.session.idHash, feed, sockets };
}

async function setStage() {
  const clock = { now: new Date() };
  const server = await openTestServer({ now: () => clock.now });
  const round = await makeRound(server.services);
  const itemId = round.itemId("hue", "1.2");
  for (const expert of round.panel1.experts) {
    await seal(server.services, expert, { itemId, milliPoints: 13_000, level: 3 });
  }
  await open(server.services, round.panel1.chair, round.officers[0], `${ROUND}.p1.m1`);
  const rooms = [`conclusion/${itemId}`, `board/${ROUND}.p1`];
  return { clock, server, round, itemId, rooms };
}

const codesOf = async ({ sockets }: Held): Promise<unknown[]> =>
  Promise.all(sockets.map(async ({ ended }) => (await ended) as { code: number })).then((all) =>
    all.map(({ code }) => code),
  );

test("whatever ends a session ends its rooms and its feed within a second, and nobody else's", async () => {
  const { clock, server, round, rooms } = await setStage();
  const [one, other] = round.panel1.experts as [Person, Person];
  const stays = await hold(server, other, rooms, clock.now);
  const ends: [string, (held: Held) => Promise<unknown>][] = [
    ["signed out in another tab", (held) => server.identity.signOut(held.sessionIdHash)],
    [
      "taken away by another process",
      (held) =>
        server.database.writer.run((trx) =>
          trx.deleteFrom("session").where("id_hash", "=", held.sessionIdHash).execute(),
        ),
    ],
    [
      "too old",
      (held) =>
        server.database.writer.run((trx) =>
          trx
            .updateTable("session")
            .set({ expires_at: clock.now.toISOString() })
            .where("id_hash", "=", held.sessionIdHash)
            .execute(),
        ),
    ],
  ];
  const took: Record<string, number> = {};
  for (const [how, end] of ends) {
    const held = await hold(server, one, rooms, clock.now);
    await end(held);
    const endedMs = performance.now();
    await until(() => held.feed.isEnded, { ...LIMIT, what: `the feed: ${how}` });
    expect(await codesOf(held)).toEqual([4401, 4401]);
    const tookMs = performance.now() - endedMs;
    expect(tookMs, how).toBeLessThan(CLOSED_MS_MAX);
    took[how] = Math.round(tookMs);
    await expectSilence({ server, round, held, stays });
  }
  process.stdout.write(`${JSON.stringify({ closedAfterMs: took })}\n`);
  expect(stays.feed.isEnded).toBe(false);
  for (const { socket } of stays.sockets) expect(socket.readyState).toBe(socket.OPEN);
});

/** Others go on, and hear of it; who has left hears nothing any more. */
async function expectSilence({ server, round, held, stays }: Silence): Promise<void> {
  const heardOf = ({ feed, sockets }: Held): number[] => [
    feed.text.length,
    ...sockets.map(({ frames }) => frames.length),
  ];
  const [before, staysBefore] = [heardOf(held), heardOf(stays)];
  silences += 1;
  const itemId = round.itemId("hue", "2.1");
  await seal(server.services, round.panel1.experts[0]!, { itemId, milliPoints: 10_000, level: 2 });
  for (const { socket } of stays.sockets) socket.send(encodePresence([{ clientId: 5, clock: silences, json: "{}" }]));
  await until(() =>
    heardOf(stays)
      .slice(1)
      .every((count, at) => count > staysBefore[at + 1]!),
  );
  expect(heardOf(held)).toEqual(before);
}

let silences = 0;

interface Silence {
  readonly server: TestServer;
  readonly round: Awaited<ReturnType<typeof makeRound>>;
  readonly held: Held;
  readonly stays: Held;
}

test("an open page that nobody uses keeps no session alive", async () => {
  const { clock, server, round, rooms } = await setStage();
  const held = await hold(server, round.panel1.experts[0]!, rooms, clock.now);
  clock.now = new Date(clock.now.getTime() + 11 * 60 * 60 * 1000);
  await server.services.database.reader.selectFrom("session").select("id_hash").execute();
  clock.now = new Date(clock.now.getTime() + 2 * 60 * 60 * 1000);
  await until(() => held.feed.isEnded, LIMIT);
  expect(await codesOf(held)).toEqual([4401, 4401]);
});

test("a declared conflict closes the rooms of that entity's items, and leaves the board", async () => {
  const { clock, server, round, rooms } = await setStage();
  // Who has sealed needs a second person for it.
  const { chair, experts } = round.panel1;
  const held = await hold(server, chair, rooms, clock.now);
  const stays = await hold(server, experts[0]!, rooms, clock.now);
  let closedMs = Infinity;
  held.sockets[0]!.socket.on("close", () => (closedMs = performance.now()));
  const value = {
    conflicts: [{ entity: "hue", kind: "family" as const }],
    expiresAt: new Date(clock.now.getTime() + 86_400_000).toISOString(),
  };
  await chair.submit({ type: "interest.declared", facts: { round: ROUND, panel: `${ROUND}.p1` }, value, text: {} });
  const declaredMs = performance.now();
  expect(await held.sockets[0]!.ended).toMatchObject({ code: 4403 });
  expect(closedMs - declaredMs).toBeLessThan(CLOSED_MS_MAX);
  const framesBefore = held.sockets[0]!.frames.length;
  const stayed = stays.sockets[0]!.frames.length;
  stays.sockets[0]!.socket.send(encodePresence([{ clientId: 5, clock: 1, json: "{}" }]));
  await until(() => stays.sockets[0]!.frames.length > stayed);
  expect(held.sockets[0]!.frames).toHaveLength(framesBefore);
  expect(held.sockets[1]!.socket.readyState).toBe(1);
  expect(stays.sockets.map(({ socket }) => socket.readyState)).toEqual([1, 1]);
  expect(held.feed.isEnded).toBe(false);
});

test("a conflict that two persons pin on an expert who has sealed does so too, and tells their pages", async () => {
  const { clock, server, round, rooms } = await setStage();
  const [one, other] = round.panel1.experts as [Person, Person];
  const held = await hold(server, one, rooms, clock.now);
  const stays = await hold(server, other, rooms, clock.now);
  const facts = { round: ROUND, entity: "hue", subject: one.actorId };
  const text = { reason: "Vừa nhận lời làm việc cho đơn vị này." };
  const value = { kind: "employment" as const };
  const [first, second] = round.officers;
  const { seq } = await first.submit({ type: "conflict.proposed", facts, value, text });
  const heardBefore = stays.feed.text;
  await second.submit({ type: "conflict.pinned", facts, value: { ...value, proposal: seq }, text });
  const pinnedMs = performance.now();
  expect(await held.sockets[0]!.ended).toMatchObject({ code: 4403 });
  await until(() => held.feed.text.includes('"kind":"round"'), LIMIT);
  expect(performance.now() - pinnedMs).toBeLessThan(CLOSED_MS_MAX);
  expect(held.sockets[1]!.socket.readyState).toBe(1);
  expect(stays.sockets.map(({ socket }) => socket.readyState)).toEqual([1, 1]);
  expect(stays.feed.text).toBe(heardBefore);
});

test("a session that asks for very many feeds at a time is refused", async () => {
  const { clock, server, round } = await setStage();
  const request = { login: round.auditor.login, password: PASSWORD, address: "127.0.0.1", cookieHeader: null };
  const { setCookie } = await server.identity.signIn(request, clock.now);
  const headers = { cookie: setCookie.split(";", 1)[0]! };
  const ask = () => fetch(`${server.address}/rounds/${ROUND}/feed`, { headers });
  const answers = [];
  for (let i = 0; i < 20; i += 1) answers.push(await ask());
  expect(answers.map(({ status }) => status)).toEqual([...Array<number>(16).fill(200), ...Array<number>(4).fill(429)]);
  for (const { body } of answers) await body?.cancel();
  await until(async () => {
    const answer = await ask();
    await answer.body?.cancel();
    return answer.status === 200;
  });
});
