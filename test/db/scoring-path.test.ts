import { beforeAll, describe, expect, test } from "vitest";
import { findCase } from "../../db/queries/cases.ts";
import { findIndexResult } from "../../server/services/index/recompute-index.ts";
import { itemFacts } from "../../server/services/commands/item-context.ts";
import type { Services } from "../../server/services/services.ts";
import { NO_DETAIL } from "../../server/domain/scoring/choice.ts";
import { readWorkbench } from "../../server/services/workbench/read-workbench.ts";
import { inDays, makeRound, type Person, ROUND, type TestRound } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";
import { change, finalise, getItem, keep, open, points, seal } from "../helpers/path-steps.ts";

const OPINION = "Phụ lục II không nêu nguồn lực, mức 2 là quá cao.";

describe.each(DIALECTS)("%s: from seal to review", (dialect) => {
  let services: Services;
  let round: TestRound;
  let item11: string;
  let item12: string;

  beforeAll(async () => {
    services = await openTestServices(dialect);
    round = await makeRound(services);
    item11 = round.itemId("hue", "1.1");
    item12 = round.itemId("hue", "1.2");
  });

  const [batch1] = [`${ROUND}.p1.m1`];

  test("a sealed score leaves no value in its row", async () => {
    const [a, b] = round.panel1.experts as [never, never];
    await seal(services, a, { itemId: item11, milliPoints: 20_000, level: 2 });
    await seal(services, a, { itemId: item11, milliPoints: 10_000, level: 1 });
    await seal(services, b, { itemId: item11, milliPoints: 20_000, level: 2 });
    const rows = await services.database.reader.selectFrom("score").selectAll().execute();
    expect(rows.map((row) => [row.version, row.value_state, row.milli_points, row.justification])).toEqual([
      [2, null, null, null],
      [1, null, null, null],
    ]);
  });

  test("opening needs the chair and another person, and every seal or a reason", async () => {
    const [a, b] = round.panel1.experts as [never, never];
    await expect(finalise(services, round.panel1.chair, item11)).rejects.toMatchObject({ code: "action.forbidden" });
    await seal(services, a, { itemId: item12, milliPoints: 14_000, level: 3 });
    await seal(services, b, { itemId: item12, milliPoints: 16_000, level: 3 });
    await expect(open(services, round.officers[0], round.officers[1], batch1)).rejects.toMatchObject({
      code: "action.forbidden",
    });
    await expect(open(services, round.panel1.chair, round.panel1.chair, batch1)).rejects.toMatchObject({
      code: "two-persons.same-person",
    });
    await open(services, round.panel1.chair, round.officers[0], batch1);
    const rows = await services.database.reader.selectFrom("score").selectAll().execute();
    expect(rows.map((row) => row.milli_points).sort()).toEqual([10_000, 14_000, 16_000, 20_000]);
  });

  test("after the opening a seal cannot be replaced, changes need a reason, stale versions show both", async () => {
    const [a] = round.panel1.experts as [never];
    const again = seal(services, a, { itemId: item11, milliPoints: 20_000, level: 2 });
    await expect(again).rejects.toMatchObject({ code: "action.forbidden" });
    const silent = change(services, a, { itemId: item11, milliPoints: 20_000, level: 2, reason: "" });
    await expect(silent).rejects.toMatchObject({ code: "score.reason-missing" });
    const stale = change(services, a, { itemId: item11, milliPoints: 20_000, level: 2, expects: 1 });
    await expect(stale).rejects.toMatchObject({
      code: "score.version-conflict",
      details: { standing: points(10_000), wanted: points(20_000) },
    });
    await change(services, a, { itemId: item11, milliPoints: 20_000, level: 2 });
  });

  test("the chair finalises when all have spoken, and the index follows in the same commit", async () => {
    const [a, b] = round.panel1.experts as [never, never];
    await expect(finalise(services, round.panel1.chair, item11)).rejects.toMatchObject({ code: "item.not-ready" });
    await keep(services, b, item11);
    const { seq } = await finalise(services, round.panel1.chair, item11);
    const result = await findIndexResult(services.database.reader, ROUND);
    expect(result?.seq).toBe(seq + 1);
    expect(result?.result.entities.find((one) => one.entity === "hue")?.value).toBe(10_000);
    await keep(services, a, item12);
    await keep(services, b, item12);
    await finalise(services, round.panel1.chair, item12);
    expect((await getItem(services, item12)).state).toBe("final");
  });

  test("a member holds an opinion against the final score they saw, once; the score stays", async () => {
    const { panel1, panel2, officers } = round;
    const [a, b] = panel1.experts as [Person, Person];
    const write = async (who: Person, expects = 1) => {
      const facts = { ...itemFacts(await getItem(services, item11)), expects, cites: [] };
      return who.submit({ type: "opinion.recorded", facts, value: {}, text: { opinion: OPINION } });
    };
    for (const who of [panel1.chair, officers[0], panel2.experts[0] as Person]) {
      await expect(write(who)).rejects.toMatchObject({ code: /^(action.forbidden|thing.absent)$/ });
    }
    await expect(write(a, 0)).rejects.toMatchObject({ code: "item.version-conflict", details: { actual: 1 } });
    const { seq } = await write(a);
    await expect(write(a)).rejects.toMatchObject({ code: "opinion.exists", details: { seq } });
    const rightsOf = async (who: Person) => {
      const query = { itemId: item11, caseId: null, evidence: null, note: null };
      const view = await readWorkbench(services, { id: who.accountId }, query);
      if (view.kind !== "item") throw new Error(view.reason);
      return [view.rights.canDissent, view.reconciliation?.opinions.map(({ opinion }) => opinion)];
    };
    expect(await rightsOf(a)).toEqual([false, [OPINION]]);
    expect(await rightsOf(b)).toEqual([true, [OPINION]]);
    expect(await rightsOf(officers[0])).toEqual([false, [OPINION]]);
    expect((await getItem(services, item11)).decisionVersion).toBe(1);
  });

  test("an agency contests, fresh eyes re-score, two officers decide", async () => {
    const { officers, agencies, panel1, panel2 } = round;
    const [officer1, officer2] = officers;
    const open1 = itemFacts(await getItem(services, item12));
    const contest = async () => {
      const command = "01J9ZZZZZZZZZZZZZZZZZZZZZZ";
      const facts = { ...open1, case: command, expects: 1 };
      const value = { ground: "evidence-overlooked" as const, decisionVersion: 1 };
      const text = { claim: "Hội đồng bỏ sót Phụ lục II của nghị quyết." };
      return agencies[0].submit({ type: "case.opened", facts, value, text, command });
    };
    await expect(contest()).rejects.toMatchObject({ code: "action.forbidden" });
    await officer1.submit({
      type: "batch.phase-moved",
      facts: { round: ROUND, panel: `${ROUND}.p1`, batch: batch1 },
      value: { from: "reconciliation", to: "response", dueAt: inDays(services, 5) },
      text: {},
    });
    const { command: caseId } = await contest();
    const facts = { ...open1, case: caseId };
    const reason = "Đơn nộp đúng hạn, nêu rõ căn cứ theo quy chế.";
    await officer1.submit({ type: "case.admitted", facts, value: {}, text: { reason } });
    const assign = (subject: string) =>
      officer1.submit({ type: "case.assigned", facts: { ...facts, subject }, value: {}, text: {} });
    await expect(assign(panel1.experts[0]?.actorId as string)).rejects.toMatchObject({ code: "fresh-eyes.reviewer" });
    const reviewer = panel2.experts[0] as (typeof panel2.experts)[number];
    await assign(reviewer.actorId);
    const item = await getItem(services, item12);
    await reviewer.submit({
      type: "score.sealed",
      facts: { ...facts, expects: 0, rubric: item.rubricHash, evidenceSet: item.evidenceSet as string, cites: [] },
      value: { value: points(17_000), ...NO_DETAIL, level: 3, confidence: 4 },
      text: { justification: "Phụ lục II có chỉ tiêu từng năm." },
    });
    const value = { value: points(17_000) };
    const proposed = await officer1.submit({
      type: "case.decision-proposed",
      facts: { ...facts, expects: 1 },
      value,
      text: { reason: "Thẩm định lại theo thang mô tả cho 17,0." },
    });
    const approve = (officer: typeof officer1) =>
      officer.submit({
        type: "case.decision-approved",
        facts: { ...facts, expects: 1 },
        value: { proposal: proposed.seq, old: points(15_000), new: points(17_000) },
        text: { reason: "" },
      });
    await expect(approve(officer1)).rejects.toMatchObject({ code: "two-persons.same-person" });
    const { seq } = await approve(officer2);
    expect((await findCase(services.database.reader, caseId))?.state).toBe("closed");
    const [, now] = await services.database.reader
      .selectFrom("decision")
      .selectAll()
      .where("item_id", "=", item12)
      .orderBy("version")
      .execute();
    expect(now).toMatchObject({ milli_points: 17_000, case_id: caseId, rule: "review" });
    expect((await findIndexResult(services.database.reader, ROUND))?.seq).toBe(seq + 1);
    const refused = await services.database.reader
      .selectFrom("ledger_head")
      .select("case_id")
      .where("type", "=", "attempt.refused")
      .execute();
    expect(refused.map((row) => row.case_id)).toContain(caseId);
  });
});
