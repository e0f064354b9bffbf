import { beforeAll, describe, expect, test } from "vitest";
import * as Y from "yjs";
import type { PageCommand } from "../../app/live/send-command.ts";
import type { ItemRow } from "../../db/queries/items.ts";
import { LIVE_LIMITS } from "../../server/domain/live/live-limits.ts";
import { encodeStepTwo, encodeUpdate } from "../../server/live/frames.ts";
import { toBareAnswer } from "../helpers/bare-answer.ts";
import { ROUND } from "../helpers/make-round.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import { annotationOf, sealOf } from "../helpers/page-commands.ts";
import type { PageClient } from "../helpers/page-client.ts";
import { getItem, openFirstBatch } from "../helpers/path-steps.ts";
import { openRawSocket, type RawSocket } from "../helpers/raw-socket.ts";
import { once, until } from "../helpers/until.ts";
import { addParagraph } from "../live/start-room-server.ts";

/** 1.1 of Huế is final, 1.2 opened, 2.1 blind; Đà Nẵng is another panel's. */
interface World extends RoundServer {
  readonly a: PageClient;
  readonly b: PageClient;
  readonly chair: PageClient;
  readonly agency: PageClient;
  readonly blind: ItemRow;
  readonly foreign: ItemRow;
}

let world: World;

beforeAll(async () => {
  const base = await openRoundServer({ evidenceOf: ["2.1"] });
  const { server, round, hue, signIn } = base;
  const { services } = server;
  const { chair, experts } = round.panel1;
  await openFirstBatch(services, round);
  const [a, b] = [await signIn(experts[0]!), await signIn(experts[1]!)];
  world = {
    ...base,
    a,
    b,
    chair: await signIn(chair),
    agency: await signIn(round.agencies[0]),
    blind: await hue("2.1"),
    foreign: await getItem(services, round.itemId("da-nang", "2.1")),
  };
  const mark = b.prepare(annotate(world.blind, "cua-b"));
  b.check(mark, (await b.post(mark.envelope)).body);
});

const logNote = (): string => world.server.services.ledger.signedCheckpoint().note;

const annotate = (item: ItemRow, annotation: string) =>
  annotationOf(item, world.evidence.get(world.blind.itemId)!, { annotation, start: 0, end: 9, body: "Đoạn này" });

describe("what one may not know of is answered as what is not there", () => {
  const aboutItem = (item: string, page: { facts: object }) => ({ ...page, facts: { ...page.facts, item } });
  const note = (type: string, annotation: string) => ({
    type,
    facts: { round: ROUND, item: world.blind.itemId, expects: 1 },
    value: type === "message.posted" ? { message: "m1", annotation, mentions: [] } : { annotation, ...RESOLVED[type] },
    text: type === "message.posted" ? { body: "Trả lời" } : {},
  });
  const batch = (type: string, id: string) => ({
    type,
    facts: { round: ROUND, panel: id.slice(0, -3), batch: id },
    value: type === "batch.opened" ? { proposal: 1, seals: [] } : { missing: [] },
    text: type === "batch.opened" ? {} : { reason: "Hết hạn." },
  });
  const RESOLVED: Readonly<Record<string, object>> = { "annotation.resolved": { resolved: true } };
  const nowhere = `${ROUND}.nowhere.2.1`;
  const appeal = (item: string) => ({
    type: "case.opened",
    facts: { round: ROUND, entity: "da-nang", indicator: "2.1", item, case: "01J00000000000000000000000" },
    value: { ground: "evidence-misread", decisionVersion: 1 },
    text: { claim: "Đề nghị xem lại theo phụ lục đã gửi." },
  });

  test.each<[string, "a" | "chair" | "agency", (id: string) => object, () => [hidden: string, absent: string]]>([
    ["a seal", "a", (id) => aboutItem(id, sealOf(world.foreign, SEAL)), () => [world.foreign.itemId, nowhere]],
    ["an annotation", "a", (id) => aboutItem(id, annotate(world.foreign, "x")), () => [world.foreign.itemId, nowhere]],
    ["a removal", "a", (id) => note("annotation.removed", id), () => ["cua-b", "cua-0"]],
    ["a resolution", "a", (id) => note("annotation.resolved", id), () => ["cua-b", "cua-0"]],
    ["a reply", "a", (id) => note("message.posted", id), () => ["cua-b", "cua-0"]],
    ["a proposal", "chair", (id) => batch("batch.opening-proposed", id), () => [`${ROUND}.p2.m2`, `${ROUND}.p9.m2`]],
    ["an opening", "a", (id) => batch("batch.opened", id), () => [`${ROUND}.p2.m2`, `${ROUND}.p9.m2`]],
    ["an appeal", "agency", appeal, () => [world.foreign.itemId, nowhere]],
  ])("%s by %s", async (_what, who, make, list) => {
    const before = logNote();
    const answers = [];
    for (const id of list()) {
      const prepared = world[who].prepare(make(id) as PageCommand);
      const response = await world[who].ask("/commands", {
        method: "POST",
        headers: { "content-type": "application/json", "x-csrf-token": world[who].sender.csrfToken },
        body: JSON.stringify(prepared.envelope),
      });
      answers.push(await toBareAnswer(response));
    }
    const [hidden, absent] = answers;
    expect(hidden).toEqual(absent);
    expect(absent).toMatchObject({ status: 404, body: expect.stringContaining('"code":"thing.absent"') as string });
    expect(logNote()).toBe(before);
  });

  test.each<[string, () => [hidden: string, absent: string]]>([
    ["a conclusion", () => [`conclusion/${world.foreign.itemId}`, `conclusion/${nowhere}`]],
    ["a conclusion that is not open yet", () => [`conclusion/${world.blind.itemId}`, `conclusion/${nowhere}`]],
    ["a colleague's draft", () => [draftOf(world.b), `draft/${world.blind.itemId}/ex_0000000000`]],
    ["a board", () => [`board/${ROUND}.p2`, `board/${ROUND}.p9`]],
  ])("the room of %s", async (_what, list) => {
    for (const room of list()) {
      const raw = openRawSocket(world.server.address, room, headersOf(world.a));
      expect(await raw.ended).toEqual({ code: 4403, reason: expect.any(String) as string });
      expect(raw.frames).toEqual([]);
    }
  });
});

