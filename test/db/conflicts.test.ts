import { beforeEach, describe, expect, test } from "vitest";
import { assignPseudonym, createAccount } from "../../server/services/process/create-account.ts";
import type { Services } from "../../server/services/services.ts";
import { readWorkbench } from "../../server/services/workbench/read-workbench.ts";
import { inDays, makePerson, makeRound, PASSWORD, type Person, ROUND, type TestRound } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";
import { finalise, keep, open, seal } from "../helpers/path-steps.ts";

const text = { reason: "Vừa nhận lời làm việc cho đơn vị này." };

describe.each(DIALECTS)("%s: conflicts of interest", (dialect) => {
  let services: Services;
  let round: TestRound;
  let a: Person;
  let b: Person;
  let itemId: string;

  const factsOf = (person: Person) => ({ round: ROUND, entity: "hue", subject: person.actorId });
  const pin = (by: Person, whose: Person, proposal: number | null = null) =>
    by.submit({ type: "conflict.pinned", facts: factsOf(whose), value: { kind: "employment", proposal }, text });
  const propose = (by: Person, whose: Person) =>
    by.submit({ type: "conflict.proposed", facts: factsOf(whose), value: { kind: "employment" }, text });
  const look = (person: Person) =>
    readWorkbench(services, { id: person.accountId }, { itemId, caseId: null, evidence: null });
  const declare = (person: Person) =>
    person.submit({
      type: "interest.declared",
      facts: { round: ROUND, panel: `${ROUND}.p1` },
      value: { conflicts: [], expiresAt: inDays(services, 40) },
      text: {},
    });

  const seatDeputy = async (): Promise<Person> => {
    const account = { login: "deputy1", displayName: "deputy1", password: PASSWORD, roles: [], entityId: null };
    const { accountId } = await createAccount(services, account);
    const actorId = await assignPseudonym(services.ledger, { accountId, roundId: ROUND });
    const seat = { panel_id: `${ROUND}.p1`, actor_id: actorId, duty: "deputy", letter: "PCT", seq: 0 };
    await services.database.writer.run(async (trx) => {
      await trx.insertInto("panel_member").values(seat).execute();
    });
    const deputy = makePerson(services, "deputy1", { accountId, actorId });
    await declare(deputy);
    return deputy;
  };

  beforeEach(async () => {
    services = await openTestServices(dialect);
    round = await makeRound(services);
    [a, b] = round.panel1.experts as [Person, Person];
    itemId = round.itemId("hue", "1.1");
  });

  test("one that is pinned binds at once, also a chair, and no declaration takes it back", async () => {
    const { chair } = round.panel1;
    for (const person of [a, chair]) {
      expect((await look(person)).kind).toBe("item");
      await pin(round.officers[0], person);
      await declare(person);
      expect(await look(person)).toMatchObject({ kind: "barred", reason: "conflict" });
    }
    await expect(pin(round.officers[1], a)).rejects.toMatchObject({ code: "conflict.exists" });
    const view = await services.pages.interests({ id: a.accountId, displayName: a.login });
    expect(view.entities).toMatchObject([{ id: "hue", conflict: "employment", isPinned: true }]);
  });

  test("nobody else pins or proposes one, and nobody learns who sits under a pseudonym", async () => {
    for (const person of [b, round.agencies[0], round.auditor, round.administrator]) {
      await expect(pin(person, a)).rejects.toMatchObject({ code: "thing.absent" });
      await expect(propose(person, a)).rejects.toMatchObject({ code: "thing.absent" });
    }
    await expect(pin(a, a)).rejects.toMatchObject({ code: "action.forbidden" });
    await expect(propose(a, a)).rejects.toMatchObject({ code: "conflict.needs-no-proposal" });
  });

  test("after a seal it takes a second person, the seal is opened and not counted", async () => {
    await seal(services, a, { itemId, milliPoints: 0, level: 0 });
    await seal(services, b, { itemId, milliPoints: 20_000, level: 2 });
    const [first, second] = round.officers;
    await expect(pin(first, a)).rejects.toMatchObject({ code: "conflict.needs-second-person" });
    const { seq } = await propose(first, a);
    await expect(pin(first, a, seq)).rejects.toMatchObject({ code: "two-persons.same-person" });
    await expect(pin(second, b, seq)).rejects.toMatchObject({ code: "conflict.proposal-moved" });
    await pin(second, a, seq);
    expect(await look(a)).toMatchObject({ kind: "barred", reason: "conflict" });
    await open(services, round.panel1.chair, first, `${ROUND}.p1.m1`, [{ actorId: a.actorId, entityId: "hue" }]);
    const scores = await services.database.reader.selectFrom("score").selectAll().orderBy("seq").execute();
    expect(scores.map(({ actor_id, state }) => [actor_id, state])).toEqual([
      [a.actorId, "opened"],
      [b.actorId, "opened"],
    ]);
    await keep(services, b, itemId);
    await finalise(services, round.panel1.chair, itemId);
    const decision = await services.database.reader.selectFrom("decision").selectAll().executeTakeFirst();
    expect(decision?.milli_points).toBe(20_000);
  });

  test("a member says their own, and somebody else of the secretariat confirms it", async () => {
    await seal(services, a, { itemId, milliPoints: 20_000, level: 2 });
    const { seq } = await propose(a, a);
    const views = await Promise.all(
      round.officers.map((person) => services.pages.conflicts({ id: person.accountId, displayName: "" })),
    );
    expect(views.map(({ proposals }) => proposals[0]?.confirm)).toEqual([
      { kind: "employment", proposal: seq },
      { kind: "employment", proposal: seq },
    ]);
    expect((await services.pages.interests({ id: a.accountId, displayName: "" })).waiting).toBe(1);
    await pin(round.officers[0], a, seq);
    expect(await look(a)).toMatchObject({ kind: "barred", reason: "conflict" });
  });

  test("where a conflict binds the chair, the deputy finalises, and nowhere else", async () => {
    const deputy = await seatDeputy();
    const { chair } = round.panel1;
    for (const expert of [a, b]) await seal(services, expert, { itemId, milliPoints: 20_000, level: 2 });
    await open(services, chair, round.officers[0], `${ROUND}.p1.m1`);
    for (const expert of [a, b]) await keep(services, expert, itemId);
    await expect(finalise(services, deputy, itemId)).rejects.toMatchObject({ code: "action.forbidden" });
    await pin(round.officers[0], chair);
    await expect(finalise(services, chair, itemId)).rejects.toMatchObject({ code: "action.forbidden" });
    await finalise(services, deputy, itemId);
  });

  test("who works for an entity is asked about it before the first declaration", async () => {
    const { database } = services;
    await database.writer.run(async (trx) => {
      await trx.updateTable("account").set({ entity_id: "hue" }).where("id", "=", a.accountId).execute();
      await trx.deleteFrom("interest").where("actor_id", "=", a.actorId).execute();
    });
    const view = await services.pages.interests({ id: a.accountId, displayName: a.login });
    expect(view.entities).toMatchObject([{ id: "hue", conflict: "employment", isPinned: false, isAffiliated: true }]);
    await declare(a);
    const declared = await services.pages.interests({ id: a.accountId, displayName: a.login });
    expect(declared.entities).toMatchObject([{ id: "hue", conflict: null, isAffiliated: true }]);
  });
});
