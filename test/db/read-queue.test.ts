import { beforeAll, describe, expect, test } from "vitest";
import type { Services } from "../../server/services/services.ts";
import { type AgencyQueue, type MemberQueue, readQueue } from "../../server/services/queue/read-queue.ts";
import { inDays, makeRound, type Person, ROUND, type TestRound } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";
import { finalise, keep, open, seal } from "../helpers/path-steps.ts";

describe.each(DIALECTS)("%s: the queue", (dialect) => {
  let services: Services;
  let round: TestRound;
  let item11: string;
  let item12: string;
  let item21: string;

  const read = async (person: Person) => services.pages.queue({ id: person.accountId, displayName: person.login });
  const readMember = async (person: Person) => (await read(person)) as MemberQueue;
  const readItem = async (person: Person, itemId: string) =>
    (await readMember(person)).items.find((item) => item.itemId === itemId);

  beforeAll(async () => {
    services = await openTestServices(dialect);
    round = await makeRound(services);
    item11 = round.itemId("hue", "1.1");
    item12 = round.itemId("hue", "1.2");
    item21 = round.itemId("hue", "2.1");
  });

  test("a member has the items of their panel and of no other", async () => {
    const [a] = round.panel1.experts as [Person];
    const queue = await readMember(a);
    expect(queue).toMatchObject({ kind: "member", seat: { duty: "expert", number: 1 }, declaration: "given" });
    expect(new Set(queue.items.map((item) => item.entityId))).toEqual(new Set(["hue"]));
    expect(queue.items.every((item) => item.state === "todo" && item.isSample)).toBe(true);
  });

  test("a sealed score is a closed box to its owner, a count to the others, a value to nobody", async () => {
    const [a, b] = round.panel1.experts as [Person, Person];
    await seal(services, a, { itemId: item11, milliPoints: 20_000, level: 2 });
    expect(await readItem(a, item11)).toMatchObject({ state: "sealed", own: null, seals: { given: 1, due: 2 } });
    expect(await readItem(b, item11)).toMatchObject({ state: "todo", own: null, seals: { given: 1, due: 2 } });
    expect(await readItem(round.panel1.chair, item11)).toMatchObject({ state: "waiting", seals: { given: 1, due: 2 } });
    for (const person of [a, b, round.panel1.chair]) {
      expect(JSON.stringify((await readMember(person)).items)).not.toContain('"milliPoints":');
    }
  });

  test("something written and not sealed is a draft, for its author only", async () => {
    const [a, b] = round.panel1.experts as [Person, Person];
    const name = `draft/${item21}/${a.actorId}`;
    await services.documents.load(name);
    expect(await readItem(a, item21)).toMatchObject({ state: "todo" });
    await services.documents.append(name, [new Uint8Array([0, 0])], []);
    expect(await readItem(a, item21)).toMatchObject({ state: "draft" });
    expect(await readItem(b, item21)).toMatchObject({ state: "todo" });
  });

  test("after the opening own scores show, and the state says who is waited for", async () => {
    const [a, b] = round.panel1.experts as [Person, Person];
    await seal(services, b, { itemId: item11, milliPoints: 20_000, level: 2 });
    await seal(services, a, { itemId: item12, milliPoints: 14_000, level: 3 });
    await seal(services, b, { itemId: item12, milliPoints: 16_000, level: 3 });
    await open(services, round.panel1.chair, round.officers[0], `${ROUND}.p1.m1`);
    const value = { state: "number", milliPoints: 20_000 };
    expect(await readItem(a, item11)).toMatchObject({ state: "open", own: value, seals: null, final: null });
    await keep(services, a, item11);
    expect(await readItem(a, item11)).toMatchObject({ state: "answered" });
    expect(await readItem(b, item11)).toMatchObject({ state: "open" });
    await keep(services, b, item11);
    expect(await readItem(round.panel1.chair, item11)).toMatchObject({ state: "ready", own: null });
    await finalise(services, round.panel1.chair, item11);
    expect(await readItem(a, item11)).toMatchObject({ state: "final", final: value });
  });

  test("an agency has its own items, and no final score before the response phase", async () => {
    const queue = (await read(round.agencies[0])) as AgencyQueue;
    expect(queue.kind).toBe("agency");
    expect(queue.items.map((item) => item.itemId)).toContain(item11);
    expect(queue.items.every((item) => item.final === null && item.contestBy === null)).toBe(true);
    for (const expert of round.panel1.experts) await keep(services, expert, item12);
    await finalise(services, round.panel1.chair, item12);
    const facts = { round: ROUND, panel: `${ROUND}.p1`, batch: `${ROUND}.p1.m1` };
    const dueAt = inDays(services, 5);
    const value = { from: "reconciliation", to: "response", dueAt } as const;
    await round.officers[0].submit({ type: "batch.phase-moved", facts, value, text: {} });
    const later = (await read(round.agencies[0])) as AgencyQueue;
    const shown = later.items.filter((item) => item.final !== null);
    expect(shown.map((item) => [item.itemId, item.contestBy])).toEqual([
      [item11, dueAt],
      [item12, dueAt],
    ]);
    const other = (await read(round.agencies[1])) as AgencyQueue;
    expect(other.items.every((item) => item.final === null)).toBe(true);
  });

  test("who has no items of their own is told where those batches stand that they may read", async () => {
    const phasesFor = async (person: Person) => {
      const queue = await read(person);
      return queue.kind === "role" ? queue.round?.batchPhases : null;
    };
    expect(new Set(await phasesFor(round.officers[0]))).toEqual(new Set(["independent", "response"]));
    expect(await phasesFor(round.administrator)).toEqual([]);
  });

  test("a conflict closes the entity's items, and a lapsed declaration all of them", async () => {
    const [a, b] = round.panel2.experts as [Person, Person];
    const facts = { round: ROUND, panel: `${ROUND}.p2` };
    const conflicts = [{ entity: "da-nang", kind: "advisory" as const }];
    const expiresAt = inDays(services, 30);
    await a.submit({ type: "interest.declared", facts, value: { conflicts, expiresAt }, text: {} });
    const queue = await readMember(a);
    expect(queue.declaration).toBe("given");
    expect(queue.items.map(({ state, evidence, seals }) => ({ state, evidence, seals }))).toEqual(
      queue.items.map(() => ({ state: "recused", evidence: [], seals: null })),
    );
    const later = { ...services, now: () => new Date(inDays(services, 40)) };
    const lapsed = (await readQueue(later, { id: b.accountId, displayName: "" })) as MemberQueue;
    expect(lapsed.declaration).toBe("lapsed");
    expect(lapsed.items.every((item) => item.state === "recused")).toBe(true);
  });

  test("every role begins somewhere that it can read", async () => {
    const begin = async (person: Person) => {
      const { nav } = await services.pages.shell({ id: person.accountId, displayName: "" }, 0);
      return [nav[0], (await read(person)).kind];
    };
    expect(await begin(round.panel1.chair)).toEqual(["queue", "member"]);
    expect(await begin(round.agencies[0])).toEqual(["queue", "agency"]);
    expect(await begin(round.support)).toEqual(["queue", "role"]);
    expect(await begin(round.administrator)).toEqual(["queue", "role"]);
    expect(await begin(round.officers[0])).toEqual(["board", "role"]);
    expect(await begin(round.auditor)).toEqual(["board", "role"]);
  });
});
