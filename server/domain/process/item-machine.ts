import type { RoundPhase } from "../event/process-events.ts";
import type { BatchPhase } from "../policy/thing.ts";

/** Where an item is, as people are told it. */
export type ShownItemState = "waiting" | "independent" | "opened" | "final" | "under-review" | "published";

/** What decides where an item is. */
export interface ItemStanding {
  readonly roundPhase: RoundPhase;
  readonly batchPhase: BatchPhase;
  /** Whether it has a final score that stands. */
  readonly hasDecision: boolean;
  readonly hasOpenCase: boolean;
}

const WAITING: ReadonlySet<RoundPhase> = new Set(["setup", "submission", "completeness"]);

/**
 * The state of an item, from its round, its batch, its final score and its cases. While a case is open it is under
 * review wherever it is used; when the case is closed it is final again, with the same or another score.
 */
export function computeItemState({ roundPhase, batchPhase, hasDecision, hasOpenCase }: ItemStanding): ShownItemState {
  if (hasOpenCase) return "under-review";
  if (roundPhase === "published" && hasDecision) return "published";
  if (hasDecision) return "final";
  if (batchPhase !== "independent") return "opened";
  return WAITING.has(roundPhase) ? "waiting" : "independent";
}
