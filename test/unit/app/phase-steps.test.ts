import { expect, test } from "vitest";
import { type StandingBatch, toPhaseSteps } from "../../../app/ui/phase-steps.ts";
import type { RoundPhase } from "../../../server/domain/event/process-events.ts";

const DUE = "2026-03-19T10:00:00.000Z";
/** The stepper in a line: done in brackets, current with its detail or count. */
const say = (phase: RoundPhase, batches: readonly StandingBatch[] = []): string =>
  toPhaseSteps(phase, batches, (dueAt) => `due ${dueAt}`)
    .steps.map(({ key, state, detail, count }) =>
      state === "current"
        ? [key.toUpperCase(), count, detail].filter(Boolean).join(" ")
        : state === "done"
          ? `(${key})`
          : key,
    )
    .join(", ");

test("before scoring the round has one phase", () => {
  expect(say("setup")).toBe("PREPARATION, submission, independent, reconciliation, response, publication");
  expect(say("completeness", [{ phase: "independent" }])).toBe(
    "SUBMISSION, independent, reconciliation, response, publication",
  );
});

test("batches that stand together are one step, with what is due", () => {
  const batch = { phase: "independent", dueAt: DUE } as const;
  expect(say("independent", [batch, batch])).toBe(
    `INDEPENDENT due ${DUE}, reconciliation, finalisation, response, publication`,
  );
  expect(say("independent", [batch, { ...batch, dueAt: "2026-03-20T10:00:00.000Z" }])).toBe(
    "INDEPENDENT, reconciliation, finalisation, response, publication",
  );
});

test("batches at several phases make several current, with how many; what some have yet to reach is not done", () => {
  const batches: StandingBatch[] = [
    { phase: "response" },
    { phase: "reconciliation" },
    { phase: "response", dueAt: DUE },
    { phase: "reconciliation", isFinal: true },
  ];
  expect(say("independent", batches)).toBe("(independent), RECONCILIATION 1, FINALISATION 1, RESPONSE 2, publication");
  expect(say("independent", [{ phase: "independent" }, { phase: "response" }])).toBe(
    "INDEPENDENT 1, reconciliation, finalisation, RESPONSE 1, publication",
  );
});

test("a batch whose items are all final waits in a step of its own, with nothing due", () => {
  const batch = { phase: "reconciliation", isFinal: true, dueAt: DUE } as const;
  expect(say("independent", [batch])).toBe("(independent), (reconciliation), FINALISATION, response, publication");
});

test("it is the batches' phases only while they have phases of their own, and are given", () => {
  const batches: StandingBatch[] = [{ phase: "independent" }];
  const whose = [
    toPhaseSteps("completeness", batches),
    toPhaseSteps("independent", batches),
    toPhaseSteps("independent"),
  ];
  expect(whose.map((steps) => steps.of)).toEqual(["round", "batches", "round"]);
});

test("from the approval on the round has one phase again", () => {
  expect(say("approval", [{ phase: "response" }])).toBe(
    "(independent), (reconciliation), (finalisation), (response), PUBLICATION",
  );
  expect(say("independent")).toBe("INDEPENDENT, reconciliation, finalisation, response, publication");
});
