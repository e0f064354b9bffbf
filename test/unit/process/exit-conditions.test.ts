import { describe, expect, test } from "vitest";
import type { RoundPhase } from "#domain/event/round-phase.ts";
import { findPhaseEnd, markArrival } from "#domain/process/due-date.ts";
import { listOpenBatchExits, listOpenExits, type RoundFacts } from "#domain/process/exit-conditions.ts";

const DUE = "2026-03-02T10:00:00.000Z";
const IN_GRACE = "2026-03-03T10:00:00.000Z";
const END = "2026-03-04T10:00:00.000Z";
const AFTER = "2026-03-04T10:00:00.001Z";
const POLICY = { graceHours: 48, expertsPerItem: 3 };
const CALENDAR = {
  submission: DUE,
  completeness: "2026-03-10T10:00:00.000Z",
  independent: "2026-03-20T10:00:00.000Z",
  response: "2026-04-20T10:00:00.000Z",
};

const facts = (phase: RoundPhase, more: Partial<RoundFacts> = {}): RoundFacts => ({
  phase,
  calendar: CALENDAR,
  policy: POLICY,
  expertCounts: [3, 5],
  unfrozenItems: 0,
  isProvisional: false,
  ...more,
});

describe("due date and grace", () => {
  test("the grace follows the due date, and is for all alike", () => {
    expect(findPhaseEnd({ dueAt: DUE, graceHours: 48 })).toBe(END);
    expect(findPhaseEnd({ dueAt: DUE, graceHours: 0 })).toBe(DUE);
  });

  test.each([
    [DUE, "in-time"],
    ["2026-03-02T10:00:00.001Z", "in-grace"],
    [END, "in-grace"],
    [AFTER, "late"],
  ])("what comes at %s is %s", (at, mark) => {
    expect(markArrival(at, { dueAt: DUE, graceHours: 48 })).toBe(mark);
    expect(markArrival(at, null)).toBe("in-time");
  });
});

describe("a round's exit conditions", () => {
  const codes = (round: RoundFacts, now = AFTER) => listOpenExits(round, now).map(({ code }) => code);

  test("set-up: panels with experts enough, a policy, and dates in order", () => {
    expect(codes(facts("setup"))).toEqual([]);
    expect(codes(facts("setup", { expertCounts: [], policy: null, calendar: {} }))).toEqual([
      "no-panel",
      "no-policy",
      "calendar-incomplete",
    ]);
    expect(listOpenExits(facts("setup", { expertCounts: [3, 2, 0] }), DUE)).toEqual([
      { code: "few-experts", panels: 2 },
    ]);
    const early = { ...CALENDAR, completeness: "2026-03-01T10:00:00.000Z" };
    expect(listOpenExits(facts("setup", { calendar: early }), DUE)).toEqual([
      { code: "calendar-order", phases: ["completeness"] },
    ]);
    const { response: _, ...without } = CALENDAR;
    expect(listOpenExits(facts("setup", { calendar: without }), DUE)).toEqual([
      { code: "calendar-incomplete", phases: ["response"] },
    ]);
  });

  test("nobody closes a phase before its due date and grace are over", () => {
    expect(listOpenExits(facts("submission"), IN_GRACE)).toEqual([{ code: "before-due", until: END }]);
    expect(codes(facts("submission"), END)).toEqual([]);
    expect(codes(facts("submission", { policy: null }), DUE)).toEqual([]);
    expect(codes(facts("submission", { calendar: {} }), DUE)).toEqual([]);
  });

  test("every evidence set is frozen before scoring", () => {
    expect(codes(facts("completeness", { unfrozenItems: 4 }), "2026-03-11T10:00:00.000Z")).toEqual([
      "evidence-not-frozen",
      "before-due",
    ]);
  });

  test("nothing is published without an approval, nor before witnesses have seen it", () => {
    expect(codes(facts("approval", { isProvisional: true }))).toEqual(["not-witnessed", "no-approval"]);
  });
});

describe("a batch's exit conditions", () => {
  const batch = {
    phase: "response",
    dueAt: DUE,
    policy: POLICY,
    itemsNotFinal: 0,
    openCases: 0,
    isProvisional: false,
  };

  test("to the response: every item is final", () => {
    const one = { ...batch, phase: "reconciliation", itemsNotFinal: 2 };
    expect(listOpenBatchExits(one, DUE)).toEqual([{ code: "items-not-final", items: 2 }]);
    expect(listOpenBatchExits({ ...one, itemsNotFinal: 0 }, DUE)).toEqual([]);
  });

  test("to the approval: cases are closed, and agencies have had their time", () => {
    const one = { ...batch, openCases: 1, isProvisional: true };
    expect(listOpenBatchExits(one, IN_GRACE).map(({ code }) => code)).toEqual([
      ...["cases-open", "not-witnessed", "before-due"],
    ]);
    expect(listOpenBatchExits(batch, END)).toEqual([]);
  });
});
