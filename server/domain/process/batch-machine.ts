import { BATCH_PHASES, type BatchPhase } from "../policy/thing.ts";

/** How a batch comes from one phase to another. */
export type BatchMove = "open" | "forward" | "backward";

/**
 * What may follow each phase of a batch. An opening is never taken back: what the panel has read it has read. Approval
 * and publication are the whole round's.
 */
const MOVES: Readonly<Record<BatchPhase, Partial<Record<BatchPhase, BatchMove>>>> = {
  independent: { reconciliation: "open" },
  reconciliation: { response: "forward" },
  response: { approval: "forward", reconciliation: "backward" },
  approval: { response: "backward" },
  published: {},
};

/** The move between two phases; null when there is none. */
export function findBatchMove(from: BatchPhase, to: string): BatchMove | null {
  return Object.hasOwn(MOVES[from], to) ? (MOVES[from][to as BatchPhase] ?? null) : null;
}

/** Phases that a batch may come to from this one, in order. */
export function listBatchMoves(from: BatchPhase): { readonly to: BatchPhase; readonly move: BatchMove }[] {
  return BATCH_PHASES.flatMap((to) => {
    const move = findBatchMove(from, to);
    return move === null ? [] : [{ to, move }];
  });
}

/** The phase that comes first in the order of the process; null for no phase. */
export function findEarliest(phases: readonly BatchPhase[]): BatchPhase | null {
  const places = phases.map((phase) => BATCH_PHASES.indexOf(phase));
  return BATCH_PHASES[Math.min(...places)] ?? null;
}
