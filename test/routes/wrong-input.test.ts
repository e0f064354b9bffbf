import { beforeAll, describe, expect, test } from "vitest";
import type { PageCommand } from "../../app/live/send-command.ts";
import { findActor } from "../../db/queries/actors.ts";
import type { ItemRow } from "../../db/queries/items.ts";
import type { CommandEnvelope } from "../../server/domain/event/envelope.ts";
import { ROUND } from "../helpers/make-round.ts";
import { openRoundServer, type RoundServer } from "../helpers/open-round-server.ts";
import { annotationOf, changeOf, sealOf, withdrawalOf } from "../helpers/page-commands.ts";
import type { PageClient, RawAnswer } from "../helpers/page-client.ts";
import { openFirstBatch, points, seal } from "../helpers/path-steps.ts";

/** A round in which 1.1 is final, 1.2 opened, and 2.1 blind and sealed once by expert A. */
interface World extends RoundServer {
  readonly a: PageClient;
  readonly b: PageClient;
  readonly final: ItemRow;
  readonly opened: ItemRow;
  readonly blind: ItemRow;
}

let world: World;

beforeAll(async () => {
  const base = await openRoundServer({ evidenceOf: ["1.1", "2.1"] });
  const { server, round, hue } = base;
  const { services } = server;
  const { experts } = round.panel1;
  await openFirstBatch(services, round);
  await seal(services, experts[0]!, { itemId: round.itemId("hue", "2.1"), milliPoints: 18_000, level: 4 });
  const [a, b] = [await base.signIn(experts[0]!), await base.signIn(experts[1]!)];
  const [final, opened, blind] = [await hue("1.1"), await hue("1.2"), await hue("2.1")];
  world = { ...base, a, b, final, opened, blind };
});

/** Size and root of the log, signed: equal notes are equal logs. */
const logNote = (): string => world.server.services.ledger.signedCheckpoint().note;

const sendPage = (page: object, from = world.a): Promise<RawAnswer> =>
  from.post(from.prepare(page as PageCommand).envelope);

function expectRefusal(answer: RawAnswer, status: number, code: string): Record<string, unknown> {
  expect({ status: answer.status, body: answer.body }).toEqual({ status, body: expect.any(String) });
  const { refusal } = JSON.parse(answer.body) as { refusal: { code: string; details: Record<string, unknown> } };
  expect(refusal.code).toBe(code);
  return refusal.details;
}

const sealBlind = (over: object = {}) => sealOf(world.blind, { expects: 1, milliPoints: 18_000, level: 4, ...over });
const changeOpened = (over: object = {}) =>
  changeOf(world.opened, { expects: 1, old: points(13_000), new: points(14_000), level: 3, ...over });
const withValue = (page: PageCommand<"score.sealed">, value: object) => ({
  ...page,
  value: { ...page.value, ...value },
});
const withFacts = (page: { facts: object }, facts: object) => ({ ...page, facts: { ...page.facts, ...facts } });
const place = { annotation: "ghi-chu-1", start: 10, end: 40, body: "Đoạn này" };
const annotate = (item: ItemRow, over: object = {}) =>
  annotationOf(item, world.evidence.get(item.itemId)!, { ...place, ...over });

/** A page of ours cannot describe a place that is not there: its offsets are changed afterwards. */
const annotateAt = (start: number, end: number) => {
  const page = annotate(world.blind);
  return { ...page, value: { ...page.value, target: { ...page.value.target, start, end } } };
};

