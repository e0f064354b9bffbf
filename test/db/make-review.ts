import { inDays, makeRound, type Person, ROUND, type TestRound } from "../helpers/make-round.ts";
import { finalise, getItem, keep, open, points, seal } from "../helpers/path-steps.ts";
import { itemFacts } from "../../server/services/commands/item-context.ts";
import { NO_DETAIL } from "../../server/domain/scoring/choice.ts";
import type { Services } from "../../server/services/services.ts";
import type { HeadFacts } from "../../server/domain/event/head.ts";

export const PANEL_WORDS = "Hội đồng thấy chỉ tiêu chưa theo từng năm.";
export const CLAIM = "Hội đồng bỏ sót Phụ lục II của nghị quyết.";
export const REVIEW_WORDS = "Phụ lục II có chỉ tiêu từng năm.";
export const PROPOSAL_WORDS = "Thẩm định lại theo thang mô tả cho 17,0.";

/** A case on the final score of Huế, 1.2, and the steps that take it on. */
export interface TestReview {
  readonly round: TestRound;
  readonly itemId: string;
  readonly caseId: string;
  readonly reviewer: Person;
  readonly facts: HeadFacts;
  admit(): Promise<unknown>;
  assign(): Promise<unknown>;
  rescore(): Promise<unknown>;
  /** By the first officer. @returns the entry. */
  propose(): Promise<number>;
  /** By the second officer. */
  approve(proposal: number): Promise<unknown>;
}

/** Takes Huế's items 1.1 and 1.2 to their final scores (15 and 15 points) and to the response phase. */
export async function makeResponse(services: Services): Promise<TestRound> {
  const round = await makeRound(services);
  const { chair, experts } = round.panel1;
  const batch = `${ROUND}.p1.m1`;
  for (const [position, expert] of experts.entries()) {
    const given = { milliPoints: 10_000, level: 1, justification: PANEL_WORDS };
    await seal(services, expert, { itemId: round.itemId("hue", "1.1"), ...given });
    const milliPoints = position === 0 ? 14_000 : 16_000;
    await seal(services, expert, { itemId: round.itemId("hue", "1.2"), ...given, milliPoints, level: 3 });
  }
  await open(services, chair, round.officers[0], batch);
  for (const indicator of ["1.1", "1.2"]) {
    const itemId = round.itemId("hue", indicator);
    for (const expert of experts) await keep(services, expert, itemId);
    await finalise(services, chair, itemId);
  }
  await round.officers[0].submit({
    type: "batch.phase-moved",
    facts: { round: ROUND, panel: `${ROUND}.p1`, batch },
    value: { from: "reconciliation", to: "response", dueAt: inDays(services, 5) },
    text: {},
  });
  return round;
}

/** Opens a case; each further step is the caller's to take. */
export async function makeReview(services: Services, round: TestRound): Promise<TestReview> {
  const { officers, agencies, panel2 } = round;
  const itemId = round.itemId("hue", "1.2");
  const caseId = "01J9ZZZZZZZZZZZZZZZZZZZZZZ";
  const item = await getItem(services, itemId);
  const facts = { ...itemFacts(item), case: caseId };
  const reviewer = panel2.experts[0] as Person;
  const reason = "Đơn nộp đúng hạn, nêu rõ căn cứ theo quy chế.";
  await agencies[0].submit({
    type: "case.opened",
    command: caseId,
    facts: { ...facts, expects: 1 },
    value: { ground: "evidence-overlooked", decisionVersion: 1 },
    text: { claim: CLAIM },
  });
  return {
    round,
    itemId,
    caseId,
    reviewer,
    facts,
    admit: () => officers[0].submit({ type: "case.admitted", facts, value: {}, text: { reason } }),
    assign: () =>
      officers[0].submit({
        type: "case.assigned",
        facts: { ...facts, subject: reviewer.actorId },
        value: {},
        text: {},
      }),
    rescore: () =>
      reviewer.submit({
        type: "score.sealed",
        facts: {
          ...facts,
          expects: 0,
          rubric: item.rubricHash,
          ...(item.evidenceSet === null ? {} : { evidenceSet: item.evidenceSet }),
          cites: [],
        },
        value: { value: points(17_000), ...NO_DETAIL, level: 3, confidence: 4 },
        text: { justification: REVIEW_WORDS },
      }),
    propose: async () => {
      const { seq } = await officers[0].submit({
        type: "case.decision-proposed",
        facts: { ...facts, expects: 1 },
        value: { value: points(17_000) },
        text: { reason: PROPOSAL_WORDS },
      });
      return seq;
    },
    approve: (proposal) =>
      officers[1].submit({
        type: "case.decision-approved",
        facts: { ...facts, expects: 1 },
        value: { proposal, old: points(15_000), new: points(17_000) },
        text: { reason: "" },
      }),
  };
}
