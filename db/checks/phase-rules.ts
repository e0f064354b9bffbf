import type { Act } from "../../server/domain/event/act.ts";
import type { Problems } from "./check-context.ts";

interface Rule {
  /** Phases of the round, or of the item's batch, in which the act may be; absent where it does not matter. */
  readonly round?: readonly string[];
  readonly batch?: readonly string[];
}

/** Experts score while the round is independent or its earliest batch is further. */
const SCORING = ["independent", "reconciliation", "response", "approval"];

/** Evidence sets are looked at, asked about and closed until the panel is done. */
const CHECKING = ["completeness", ...SCORING];
const UNDER_WORK = ["independent", "reconciliation"];

const RULES: Readonly<Record<string, Rule>> = {
  "panel.created": { round: ["setup"] },
  "assignment.accepted": { round: ["setup"] },
  "supplement.requested": { round: CHECKING, batch: UNDER_WORK },
  "supplement.closed": { round: CHECKING, batch: UNDER_WORK },
  "completeness.marked": { round: CHECKING, batch: UNDER_WORK },
  "evidence-set.frozen": { round: CHECKING, batch: UNDER_WORK },
  "choice.recorded": { round: SCORING, batch: ["independent"] },
  "score.sealed": { round: SCORING, batch: ["independent"] },
  "score.reaffirmed": { round: SCORING, batch: ["independent"] },
  "score.withdrawn": { round: SCORING, batch: ["independent"] },
  "batch.opening-proposed": { round: SCORING, batch: ["independent"] },
  "batch.opened": { round: SCORING, batch: ["independent"] },
  "score.changed": { batch: ["reconciliation"] },
  "score.kept": { batch: ["reconciliation"] },
  "item.finalised": { batch: ["reconciliation"] },
  "opinion.recorded": { batch: ["reconciliation", "response", "approval"] },
  "case.opened": { batch: ["response"] },
};

/** Phase rules hold at commit: walks the log with its phases and finds acts that came too early or too late. */
export class PhaseRules {
  readonly problems: Problems = [];
  readonly #batchOf: ReadonlyMap<string, string>;
  readonly #rounds = new Map<string, string>();
  readonly #batches = new Map<string, string>();

  /** @param batchOf - batch by item. */
  constructor(batchOf: ReadonlyMap<string, string>) {
    this.#batchOf = batchOf;
  }

  /** Takes the acts in the order of the log. */
  add(act: Act, seq: number): void {
    const { type, round = "", item = "", case: caseId } = act.head;
    const batch = act.head.batch ?? this.#batchOf.get(item) ?? "";
    // A fresh reviewer scores for a case, long after the batch was opened.
    const rule = type === "score.sealed" && caseId !== undefined ? undefined : (findHandingIn(act) ?? RULES[type]);
    const [roundPhase, batchPhase] = [this.#rounds.get(round) ?? "setup", this.#batches.get(batch) ?? "independent"];
    if (rule?.round?.includes(roundPhase) === false) {
      this.problems.push(`entry ${seq}, ${type}, stands in the phase ${roundPhase} of ${round}`);
    }
    if (rule?.batch?.includes(batchPhase) === false) {
      this.problems.push(`entry ${seq}, ${type}, stands in the phase ${batchPhase} of ${batch}`);
    }
    this.#move(act, { round, batch });
  }

  #move(act: Act, { round, batch }: { round: string; batch: string }): void {
    if (isType(act, "round.opened")) this.#rounds.set(round, "submission");
    if (isType(act, "round.phase-moved")) this.#rounds.set(round, act.value.to);
    if (isType(act, "round.change-confirmed")) this.#change(act, round);
    if (isType(act, "batch.phase-moved")) this.#batches.set(batch, act.value.to);
    if (isType(act, "batch.opened")) this.#batches.set(batch, "reconciliation");
  }

  #change({ value: { change } }: Act<"round.change-confirmed">, round: string): void {
    if (change.kind === "round-move") this.#rounds.set(round, change.to);
    if (change.kind === "batch-move") this.#batches.set(change.batch, change.to);
  }
}

/** Agencies hand in during the submission, and later under a request. */
function findHandingIn(act: Act): Rule | undefined {
  if (!isType(act, "evidence.added") && !isType(act, "evidence.explained")) return undefined;
  return act.value.supplement === null ? { round: ["submission"] } : { round: CHECKING, batch: UNDER_WORK };
}

function isType<T extends Act["head"]["type"]>(act: Act, type: T): act is Act<T> {
  return act.head.type === type;
}