test.each<[string, () => object, number, string]>([
  ["above the maximum", () => sealBlind({ milliPoints: 20_500 }), 422, "score.above-maximum"],
  ["off its step", () => sealBlind({ milliPoints: 18_100 }), 422, "score.off-step"],
  ["below zero", () => sealBlind({ milliPoints: -500, level: 0 }), 422, "score.below-zero"],
  ["of a level that is not there", () => sealBlind({ level: 9 }), 422, "score.unknown-level"],
  ["outside its level", () => sealBlind({ milliPoints: 500 }), 422, "score.outside-level"],
  ["blank", () => withValue(sealBlind(), { value: { state: "blank" }, level: null }), 422, "score.blank"],
  [
    "a level without points",
    () => withValue(sealBlind(), { value: { state: "no-evidence" } }),
    422,
    "score.detail-without-points",
  ],
  ["without a justification", () => sealBlind({ justification: " " }), 422, "score.justification-missing"],
  ["on an older version", () => sealBlind({ expects: 0 }), 409, "score.version-conflict"],
  ["on a version to come", () => sealBlind({ expects: 2 }), 409, "score.version-conflict"],
  ["by another rubric", () => withFacts(sealBlind(), { rubric: "0".repeat(64) }), 409, "command.facts-differ"],
  [
    "on another evidence set",
    () => withFacts(sealBlind(), { evidenceSet: "0".repeat(64) }),
    409,
    "command.facts-differ",
  ],
  ["for another entity", () => withFacts(sealBlind(), { entity: "da-nang" }), 409, "command.facts-differ"],
  ["sealed after the opening", () => sealOf(world.opened, sealed(14_000)), 403, "action.forbidden"],
  ["withdrawn after the opening", () => withdrawalOf(world.opened, 1), 403, "action.forbidden"],
  ["changed before the opening", () => changeOf(world.blind, changed()), 403, "action.forbidden"],
  ["changed when final", () => changeOf(world.final, changed()), 403, "action.forbidden"],
  ["changed on an older version", () => changeOpened({ expects: 0 }), 409, "score.version-conflict"],
  ["changed without a reason", () => changeOpened({ reason: "vì vậy" }), 422, "score.reason-missing"],
  ["changed to what it is", () => changeOpened({ new: points(13_000) }), 422, "score.unchanged"],
  ["changed above the maximum", () => changeOpened({ new: points(20_500) }), 422, "score.above-maximum"],
  ["changed from another old value", () => changeOpened({ old: points(12_500) }), 409, "command.facts-differ"],
])("a score %s", async (_what, make, status, code) => {
  const before = logNote();
  expectRefusal(await sendPage(make()), status, code);
  expect(logNote()).toBe(before);
});

const sealed = (milliPoints: number) => ({ expects: 1, milliPoints, level: 3 });
const changed = () => ({ expects: 1, old: points(18_000), new: points(17_500), level: 4 });

test("a stale change shows both values", async () => {
  const details = expectRefusal(await sendPage(changeOpened({ expects: 7 })), 409, "score.version-conflict");
  expect(details).toEqual({ expected: 7, actual: 1, standing: points(13_000), wanted: points(14_000) });
});

test.each<[string, () => object, number, string]>([
  ["on a final item", () => annotate(world.final), 403, "action.forbidden"],
  [
    "with another quote",
    () => ({ ...annotate(world.blind), text: { ...annotate(world.blind).text, exact: "khác" } }),
    422,
    "annotation.other-quote",
  ],
  ["of nothing", () => annotateAt(10, 10), 422, "annotation.empty-selection"],
  ["behind the end", () => annotateAt(9_000_000, 9_000_001), 422, "annotation.other-quote"],
  [
    "on a document of another item",
    () => annotationOf(world.blind, world.evidence.get(world.final.itemId)!, place),
    404,
    "thing.absent",
  ],
])("an annotation %s", async (_what, make, status, code) => {
  const before = logNote();
  expectRefusal(await sendPage(make()), status, code);
  expect(logNote()).toBe(before);
});

