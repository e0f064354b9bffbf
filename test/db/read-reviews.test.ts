import { beforeAll, describe, expect, test } from "vitest";
import type { Services } from "../../server/services/services.ts";
import type { Person, TestRound } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";
import { points } from "../helpers/path-steps.ts";
import { makeResponse, makeReview, PANEL_WORDS, PROPOSAL_WORDS, REVIEW_WORDS, type TestReview } from "./make-review.ts";

describe.each(DIALECTS)("%s: what each person sees of reviews", (dialect) => {
  let services: Services;
  let round: TestRound;
  let review: TestReview;

  const list = (person: Person) => services.pages.reviews({ id: person.accountId, displayName: "" });
  const read = (person: Person) => services.pages.case({ id: person.accountId, displayName: "" }, review.caseId);
  const hidden = { code: "thing.absent" };

  beforeAll(async () => {
    services = await openTestServices(dialect);
    round = await makeResponse(services);
  });

  test("before a case: the agency sees its own final scores and can ask; another agency sees none", async () => {
    const own = await list(round.agencies[0]);
    expect(own).toMatchObject({ viewer: "agency", cases: [] });
    expect(own.scores.map((one) => [one.indicator.code, one.value, one.obstacle])).toEqual([
      ["1.1", points(10_000), null],
      ["1.2", points(15_000), null],
    ]);
    expect(own.scores[1]?.facts).toMatchObject({ entity: "hue", indicator: "1.2", expects: 1 });
    expect(await list(round.agencies[1])).toMatchObject({ viewer: "agency", scores: [], cases: [] });
    expect(await list(round.officers[0])).toMatchObject({ viewer: "overseer", scores: [], cases: [] });
  });

  test("an opened case: agency, officers, auditor list it; panel, other agency and reviewer-to-be do not", async () => {
    review = await makeReview(services, round);
    const [agency, other] = round.agencies;
    for (const person of [agency, ...round.officers, round.auditor]) {
      expect((await list(person)).cases).toMatchObject([{ id: review.caseId, number: "KN-2025-001", state: "opened" }]);
    }
    expect((await list(agency)).scores[1]).toMatchObject({ obstacle: "under-review", facts: null });
    const { panel1, administrator, support } = round;
    for (const person of [other, panel1.chair, ...panel1.experts, review.reviewer, administrator, support]) {
      expect((await list(person)).cases).toEqual([]);
      await expect(read(person)).rejects.toMatchObject(hidden);
    }
  });

  test("an officer admits and chooses among fresh eyes only", async () => {
    const [officer] = round.officers;
    expect((await read(officer)).acts).toMatchObject({ canAdmit: true, reviewers: null, obstacle: null });
    expect((await read(round.auditor)).acts).toMatchObject({ canAdmit: false, reviewers: null, checks: null });
    await review.admit();
    const { reviewers } = (await read(officer)).acts;
    expect(reviewers?.map((one) => one.actorId)).toEqual(round.panel2.experts.map((one) => one.actorId));
    await review.assign();
  });

  test("the reviewer before sealing: claim and scale, no byte of the panel's scores and reasons", async () => {
    const view = await read(review.reviewer);
    expect((await list(review.reviewer)).cases).toHaveLength(1);
    expect(view).toMatchObject({ state: "re-review", before: null, after: null, scores: null, dryRun: null });
    expect(view.acts.rescore?.indicator.rubric?.kind).toBe("range");
    expect(view.steps.map((step) => step.type)).toEqual(["case.opened", "case.admitted", "case.assigned"]);
    const sent = JSON.stringify(view);
    expect(sent).not.toContain(PANEL_WORDS);
    for (const milliPoints of [14_000, 16_000]) expect(sent).not.toContain(`"milliPoints":${milliPoints}`);
    const agency = await read(round.agencies[0]);
    expect(agency).toMatchObject({ reviewer: null, scores: null, acts: { rescore: null, reviewers: null } });
    expect(agency.before).toMatchObject({ value: points(15_000) });
    expect(agency.steps.map((step) => step.type)).toEqual(["case.opened", "case.admitted"]);
  });

  test("after sealing the reviewer sees the panel's scores, never the effect; officers see a dry run", async () => {
    await review.rescore();
    const view = await read(review.reviewer);
    expect(view.scores?.panel.map((one) => one.value)).toEqual([points(14_000), points(16_000)]);
    expect(view).toMatchObject({ before: { value: points(15_000) }, effect: null, dryRun: null });
    const officer = await read(round.officers[0]);
    expect(officer.acts.propose).toMatchObject({ standing: points(15_000), reviewed: points(17_000) });
    expect(officer.dryRun).toMatchObject({ value: points(17_000), entity: { rankBefore: 1, rankAfter: 1 } });
    expect(officer.dryRun?.entity.valueAfter).toBeGreaterThan(officer.dryRun?.entity.valueBefore as number);
    const sent = JSON.stringify(await read(round.agencies[0]));
    for (const words of [REVIEW_WORDS, PANEL_WORDS]) expect(sent).not.toContain(words);
  });

  test("the proposer sees why they cannot approve; the second officer can; the agency hears nothing yet", async () => {
    const seq = await review.propose();
    const [proposer, second] = await Promise.all(round.officers.map(read));
    expect(proposer).toMatchObject({ proposal: { seq, isOwn: true } });
    expect(proposer?.acts).toMatchObject({
      decide: null,
      obstacle: "two-persons.same-person",
      checks: { isNotProposer: false, hasNoEntry: true, hasNoConflict: true },
    });
    expect(second?.acts).toMatchObject({
      decide: { proposal: seq, old: points(15_000), new: points(17_000) },
      obstacle: null,
      checks: { isNotProposer: true, hasNoEntry: true, hasNoConflict: true },
    });
    expect(JSON.stringify(await read(round.agencies[0]))).not.toContain(PROPOSAL_WORDS);
    await review.approve(seq);
  });

  test("decided: value before and after for the agency, value and rank for those who see the index", async () => {
    const agency = await read(round.agencies[0]);
    expect(agency).toMatchObject({
      state: "closed",
      before: { value: points(15_000) },
      after: { value: points(17_000), rule: "review" },
      effect: null,
      dryRun: null,
    });
    for (const person of [...round.officers, round.auditor]) {
      const view = await read(person);
      expect(view.dryRun).toBeNull();
      expect(view.effect).toMatchObject({ rankBefore: 1, rankAfter: 1 });
      expect(view.effect?.valueAfter).toBeGreaterThan(view.effect?.valueBefore as number);
    }
    expect(await read(review.reviewer)).toMatchObject({ effect: null, after: { value: points(17_000) } });
    for (const person of [round.agencies[1], ...round.panel1.experts]) {
      await expect(read(person)).rejects.toMatchObject(hidden);
    }
  });
});
