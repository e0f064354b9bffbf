import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ROUND_PHASES, type RoundPhase } from "#domain/event/round-phase.ts";
import { BATCH_PHASES, type BatchPhase } from "#domain/policy/thing.ts";
import { findBatchMove, findEarliest, listBatchMoves } from "#domain/process/batch-machine.ts";
import { computeItemState } from "#domain/process/item-machine.ts";
import {
  computePanelPhase,
  computeRoundPhase,
  findRoundMove,
  listRoundMoves,
  type RoundStanding,
} from "#domain/process/round-machine.ts";

const standing = (phase: RoundPhase, more: Partial<RoundStanding> = {}): RoundStanding => ({
  phase,
  batchPhases: ["independent"],
  withheldFrom: null,
  ...more,
});

const say = (one: RoundStanding): string =>
  listRoundMoves(one)
    .map(({ to, move }) => `${to} ${move}`)
    .join(", ");

describe("a round", () => {
  test("has these moves from each phase, and no other", () => {
    expect(ROUND_PHASES.map((phase) => `${phase}: ${say(standing(phase))}`)).toEqual([
      "setup: submission open",
      "submission: setup backward, completeness forward, withheld withhold",
      "completeness: submission backward, independent forward, withheld withhold",
      "independent: completeness backward, withheld withhold",
      "reconciliation: withheld withhold",
      "response: withheld withhold",
      "approval: published forward, withheld withhold",
      "published: ",
      "withheld: ",
    ]);
  });

  test("goes on from where it was withheld, and nowhere else", () => {
    expect(say(standing("withheld", { withheldFrom: "response" }))).toBe("response resume");
    expect(say(standing("withheld", { withheldFrom: "submission" }))).toBe("submission resume");
  });

  test("does not go back into the completeness check once a batch was opened", () => {
    const opened = standing("independent", { batchPhases: ["independent", "reconciliation"] });
    expect(findRoundMove(opened, "completeness")).toBeNull();
  });

  test("shows its earliest batch's phase from scoring on, in any order of batches", () => {
    const phases = fc.array(fc.constantFrom(...BATCH_PHASES), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(phases, fc.constantFrom(...ROUND_PHASES), (batchPhases, marked) => {
        const shown = computeRoundPhase(marked, batchPhases);
        expect(computeRoundPhase(marked, [...batchPhases].reverse())).toBe(shown);
        expect(computeRoundPhase(shown, batchPhases)).toBe(shown);
        expect(computePanelPhase(marked, batchPhases)).toBe(shown);
        const isOwn = ["setup", "submission", "completeness", "published", "withheld"].includes(marked);
        if (isOwn) expect(shown).toBe(marked);
        else expect(batchPhases).toContain(shown);
        for (const phase of isOwn ? [] : batchPhases) expect(rank(phase)).toBeGreaterThanOrEqual(rank(shown));
      }),
      { seed: 5 },
    );
  });
});

const rank = (phase: RoundPhase): number => BATCH_PHASES.indexOf(phase as BatchPhase);

describe("a batch", () => {
  test("has these moves from each phase, and no other", () => {
    const said = BATCH_PHASES.map((from) =>
      [from, ...listBatchMoves(from).map(({ to, move }) => `${to} ${move}`)].join(", "),
    );
    expect(said).toEqual([
      "independent, reconciliation open",
      "reconciliation, response forward",
      "response, reconciliation backward, approval forward",
      "approval, response backward",
      "published",
    ]);
  });

  test("is never blind again, whatever moves are made", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...BATCH_PHASES), { maxLength: 12 }), (wishes) => {
        let [phase, wasOpened]: [BatchPhase, boolean] = ["independent", false];
        for (const to of wishes) {
          if (findBatchMove(phase, to) !== null) phase = to;
          wasOpened ||= phase !== "independent";
          expect(phase === "independent").toBe(!wasOpened);
        }
      }),
      { seed: 6 },
    );
  });

  test("names that every object has are no phases", () => {
    expect(findBatchMove("independent", "constructor")).toBeNull();
    expect(findEarliest([])).toBeNull();
  });
});

describe("an item", () => {
  const at = (roundPhase: RoundPhase, batchPhase: BatchPhase, hasDecision = false, hasOpenCase = false) =>
    computeItemState({ roundPhase, batchPhase, hasDecision, hasOpenCase });

  test("goes from waiting to published, under review and final again on the way", () => {
    expect([
      at("setup", "independent"),
      at("completeness", "independent"),
      at("independent", "independent"),
      at("independent", "reconciliation"),
      at("independent", "reconciliation", true),
      at("response", "response", true),
      at("response", "response", true, true),
      at("approval", "approval", true),
      at("published", "approval", true),
    ]).toEqual([
      ...["waiting", "waiting", "independent", "opened", "final", "final", "under-review", "final", "published"],
    ]);
  });
});