const SEAL = { expects: 0, milliPoints: 18_000, level: 4 };
const draftOf = (client: PageClient): string => `draft/${world.blind.itemId}/${client.sender.actorId}`;
const headersOf = (client: PageClient) => ({ Cookie: client.cookie, Origin: world.server.origin });

describe("who is not here, or comes from elsewhere", () => {
  const valid = (): string => JSON.stringify(world.a.prepare(sealOf(world.blind, SEAL)).envelope);

  test.each<[string, () => Record<string, string>, () => string, number, string]>([
    ["without a session", () => ({ Cookie: "" }), valid, 401, "session.signed-out"],
    ["with a session that never was", () => ({ Cookie: "session=abc" }), valid, 401, "session.signed-out"],
    ["without a token", () => ({ "x-csrf-token": "" }), valid, 403, "session.csrf-missing"],
    ["with another's token", () => ({ "x-csrf-token": world.b.sender.csrfToken }), valid, 403, "session.csrf-missing"],
    ["from another site", () => ({ Origin: "https://elsewhere.example" }), valid, 403, "another site"],
    ["from no site", () => ({ Origin: "null" }), valid, 403, "another site"],
    ["that is too large", () => ({}), () => JSON.stringify({ a: "x".repeat(1024 * 1024) }), 413, "too large"],
  ])("a command %s", async (_what, headers, body, status, says) => {
    const before = logNote();
    const answer = await world.a.post(body(), headers());
    expect(answer).toMatchObject({ status, body: expect.stringContaining(says) as string });
    expect(logNote()).toBe(before);
  });

  test("a socket without a session, or from another site", async () => {
    const { address } = world.server;
    const silent = openRawSocket(address, draftOf(world.a), { Origin: world.server.origin });
    expect(await silent.ended).toMatchObject({ code: 4401 });
    const foreign = openRawSocket(address, draftOf(world.a), { ...headersOf(world.a), Origin: "https://evil.example" });
    expect(await foreign.ended).toEqual({ status: 403 });
    expect([...silent.frames, ...foreign.frames]).toEqual([]);
  });
});

describe("frames", () => {
  const A_CLIENT = 4_242;
  const updateOf = (text: string, clientID: number, root = "conclusion"): Uint8Array => {
    const doc = new Y.Doc();
    doc.clientID = clientID;
    addParagraph(doc, text, root);
    return Y.encodeStateAsUpdate(doc);
  };
  const opened = (): string => `conclusion/${world.round.itemId("hue", "1.2")}`;
  const join = async (client: PageClient, room: string): Promise<RawSocket> => {
    const raw = openRawSocket(world.server.address, room, headersOf(client));
    await once(raw.socket, "open");
    return raw;
  };

  beforeAll(async () => {
    const first = await join(world.a, opened());
    first.socket.send(encodeStepTwo(updateOf("của A", A_CLIENT)));
    const { documents } = world.server.services;
    await until(async () => (await documents.readConclusion(opened())).text === "của A");
    first.socket.close();
  });

  test.each<[string, () => string, () => Uint8Array | string, number, string]>([
    ["that is no frame", opened, () => Uint8Array.of(9, 1, 2), 4400, "frame.malformed"],
    ["of text", opened, () => "xin chào", 4400, "frame.malformed"],
    ["above the limit", opened, () => encodeUpdate(large(LIVE_LIMITS.updateBytesMax)), 4400, "update.too-large"],
    ["too large to read", opened, () => new Uint8Array(5 * 1024 * 1024), 4400, "frame.malformed"],
    [
      "by A's client id",
      opened,
      () => encodeStepTwo(updateOf("giả mạo, dài", A_CLIENT)),
      4400,
      "update.foreign-client",
    ],
    ["on another root", opened, () => encodeStepTwo(updateOf("x", 7, "score")), 4400, "update.foreign-root"],
    ["on a final item", final, () => encodeStepTwo(updateOf("muộn", 8)), 4403, ""],
  ])("a frame %s closes that socket, and changes nothing", async (_what, room, make, code, reason) => {
    const before = logNote();
    const raw = await join(world.b, room());
    raw.socket.send(make());
    expect(await raw.ended).toEqual({ code, reason: reason === "" ? (expect.any(String) as string) : reason });
    const { documents } = world.server.services;
    expect((await documents.readConclusion(opened())).text).toBe("của A");
    expect((await documents.readConclusion(final())).text).toBe("");
    expect(logNote()).toBe(before);
  });

  function final(): string {
    return `conclusion/${world.round.itemId("hue", "1.1")}`;
  }

  function large(bytes: number): Uint8Array {
    return updateOf("x".repeat(bytes), 9);
  }

  test("signing out closes the rooms of that session", async () => {
    const again = await world.signIn(world.round.panel1.experts[1]!);
    const raw = await join(again, opened());
    await until(() => raw.frames.length > 0);
    await again.ask("/sign-out", { method: "POST", body: new URLSearchParams({ csrf: again.sender.csrfToken }) });
    expect(await raw.ended).toMatchObject({ code: 4401 });
  });
});
