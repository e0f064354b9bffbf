import type { RoundPhase } from "#domain/event/process-events.ts";
import type { BatchPhase } from "#domain/policy/thing.ts";
import { isBatchPhase } from "#domain/process/round-machine.ts";
import type { PhaseStep, PhaseSteps } from "./context-bar.tsx";

type StepKey = PhaseStep["key"];

/** A batch, or one item of one, where it stands. */
export interface StandingBatch {
  readonly phase: BatchPhase;
  /** Whether every item of it is final; left out for those who are not to know. */
  readonly isFinal?: boolean;
  /** When its phase is due, UTC instant. */
  readonly dueAt?: string;
}

const STEPS: Readonly<Record<RoundPhase, StepKey>> = {
  setup: "preparation",
  submission: "submission",
  completeness: "submission",
  independent: "independent",
  reconciliation: "reconciliation",
  response: "response",
  approval: "publication",
  published: "publication",
  withheld: "publication",
};
/** Until scoring begins nobody counts final scores. */
const BEFORE: readonly StepKey[] = [
  "preparation",
  "submission",
  "independent",
  "reconciliation",
  "response",
  "publication",
];
const SCORING: readonly StepKey[] = ["independent", "reconciliation", "finalisation", "response", "publication"];

/**
 * The stepper of a page. From independent scoring on, batches have phases of their own: each step that one of them is
 * in is a current one, with how many there are when they stand at several.
 *
 * @param batches - that the page is about; without any, the round's own phase counts.
 * @param toDetail - the words for when the only current step is due; asked where all of its batches are due at once.
 */
export function toPhaseSteps(
  roundPhase: RoundPhase,
  batches: readonly StandingBatch[] = [],
  toDetail: (dueAt: string) => string | undefined = () => undefined,
): PhaseSteps {
  const of = isBatchPhase(roundPhase) && roundPhase !== "approval" && batches.length > 0 ? "batches" : "round";
  const places = of === "batches" ? batches.map(toStep) : [STEPS[roundPhase]];
  const isBefore = places.some((place) => !SCORING.includes(place));
  const order = isBefore ? BEFORE.slice(Math.min(BEFORE.indexOf(places[0] as StepKey), 1)) : SCORING;
  const isTogether = new Set(places).size === 1;
  const steps = order.map((key, at): PhaseStep => {
    const count = places.filter((place) => place === key).length;
    if (count === 0) return { key, state: places.every((place) => order.indexOf(place) > at) ? "done" : "next" };
    return isTogether
      ? { key, state: "current", detail: findDue(key, batches, toDetail) }
      : { key, state: "current", count };
  });
  return { of, steps };
}

/** The stepper of a page that knows the phases of its round's batches, and nothing else of them. */
export function toRoundSteps({
  phase,
  batchPhases,
}: {
  readonly phase: RoundPhase;
  readonly batchPhases: readonly BatchPhase[];
}): PhaseSteps {
  return toPhaseSteps(
    phase,
    batchPhases.map((own) => ({ phase: own })),
  );
}

function toStep({ phase, isFinal = false }: StandingBatch): StepKey {
  return phase === "reconciliation" && isFinal ? "finalisation" : STEPS[phase];
}

/** Final scores wait for the others of their batch, and a publication for nobody's date. */
function findDue(
  key: StepKey,
  batches: readonly StandingBatch[],
  toDetail: (dueAt: string) => string | undefined,
): string | undefined {
  const dates = new Set(batches.map(({ dueAt }) => dueAt));
  const [dueAt] = dates;
  if (dates.size !== 1 || dueAt === undefined || key === "finalisation" || key === "publication") return undefined;
  return toDetail(dueAt);
}
