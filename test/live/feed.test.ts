import { expect, onTestFinished, test } from "vitest";
import type { Services } from "../../server/services/services.ts";
import { makeFeedCursor } from "../../server/services/feed/feed-cursor.ts";
import { createFeedHub, type FeedEvent, type FeedHub } from "../../server/services/feed/feed-hub.ts";
import type { FeedNotice } from "../../server/services/feed/list-notices.ts";
import { makeRound, type Person, ROUND, type TestRound } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";
import { open, seal } from "../helpers/path-steps.ts";
import { until } from "../helpers/until.ts";

interface Stage {
  readonly services: Services;
  readonly round: TestRound;
  readonly hub: FeedHub;
  /** Events of a follower; null for "reload". */
  follow(person: Person, cursor?: string | null): (FeedEvent | null)[];
}

async function setStage(dialect: (typeof DIALECTS)[number], watch = (services: Services): Services => services) {
  const services = watch(await openTestServices(dialect));
  const round = await makeRound(services);
  const hub = createFeedHub(services);
  onTestFinished(() => hub.close());
  const follow = (person: Person, cursor: string | null = null): (FeedEvent | null)[] => {
    const events: (FeedEvent | null)[] = [];
    hub.follow({ accountId: person.accountId, roundId: ROUND, cursor, send: (event) => void events.push(event) });
    return events;
  };
  return { services, round, hub, follow } satisfies Stage;
}

const noticesOf = (events: readonly (FeedEvent | null)[]): FeedNotice[] =>
  events.flatMap((event) => event?.notices ?? []);

/** Acts that everybody hears of; when the last one has come, whatever came before has come too. */
async function markEnd(
  { round, services }: Stage,
  listeners: readonly (readonly (FeedEvent | null)[])[],
): Promise<void> {
  const batchId = `${ROUND}.p1.m2`;
  await open(services, round.panel1.chair, round.officers[0], batchId);
  await until(() => listeners.every((events) => noticesOf(events).some(({ batch }) => batch === batchId)));
}

const SCORE = { milliPoints: 13_000, level: 3 };

test.each(DIALECTS)("%s: a seal tells its author, and a count to those who may have it, once", async (dialect) => {
  const stage = await setStage(dialect);
  const { services, round, follow } = stage;
  const [author, member] = round.panel1.experts as [Person, Person];
  const itemId = round.itemId("hue", "1.2");
  const [own, seen, overseen] = [follow(author), follow(member), follow(round.auditor)];
  const [foreign, agency] = [follow(round.panel2.experts[0]!), follow(round.agencies[0])];
  await seal(services, author, { itemId, ...SCORE });
  await seal(services, author, { itemId, ...SCORE, justification: "Một lý do khác." });
  await markEnd(stage, [own, seen, overseen]);
  const ofItem = (events: readonly (FeedEvent | null)[]): string[] =>
    noticesOf(events).flatMap((notice) => (notice.item === itemId ? [notice.kind] : []));
  expect(ofItem(own)).toEqual(["score", "score"]);
  expect(ofItem(seen)).toEqual(["seal-count"]);
  expect(ofItem(overseen)).toEqual(["seal-count"]);
  expect([foreign, agency]).toEqual([[], []]);
});

test.each(DIALECTS)(
  "%s: who comes back with a cursor hears what was missed, in order, and nothing twice",
  async (dialect) => {
    const stage = await setStage(dialect);
    const { services, round, follow } = stage;
    const [author, member] = round.panel1.experts as [Person, Person];
    const itemId = round.itemId("hue", "1.2");
    const [first, twin] = [follow(member), follow(member)];
    await seal(services, author, { itemId: itemId, ...SCORE });
    await until(() => first.length === 1 && twin.length === 1);
    const { cursor } = first[0]!;
    // The same place for the same person, and yet no spelling of its number: that would tell how long the log is.
    expect(cursor).not.toBe(twin[0]!.cursor);
    await seal(services, member, { itemId: itemId, ...SCORE });
    // While it catches up, the next act is recorded.
    const back = follow(member, cursor);
    const stranger = follow(author, cursor);
    const forged = follow(member, "bm9ib2R5");
    await markEnd(stage, [back, stranger, forged, first]);
    expect(noticesOf(back).filter(({ item }) => item === itemId)).toEqual([{ kind: "score", item: itemId }]);
    expect(noticesOf(back)).toEqual(noticesOf(first.slice(1)));
    expect(noticesOf(stranger).some(({ kind }) => kind === "seal-count")).toBe(false);
    expect(noticesOf(forged).some(({ kind }) => kind === "score")).toBe(false);
  },
);

test("who begins with the cursor of a page hears what the data of the page do not know", async () => {
  const stage = await setStage("sqlite");
  const { services, round, follow } = stage;
  const [author, member] = round.panel1.experts as [Person, Person];
  const itemId = round.itemId("hue", "1.2");
  const asking = { id: member.accountId, displayName: "" };
  const { feedCursor } = await services.pages.shell(asking, services.ledger.size());
  await seal(services, author, { itemId, ...SCORE });
  const events = follow(member, feedCursor);
  await markEnd(stage, [events]);
  expect(noticesOf(events)[0]).toEqual({ kind: "seal-count", item: itemId });
});

