import { hasEntryOnItem } from "../../../db/queries/actors.ts";
import { type CaseRow, hasConflict } from "../../../db/queries/cases.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import { toScoreValue } from "../../../db/queries/scores.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { HeadFacts } from "../../domain/event/head.ts";
import type { FrameworkComponent } from "../../domain/framework/framework.ts";
import { type Actor, hasRole } from "../../domain/policy/actor.ts";
import { type Action, can } from "../../domain/policy/can.ts";
import type { CaseFacts } from "../../domain/policy/thing.ts";
import type { ScoreValue } from "../../domain/scoring/value.ts";
import { itemFacts } from "../commands/item-context.ts";
import type { MemberView, FinalScore, NamedScore } from "./case-scores.ts";
import { listFreshReviewers } from "./handle-case.ts";

/** What the person can do in the case now; null is "not this person, or not in this state". */
export interface CaseActs {
  /** Head fields of every act on the case. */
  readonly facts: HeadFacts;
  readonly canAdmit: boolean;
  /** Experts with fresh eyes, to choose one of. */
  readonly reviewers: readonly (MemberView & { readonly actorId: string })[] | null;
  readonly rescore: {
    readonly facts: HeadFacts;
    readonly indicator: Pick<FrameworkComponent, "maxMilliPoints" | "stepMilliPoints" | "rubric">;
  } | null;
  readonly propose: {
    readonly facts: HeadFacts;
    readonly standing: ScoreValue;
    readonly reviewed: ScoreValue;
  } | null;
  readonly decide: {
    readonly facts: HeadFacts;
    readonly proposal: number;
    readonly old: ScoreValue;
    readonly new: ScoreValue;
  } | null;
  /** For officers while somebody has to decide: which conditions of a second person they meet. */
  readonly checks: {
    readonly isNotProposer: boolean;
    readonly hasNoEntry: boolean;
    readonly hasNoConflict: boolean;
  } | null;
  /** Code of the refusal that an officer would get; null when nothing stands against them. */
  readonly obstacle: "two-persons.same-person" | "fresh-eyes.stake" | null;
}

interface Given {
  readonly db: Transaction;
  readonly actor: Actor;
  readonly now: string;
  readonly row: CaseRow;
  readonly item: ItemRow;
  readonly facts: CaseFacts;
  readonly component: FrameworkComponent;
  readonly before: FinalScore;
  readonly review: NamedScore | null;
}

/** Asks the same rules as the commands do: what is not offered here is refused there. */
export async function readCaseActs(given: Given): Promise<CaseActs> {
  const { db, actor, now, row, item, facts, component } = given;
  const allows = (action: Action): boolean => can(actor, action, { kind: "case", case: facts }, now) === "yes";
  const head = { ...itemFacts(item), case: row.id };
  const expecting = { ...head, expects: item.decisionVersion };
  const canAssign = allows("case.admit") && (facts.state === "admissible" || facts.state === "re-review");
  const isOfficer = hasRole(actor, "secretariat");
  const proposed = toScoreValue(row.proposed_value_state, row.proposed_milli_points);
  const { maxMilliPoints, stepMilliPoints, rubric } = component;
  return {
    facts: head,
    canAdmit: allows("case.admit") && facts.state === "opened",
    reviewers: canAssign ? await listChoices(db, now, item) : null,
    rescore: allows("case.re-score")
      ? { facts: toRescoreFacts(head, item), indicator: { maxMilliPoints, stepMilliPoints, rubric } }
      : null,
    propose:
      allows("case.propose") && given.review !== null
        ? { facts: expecting, standing: given.before.value, reviewed: given.review.value }
        : null,
    decide:
      allows("case.decide") && proposed !== null && row.proposal_seq !== null
        ? { facts: expecting, proposal: row.proposal_seq, old: given.before.value, new: proposed }
        : null,
    checks: isOfficer && facts.state === "proposed" ? await readChecks(given) : null,
    obstacle: isOfficer ? findObstacle(actor, facts) : null,
  };
}

function toRescoreFacts(head: HeadFacts, item: ItemRow): HeadFacts {
  const evidence = item.evidenceSet === null ? {} : { evidenceSet: item.evidenceSet };
  return { ...head, expects: 0, rubric: item.rubricHash, ...evidence, cites: [] };
}

async function listChoices(db: Transaction, now: string, item: ItemRow) {
  const fresh = await listFreshReviewers({ trx: db, now }, item);
  return fresh.map(({ actorId, letter, panelNumber }) => ({ actorId, letter, panelNumber }));
}

async function readChecks({ db, actor, facts, item }: Given): Promise<CaseActs["checks"]> {
  const { accountId } = actor;
  return {
    isNotProposer: facts.proposedByAccountId !== accountId,
    hasNoEntry: !(await hasEntryOnItem(db, accountId, item.itemId)),
    hasNoConflict: !(await hasConflict(db, { accountId, entityId: item.entityId })),
  };
}

function findObstacle(actor: Actor, facts: CaseFacts): CaseActs["obstacle"] {
  if (facts.state === "closed" || facts.state === "inadmissible") return null;
  if (facts.state === "proposed" && facts.proposedByAccountId === actor.accountId) return "two-persons.same-person";
  return facts.hasStake ? "fresh-eyes.stake" : null;
}
