import type { RoundPhase } from "../event/process-events.ts";
import { BATCH_PHASES, type BatchPhase } from "../policy/thing.ts";
import { findEarliest } from "./batch-machine.ts";

/**
 * How a round comes from one phase to another.
 *
 * - `open`: by an entry of its own, which freezes what the round stands on.
 * - `forward`: by one person, when the conditions are met.
 * - `backward`, `withhold`, `resume`: by two persons, with a reason.
 *
 * From `independent` to `approval` the phase is that of the earliest batch: nobody moves the round itself.
 */
export type RoundMove = "open" | "forward" | "backward" | "withhold" | "resume";

/** What a round's moves depend on. */
export interface RoundStanding {
  readonly phase: RoundPhase;
  /** Phases of all its batches, in any order. */
  readonly batchPhases: readonly BatchPhase[];
  /** Phase in which it was withheld, else null. */
  readonly withheldFrom: RoundPhase | null;
}

const BEFORE_SCORING = ["setup", "submission", "completeness", "independent"] as const;

/** Whether the phase is one that batches have, and so theirs to say. */
export function isBatchPhase(phase: RoundPhase): phase is BatchPhase {
  return phase !== "published" && (BATCH_PHASES as readonly string[]).includes(phase);
}

/** The move to a phase; null when there is none. */
export function findRoundMove(standing: RoundStanding, to: RoundPhase): RoundMove | null {
  const { phase, withheldFrom } = standing;
  if (phase === "withheld") return to === withheldFrom ? "resume" : null;
  if (phase === "published") return null;
  if (to === "withheld") return phase === "setup" ? null : "withhold";
  if (to === "published") return phase === "approval" ? "forward" : null;
  const places = BEFORE_SCORING as readonly string[];
  const [from, next] = [places.indexOf(phase), places.indexOf(to)];
  if (from === -1 || next === -1) return null;
  if (next === from + 1) return from === 0 ? "open" : "forward";
  // Back into the completeness check only while nobody has read a score that was sealed.
  return next === from - 1 && standing.batchPhases.every((one) => one === "independent") ? "backward" : null;
}

const TARGETS: readonly RoundPhase[] = [...BEFORE_SCORING, "approval", "reconciliation", "response", "published"];

/** Phases that the round may come to from where it stands, those before it first, *withheld* last. */
export function listRoundMoves(standing: RoundStanding): { readonly to: RoundPhase; readonly move: RoundMove }[] {
  return [...TARGETS, "withheld" as const].flatMap((to) => {
    const move = findRoundMove(standing, to);
    return move === null ? [] : [{ to, move }];
  });
}

/**
 * The phase that a round shows: once scoring has begun its earliest batch's.
 *
 * @param marked - phase that it was moved to last.
 */
export function computeRoundPhase(marked: RoundPhase, batchPhases: readonly BatchPhase[]): RoundPhase {
  return isBatchPhase(marked) ? (findEarliest(batchPhases) ?? marked) : marked;
}

/** The phase that a panel shows: its earliest batch's, once the round has come to its scoring. */
export function computePanelPhase(roundPhase: RoundPhase, batchPhases: readonly BatchPhase[]): RoundPhase {
  return computeRoundPhase(roundPhase, batchPhases);
}