test("who comes with a cursor of a log that was longer, cut by a restore, hears what is new", async () => {
  const stage = await setStage("sqlite");
  const { services, round, follow } = stage;
  const [author, member] = round.panel1.experts as [Person, Person];
  const itemId = round.itemId("hue", "1.2");
  const from = services.ledger.size() + 1_000;
  const events = follow(member, makeFeedCursor(services, { accountId: member.accountId, from }));
  await seal(services, author, { itemId, ...SCORE });
  await until(() => noticesOf(events).length > 0, { timeoutMs: 5_000 });
  expect(noticesOf(events)).toEqual([{ kind: "seal-count", item: itemId }]);
});

test("who has missed very much is told to reload", async () => {
  const { services, round, follow } = await setStage("sqlite");
  const [author] = round.panel1.experts as [Person];
  const events = follow(author);
  const itemId = round.itemId("hue", "1.2");
  await seal(services, author, { itemId, ...SCORE });
  await until(() => events.length === 1);
  const facts = { round: ROUND, panel: `${ROUND}.p1` };
  const value = { conflicts: [], expiresAt: "2099-01-01T00:00:00.000Z" };
  const declare = () => author.submit({ type: "interest.declared", facts, value, text: {} });
  for (let done = 0; done < 510; done += 30) await Promise.all(Array.from({ length: 30 }, declare));
  const back = follow(author, events[0]!.cursor);
  await until(() => back.length > 0);
  expect(back[0]).toBeNull();
}, 120_000);

test.each(DIALECTS)("%s: an event costs the same queries however many listen", async (dialect) => {
  let queries = 0;
  const count = (services: Services): Services => {
    const reader = services.database.reader.withPlugin({
      transformQuery: ({ node }) => {
        queries += 1;
        return node;
      },
      transformResult: ({ result }) => Promise.resolve(result),
    });
    return { ...services, database: { ...services.database, reader } };
  };
  const { services, round, hub, follow } = await setStage(dialect, count);
  const [author, member] = round.panel1.experts as [Person, Person];
  const itemId = round.itemId("hue", "1.2");
  const told = follow(author);
  const costOf = async (): Promise<number> => {
    const [before, heard] = [queries, told.length];
    await seal(services, author, { itemId, ...SCORE });
    await until(() => told.length > heard);
    return queries - before;
  };
  // The first ones also look up who listens.
  const leastOf = async (): Promise<number> => Math.min(await costOf(), await costOf(), await costOf());
  const alone = await leastOf();
  const others = [member, round.panel1.chair, round.auditor, ...round.officers];
  const hundreds = Array.from({ length: 300 }, (_, place) => follow(others[place % others.length]!));
  expect(await leastOf()).toBe(alone);
  expect(noticesOf(hundreds.flat())).toEqual([]);
  hub.close();
});

test.each(DIALECTS)("%s: a conflict that is declared ends what its person hears of that entity", async (dialect) => {
  const stage = await setStage(dialect);
  const { services, round, follow } = stage;
  const { chair, experts } = round.panel1;
  const itemId = round.itemId("hue", "1.2");
  const [events, other] = [follow(chair), follow(round.auditor)];
  const countsIn = (heard: readonly (FeedEvent | null)[]): number =>
    noticesOf(heard).filter(({ kind }) => kind === "seal-count").length;
  await seal(services, experts[0]!, { itemId, ...SCORE });
  await until(() => countsIn(events) === 1);
  const value = { conflicts: [{ entity: "hue", kind: "family" as const }], expiresAt: "2099-01-01T00:00:00.000Z" };
  await chair.submit({ type: "interest.declared", facts: { round: ROUND, panel: `${ROUND}.p1` }, value, text: {} });
  await seal(services, experts[1]!, { itemId, ...SCORE });
  await until(() => countsIn(other) === 2);
  await markEnd(stage, [events, other]);
  expect(countsIn(events)).toBe(1);
});

test.each(DIALECTS)(
  "%s: how many are at work goes to those who may know the panel, when it changes",
  async (dialect) => {
    const { services, round, follow } = await setStage(dialect);
    const panel = `${ROUND}.p1`;
    const knowing = [round.panel1.chair, round.panel1.experts[0]!, round.officers[0], round.auditor].map((one) =>
      follow(one),
    );
    const others = [round.panel2.chair, round.agencies[0], round.support, round.administrator].map((one) =>
      follow(one),
    );
    services.present.set(panel, 1);
    services.present.set(panel, 2);
    await until(() => knowing.every((events) => events.length > 0));
    // A page that is loaded anew.
    services.present.set(panel, 1);
    services.present.set(panel, 2);
    services.present.set(`${ROUND}.p2`, 1);
    await until(() => others[0]!.length === 1);
    for (const events of knowing.slice(0, 2)) {
      expect(noticesOf(events)).toEqual([{ kind: "presence", panel, present: 2 }]);
    }
    expect(others.slice(1)).toEqual([[], [], []]);
    expect(services.present.count(panel)).toBe(2);
  },
);
