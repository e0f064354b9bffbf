import { beforeEach, describe, expect, test } from "vitest";
import { findItem } from "../../db/queries/items.ts";
import type { ValuePart } from "../../server/domain/event/catalogue.ts";
import type { AssignmentView, FoundView } from "../../server/services/assignment/assignment-view.ts";
import type { Services } from "../../server/services/services.ts";
import { readWorkbench } from "../../server/services/workbench/read-workbench.ts";
import { makeRound, type Person, ROUND, type Setup, type TestRound } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";
import { finalise, keep, open, seal } from "../helpers/path-steps.ts";
import { until } from "../helpers/until.ts";
import { ASSIGNMENT_REASON as text, makeOwnAssignment } from "./assign-everything.ts";

const FACTS = { round: ROUND };
const POLICY = { expertsPerBlock: 3, versedPerBlock: 0, bridgesPerIndex: 0, guestsPerBridge: 1, mayBorrow: true };

describe.each(DIALECTS)("%s: who scores what", (dialect) => {
  let services: Services;
  let round: TestRound;
  let found: FoundView;
  let guest: Person;
  let other: Person;

  const look = (person: { accountId: string; login: string }, preview: string | null = null): Promise<AssignmentView> =>
    services.pages.assignment(
      { id: person.accountId, displayName: person.login },
      { preview, entityId: preview === null ? "hue" : null },
    );

  const preview = async ({ officers: [officer] }: Setup): Promise<FoundView> => {
    const asking = { id: officer.accountId, displayName: officer.login };
    const name = await services.pages.startPreview(asking, { policy: POLICY, experts: [] });
    await until(async () => (await look(officer, name)).preview?.state === "found");
    return (await look(officer, name)).preview as FoundView;
  };

  beforeEach(async () => {
    services = await openTestServices(dialect);
    round = await makeRound(services, {
      setUp: async (setup) => {
        found = await preview(setup);
        const value = found.accept as NonNullable<FoundView["accept"]>;
        await setup.officers[0].submit({ type: "assignment.accepted", facts: FACTS, value, text: {} });
      },
    });
    const assigned = (await findItem(services.database.reader, round.itemId("hue", "1.1")))?.assignedActorIds ?? [];
    const [first, second] = round.panel2.experts as [Person, Person];
    [guest, other] = assigned.includes(first.actorId) ? [first, second] : [second, first];
  });

  test("a preview writes nothing, what is accepted binds, and a guest fills each panel up", async () => {
    expect(found).toMatchObject({ gapCount: 0, cost: found.bound });
    expect(Math.max(...found.loads.map(({ blocks }) => blocks))).toBeLessThanOrEqual(9);
    const hue = (await look(round.officers[0])).entity?.blocks.find(({ mainIndex }) => mainIndex === "1");
    expect(hue?.experts.map(({ isGuest }) => isGuest).sort()).toEqual([false, false, true]);
    const queueOf = async (person: Person) => services.pages.queue({ id: person.accountId, displayName: "" });
    const isListed = async (person: Person): Promise<boolean> => {
      const queue = await queueOf(person);
      return queue.kind === "member" && queue.items.some(({ itemId }) => itemId === round.itemId("hue", "1.1"));
    };
    expect([await isListed(guest), await isListed(other)]).toEqual([true, false]);
    await seal(services, guest, { itemId: round.itemId("hue", "1.1"), milliPoints: 20_000, level: 2 });
    const refused = seal(services, other, { itemId: round.itemId("hue", "1.1"), milliPoints: 20_000, level: 2 });
    await expect(refused).rejects.toMatchObject({ code: "thing.absent" });
  });

  test("the set-up over, it is frozen, and who may not know of it is told nothing", async () => {
    const value = await makeOwnAssignment(services);
    const accept = (person: Person) => person.submit({ type: "assignment.accepted", facts: FACTS, value, text: {} });
    await expect(accept(round.officers[0])).rejects.toMatchObject({ code: "assignment.frozen" });
    await expect(accept(round.auditor)).rejects.toMatchObject({ code: "action.forbidden" });
    for (const person of [guest, round.agencies[0], round.administrator]) {
      await expect(look(person)).rejects.toMatchObject({ code: "thing.absent" });
    }
    expect(await look(round.auditor)).toMatchObject({ canManage: false, isSetUp: false });
  });

  test("an expert is replaced by two persons, and what the first one sealed is not counted", async () => {
    const itemId = round.itemId("hue", "1.1");
    const facts = { ...FACTS, entity: "hue", subject: guest.actorId };
    const move = { entity: "hue", mainIndex: "1", from: guest.actorId, to: other.actorId };
    for (const expert of [guest, ...round.panel1.experts]) {
      await seal(services, expert, {
        itemId,
        milliPoints: expert === guest ? 0 : 20_000,
        level: expert === guest ? 0 : 2,
      });
    }
    const [first, second] = round.officers;
    const alone = { ...move, proposal: null };
    const moved = (person: Person, value: ValuePart<"assignment.moved">) =>
      person.submit({ type: "assignment.moved", facts, value, text });
    await expect(moved(first, alone)).rejects.toMatchObject({ code: "assignment.needs-second-person" });
    const { seq } = await first.submit({ type: "assignment.move-proposed", facts, value: move, text });
    const value = { ...move, proposal: seq };
    await expect(moved(first, value)).rejects.toMatchObject({ code: "two-persons.same-person" });
    await expect(moved(second, { ...value, from: null })).rejects.toMatchObject({ code: "assignment.proposal-moved" });
    expect((await look(first)).proposals).toMatchObject([{ seq, confirm: null, reason: text.reason }]);
    await moved(second, (await look(second)).proposals[0]?.confirm as ValuePart<"assignment.moved">);
    await expect(moved(second, value)).rejects.toMatchObject({ code: "assignment.proposal-moved" });
    const query = { itemId, caseId: null, evidence: null };
    await expect(readWorkbench(services, { id: guest.accountId }, query)).rejects.toMatchObject({
      code: "thing.absent",
    });
    await seal(services, other, { itemId, milliPoints: 20_000, level: 2 });
    await open(services, round.panel1.chair, first, `${ROUND}.p1.m1`);
    for (const expert of [other, ...round.panel1.experts]) await keep(services, expert, itemId);
    await finalise(services, round.panel1.chair, itemId);
    const decision = await services.database.reader.selectFrom("decision").selectAll().executeTakeFirst();
    expect(decision?.milli_points).toBe(20_000);
    const late = first.submit({
      type: "assignment.move-proposed",
      facts,
      value: { ...move, from: null, to: guest.actorId },
      text,
    });
    await expect(late).rejects.toMatchObject({ code: "assignment.too-late" });
  });
});
