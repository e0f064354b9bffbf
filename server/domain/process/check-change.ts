import type { RoundChange } from "../event/round-events.ts";
import type { RoundPhase } from "../event/round-phase.ts";
import { canonicalJson } from "../ledger/canonical-json.ts";
import type { BatchPhase } from "../policy/thing.ts";
import { findBatchMove } from "./batch-machine.ts";
import { checkCalendar } from "./exit-conditions.ts";
import { findRoundMove, isBatchPhase, type RoundStanding } from "./round-machine.ts";
import type { RoundPlan } from "./round-plan.ts";

/** What a change is held against. */
export interface ChangeGround {
  readonly round: RoundStanding;
  readonly plan: RoundPlan;
  /** Phase of each batch by its id. */
  readonly batchPhases: ReadonlyMap<string, BatchPhase>;
  /** Of the framework that a change of framework names; null when there is none. */
  readonly framework: {
    readonly version: string;
    readonly hash: string;
    readonly rubrics: RoundPlan["rubrics"];
    /** Items whose rubric would be another one, ascending. */
    readonly reopens: readonly string[];
    /** Whether one of these lies in a batch that was opened. */
    readonly touchesOpened: boolean;
  } | null;
}

/** Why a change cannot be, as a refusal's code; `round.change-moved`: what it changes is another by now. */
export type ChangeProblem =
  | "round.change-moved"
  | "round.nothing-changed"
  | "round.no-such-move"
  | "round.not-frozen"
  | "round.phase-over"
  | "round.other-items"
  | "round.opened-items"
  | "round.calendar-incomplete"
  | "round.calendar-order"
  | "batch.no-such-move"
  | "batch.due-in-the-past";

const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a as never) === canonicalJson(b as never);

/**
 * Whether a change can be made to a round as it stands: asked when it is proposed, and again when it is confirmed.
 *
 * @param now - UTC instant, ISO 8601.
 * @returns the first problem; null when there is none.
 */
export function findChangeProblem(change: RoundChange, ground: ChangeGround, now: string): ChangeProblem | null {
  const { round, plan } = ground;
  if (change.kind === "round-move") return findMoveProblem(change, round);
  // What is set up is changed there; what is public is never changed, and what is withheld comes back first.
  if (round.phase === "setup" || round.phase === "published" || round.phase === "withheld") return "round.not-frozen";
  switch (change.kind) {
    case "calendar":
      if (!isSame(change.old, plan.calendar)) return "round.change-moved";
      return findCalendarProblem(change, round.phase);
    case "policy":
      if (!isSame(change.old, plan.policy)) return "round.change-moved";
      return isSame(change.old, change.new) ? "round.nothing-changed" : null;
    case "framework":
      return findFrameworkProblem(change, ground);
    case "batch-due":
    case "batch-move":
      return findBatchProblem(change, ground, now);
  }
}

type Change<K extends RoundChange["kind"]> = Extract<RoundChange, { kind: K }>;

function findMoveProblem({ from, to }: Change<"round-move">, round: RoundStanding): ChangeProblem | null {
  if (from !== round.phase) return "round.change-moved";
  const move = findRoundMove(round, to);
  return move === "backward" || move === "withhold" || move === "resume" ? null : "round.no-such-move";
}

const ORDER: readonly RoundPhase[] = [
  "setup",
  "submission",
  "completeness",
  "independent",
  "reconciliation",
  "response",
  "approval",
];

function findCalendarProblem({ old, new: wanted }: Change<"calendar">, phase: RoundPhase): ChangeProblem | null {
  if (isSame(old, wanted)) return "round.nothing-changed";
  // What came in a phase that is over was marked by the date that stood then.
  const isOver = ORDER.slice(0, ORDER.indexOf(phase)).some((one) => old[one] !== wanted[one]);
  if (isOver) return "round.phase-over";
  const [problem] = checkCalendar(wanted);
  return problem === undefined ? null : `round.${problem.code as "calendar-incomplete" | "calendar-order"}`;
}

function findFrameworkProblem(change: Change<"framework">, { plan, framework }: ChangeGround): ChangeProblem | null {
  const { version, hash } = plan.framework;
  if (!isSame(change.old, { version, hash })) return "round.change-moved";
  if (framework === null || framework.hash !== change.new.hash) return "round.change-moved";
  if (framework.hash === hash) return "round.nothing-changed";
  const toCodes = (rubrics: RoundPlan["rubrics"]): string[] => rubrics.map(({ indicator }) => indicator);
  if (!isSame(toCodes(framework.rubrics), toCodes(plan.rubrics))) return "round.other-items";
  if (!isSame(framework.reopens, change.reopens)) return "round.change-moved";
  return framework.touchesOpened ? "round.opened-items" : null;
}

function findBatchProblem(
  change: Change<"batch-due"> | Change<"batch-move">,
  { plan, round, batchPhases }: ChangeGround,
  now: string,
): ChangeProblem | null {
  const phase = batchPhases.get(change.batch);
  const standing = plan.batches.find(({ batch }) => batch === change.batch)?.dueAt;
  if (phase === undefined || standing === undefined) return "batch.no-such-move";
  if (change.kind === "batch-due") {
    if (change.old !== standing) return "round.change-moved";
    return change.new === standing ? "round.nothing-changed" : null;
  }
  if (change.from !== phase || change.oldDueAt !== standing) return "round.change-moved";
  if (!isBatchPhase(round.phase) || findBatchMove(phase, change.to) !== "backward") return "batch.no-such-move";
  return change.dueAt <= now ? "batch.due-in-the-past" : null;
}