describe("envelopes", () => {
  const valid = (): CommandEnvelope => world.a.prepare(sealBlind()).envelope;
  const withHead = (edit: (head: Record<string, unknown>) => void): CommandEnvelope => {
    const { parts, salts } = valid();
    const head = JSON.parse(parts.head) as Record<string, unknown>;
    edit(head);
    const sorted = Object.fromEntries(Object.entries(head).sort(([one], [other]) => (one < other ? -1 : 1)));
    return { parts: { ...parts, head: JSON.stringify(sorted) }, salts };
  };
  const withPart = (part: object): CommandEnvelope => ({ ...valid(), parts: { ...valid().parts, ...part } });

  test.each<[string, () => unknown]>([
    ["nothing", () => ""],
    ["cut JSON", () => JSON.stringify(valid()).slice(0, -20)],
    ["an array", () => [valid()]],
    ["an extra field", () => ({ ...valid(), seq: 1 })],
    ["no salts", () => ({ parts: valid().parts })],
    ["short salts", () => ({ ...valid(), salts: { ...valid().salts, value: "ab" } })],
    ["salts in capitals", () => ({ ...valid(), salts: { ...valid().salts, value: "A".repeat(64) } })],
    ["parts with spaces", () => withPart({ text: '{"justification": "Văn bản"}' })],
    ["parts in another order", () => withPart({ value: '{"value":{"state":"blank"},"level":null,"confidence":3}' })],
    ["a key twice", () => withPart({ text: '{"justification":"a","justification":"b"}' })],
    [
      "half a point",
      () => withPart({ value: '{"confidence":3,"level":4,"value":{"milliPoints":18000.5,"state":"number"}}' }),
    ],
    ["text that is not NFC", () => withPart({ text: `{"justification":"${"Mức độ".normalize("NFD")}"}` })],
    [
      "a field that no act has",
      () => withPart({ value: '{"confidence":3,"extra":1,"level":4,"value":{"state":"blank"}}' }),
    ],
    ["an unknown event", () => withHead((head) => void (head["type"] = "score.deleted"))],
    ["a name of every object", () => withHead((head) => void (head["type"] = "constructor"))],
    ["an event of the system", () => makeSystemEvent()],
    ["an extra fact", () => withHead((head) => void (head["admin"] = true))],
    ["a later version of the event", () => withHead((head) => void (head["v"] = 99))],
    ["a command id that is none", () => withHead((head) => void (head["command"] = "1"))],
  ])("%s is invalid", async (_what, make) => {
    const before = logNote();
    const body = make();
    const answer = await world.a.post(typeof body === "string" ? body : (body as CommandEnvelope));
    expectRefusal(answer, 422, "command.invalid");
    expect(logNote()).toBe(before);
  });

  function makeSystemEvent(): CommandEnvelope {
    const value = { rule: "two-persons", attempted: "batch.opened" };
    return world.a.prepare({ type: "attempt.refused", facts: { round: ROUND }, value, text: {} } as PageCommand)
      .envelope;
  }

  test.each<[string, () => string | Promise<string>]>([
    ["another expert", () => world.b.sender.actorId],
    ["the system", () => "system"],
    ["nobody", () => "ex_0000000000000000"],
    ["the account's own pseudonym in place of the seat's", ownActorId],
  ])("in the name of %s is forbidden", async (_who, find) => {
    const before = logNote();
    const actor = await find();
    expectRefusal(await world.a.post(withHead((head) => void (head["actor"] = actor))), 403, "actor.forbidden");
    expect(logNote()).toBe(before);
  });

  async function ownActorId(): Promise<string> {
    const actor = await findActor(world.server.database.reader, world.round.panel1.experts[0]!.accountId);
    return actor!.actorId;
  }
});

test("the same command gives the same entry again; its id with another body is refused", async () => {
  const prepared = world.a.prepare(sealBlind());
  const first = world.a.check(prepared, (await world.a.post(prepared.envelope)).body);
  const before = logNote();
  const again = world.a.check(prepared, (await world.a.post(prepared.envelope)).body);
  expect([again.seq, again.receipt.entry]).toEqual([first.seq, first.receipt.entry]);
  const other = world.a.prepare({ ...sealBlind({ milliPoints: 17_500 }), command: prepared.command });
  expectRefusal(await world.a.post(other.envelope), 409, "command.id-reused");
  const salts = { ...prepared.envelope.salts, text: "0".repeat(64) };
  expectRefusal(await world.a.post({ ...prepared.envelope, salts }), 409, "command.id-reused");
  expect(logNote()).toBe(before);
});

test("an attempt at the two-person rule is one entry, and changes nothing else", async () => {
  const { round, server, signIn } = world;
  const chair = await signIn(round.panel1.chair);
  const facts = { round: ROUND, panel: `${ROUND}.p1`, batch: `${ROUND}.p1.m4` };
  const missing = round.panel1.experts.map(({ actorId }) => ({ actor: actorId, item: round.itemId("hue", "4.1") }));
  const proposal = chair.prepare({
    type: "batch.opening-proposed",
    facts,
    value: { missing: missing.sort((one, other) => (one.actor < other.actor ? -1 : 1)) },
    text: { reason: "Hết hạn, mở theo quy chế." },
  });
  const { seq } = chair.check(proposal, (await chair.post(proposal.envelope)).body);
  const confirm = { type: "batch.opened", facts, value: { proposal: seq, seals: [] }, text: {} };
  for (let times = 0; times < 3; times += 1) {
    expectRefusal(await sendPage(confirm, chair), 403, "two-persons.same-person");
  }
  const heads = await server.database.reader.selectFrom("ledger_head").select("type").where("seq", ">", seq).execute();
  expect(heads).toEqual([{ type: "attempt.refused" }]);
});
