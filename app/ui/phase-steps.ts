import type { RoundPhase } from "#domain/event/process-events.ts";
import { BATCH_PHASES, type BatchPhase } from "#domain/policy/thing.ts";
import type { PhaseStep } from "./context-bar.tsx";

const STEPS: Readonly<Record<RoundPhase, PhaseStep["key"]>> = {
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
const ORDER: readonly PhaseStep["key"][] = [
  "preparation",
  "submission",
  "independent",
  "reconciliation",
  "response",
  "publication",
];

/**
 * The stepper of a round. From independent scoring on, batches have phases of their own and the round shows its
 * earliest batch's.
 *
 * @param batchPhases - of the batches that the page is about; may be empty.
 * @param detail - deadline of the current phase.
 * @returns from the phase of submission on, or of preparation while that goes on.
 */
export function toPhaseSteps(
  roundPhase: RoundPhase,
  batchPhases: readonly BatchPhase[] = [],
  detail?: string,
): PhaseStep[] {
  const earliest = BATCH_PHASES.find((phase) => batchPhases.includes(phase));
  const current = STEPS[roundPhase === "independent" ? (earliest ?? roundPhase) : roundPhase];
  const at = ORDER.indexOf(current);
  return ORDER.slice(Math.min(at, 1)).map((key) => {
    const place = ORDER.indexOf(key);
    if (place === at) return { key, state: "current", detail };
    return { key, state: place < at ? "done" : "next" };
  });
}
