import type { ReportedKind, RoundPhase } from "../event/process-events.ts";
import type { PartName } from "../ledger/commitment.ts";
import { type Actor, hasRole, listActorIds } from "./actor.ts";
import { type Action, can } from "./can.ts";
import type { CaseFacts, ItemFacts, Thing } from "./thing.ts";

/** What the rules ask of an entry of the log. Null: the head does not name one. */
export interface EntryFacts {
  /** Event type of the head. */
  readonly type: string;
  /** Who acted. */
  readonly actorId: string;
  /** The actor that the act is about. */
  readonly subjectId: string | null;
  readonly item: ItemFacts | null;
  readonly case: CaseFacts | null;
  readonly round: { readonly roundId: string; readonly phase: RoundPhase } | null;
  readonly batch: { readonly panelId: string; readonly isOpened: boolean } | null;
  readonly panelId: string | null;
  /** For imported values: of which source; null otherwise. */
  readonly reportedKind: ReportedKind | null;
  /** True for what its author replaced, withdrew or removed before the opening: it stays theirs alone. */
  readonly isBlindLeftover: boolean;
  /** True for what was handed in after the item's evidence set was closed, until it is closed anew. */
  readonly isOutsideSet: boolean;
}

type Rule = (asks: (action: Action, thing: Thing) => boolean, entry: EntryFacts, asked: Asked) => boolean;

interface Asked {
  readonly actor: Actor;
  readonly part: PartName;
}

/**
 * Whether a person may read one part of an entry: the visibility table applied to the log.
 *
 * Who acted may read what they did. For everybody else the event decides; an event without a rule is read by nobody.
 *
 * @param now - UTC instant, ISO 8601: declarations of interest lapse.
 */
export function canReadPart(actor: Actor, part: PartName, entry: EntryFacts, now: string): boolean {
  if (actor.accountId !== "" && listActorIds(actor).includes(entry.actorId)) return true;
  if (!Object.hasOwn(RULES, entry.type)) return false;
  const asks = (action: Action, thing: Thing): boolean => can(actor, action, thing, now) === "yes";
  return (RULES[entry.type] as Rule)(asks, entry, { actor, part });
}

/** Laws, names of provinces, results that were published elsewhere, and the log's own key: no secret at any time. */
const everybody: Rule = () => true;

const byRound: Rule = (asks, { round }) => round !== null && asks("round.read", { kind: "round", ...round });

/** What is only proposed is for those who see how a round is run. */
const byPlan: Rule = (asks, { round }) => round !== null && asks("round.read-plan", { kind: "round", ...round });

/** The value carries the effect on value and rank, which stays with those who oversee; publication shows the result. */
const byIndex: Rule = (asks, { round }, { part }) =>
  round !== null && asks("index.read", { kind: "round", ...round, phase: part === "head" ? round.phase : "approval" });

const byPanel: Rule = (asks, { panelId, round }) =>
  panelId !== null && asks("panel.read", { kind: "panel", panelId, roundId: round?.roundId ?? "" });

const byItem =
  (action: Action): Rule =>
  (asks, { item }) =>
    item !== null && asks(action, { kind: "item", item });

/** What came after the set was closed is for those who follow the submission; who scores has the set alone. */
const byHandedIn: Rule = (asks, entry, asked) =>
  byItem("evidence.read")(asks, entry, asked) &&
  (!entry.isOutsideSet || byItem("completeness.read")(asks, entry, asked));

const byCase =
  (action: Action): Rule =>
  (asks, entry) =>
    entry.case !== null && asks(action, { kind: "case", case: entry.case });

/** What an expert made on an item: theirs while blind, the panel's and the overseers' once the batch is open. */
const byContribution: Rule = (asks, { item, actorId, isBlindLeftover }) =>
  !isBlindLeftover && item !== null && asks("contribution.read", { kind: "contribution", item, authorId: actorId });

/** A fresh reviewer's score is for those who decide the case; the panel's for the panel. */
const byScore: Rule = (asks, entry, asked) =>
  entry.case === null ? byContribution(asks, entry, asked) : byCase("case.read-panel-scores")(asks, entry, asked);

/** Who is missing shows who has sealed: before the opening it is for the two persons who open. */
const byProposal: Rule = (asks, entry, asked) =>
  entry.batch?.isOpened === true ? byPanel(asks, entry, asked) : hasRole(asked.actor, "secretariat");

/** That a batch was opened is no secret in its round; which entries are seals is. */
const byOpening: Rule = (asks, entry, asked) =>
  asked.part === "head" ? byRound(asks, entry, asked) : byPanel(asks, entry, asked);

/** Self-scores and what was found about them are the agency's own too; other sources are for staff. */
const byImport: Rule = (asks, entry, asked) => {
  if (entry.reportedKind === "self-score" || entry.reportedKind === "completeness") {
    // An import is of the whole entity: a member of its panel reads the self-score item by item, each after a choice.
    const item = entry.item === null ? null : ({ ...entry.item, batchPhase: "independent" } as const);
    return item !== null && asks("self-score.read", { kind: "self-score", item, hasChosen: false });
  }
  return hasRole(asked.actor, "secretariat", "council", "delegate", "auditor", "support");
};

const byDeclaration: Rule = (_asks, _entry, { actor }) => hasRole(actor, "secretariat", "auditor");

/** Who is bound by it, or gives up or takes a block, reads of it too. */
const byAssignment: Rule = (_asks, { subjectId }, { actor }) =>
  hasRole(actor, "secretariat", "auditor") || (subjectId !== null && listActorIds(actor).includes(subjectId));

const byAttempt: Rule = (_asks, { subjectId }, { actor }) =>
  hasRole(actor, "auditor") || (subjectId !== null && listActorIds(actor).includes(subjectId));

const byOperation: Rule = (_asks, _entry, { actor }) =>
  hasRole(actor, "administrator", "secretariat", "auditor", "dpo");

const byErasure: Rule = (_asks, _entry, { actor }) => hasRole(actor, "secretariat", "auditor", "dpo");

const RULES: Readonly<Record<string, Rule>> = {
  "log.created": everybody,
  "log.key-rotated": everybody,
  "log.witness-policy-changed": everybody,
  "parts-key.rotated": byOperation,
  "access.rooted": byOperation,
  "erasure.proposed": byErasure,
  // What was erased and by which right is the answer to every gap that a verifier meets.
  "erasure.confirmed": everybody,
  "framework.imported": everybody,
  "entities.imported": everybody,
  "edition.imported": everybody,
  "round.created": byRound,
  "round.plan-set": byRound,
  "round.opened": byRound,
  "round.change-proposed": byPlan,
  // It repeats what was proposed, and why: whom a change touches may read it.
  "round.change-confirmed": byRound,
  "round.change-withdrawn": byPlan,
  "round.phase-moved": byRound,
  "batch.phase-moved": byRound,
  "panel.created": byPanel,
  "interest.declared": byDeclaration,
  "conflict.proposed": byAssignment,
  "conflict.pinned": byAssignment,
  "assignment.accepted": byAssignment,
  "assignment.move-proposed": byAssignment,
  "assignment.moved": byAssignment,
  "evidence.added": byHandedIn,
  "evidence.explained": byHandedIn,
  "evidence-set.frozen": byItem("evidence.read"),
  "supplement.requested": byItem("completeness.read"),
  "supplement.closed": byItem("completeness.read"),
  "completeness.marked": byItem("completeness.read"),
  "values.imported": byImport,
  "choice.recorded": byContribution,
  "score.sealed": byScore,
  "score.withdrawn": byContribution,
  "score.reaffirmed": byContribution,
  "score.changed": byContribution,
  "score.kept": byContribution,
  "annotation.created": byContribution,
  "annotation.revised": byContribution,
  "annotation.removed": byContribution,
  "annotation.resolved": byContribution,
  "annotation.hidden": byContribution,
  "annotation.left-on-earlier": byContribution,
  "message.posted": byContribution,
  "message.revised": byContribution,
  "batch.opening-proposed": byProposal,
  "batch.opened": byOpening,
  "item.finalised": byItem("decision.read"),
  "opinion.recorded": byContribution,
  "case.opened": byCase("case.read"),
  "case.admitted": byCase("case.read"),
  "case.refused": byCase("case.read"),
  // The agency is told the outcome, not who looks at the item again nor what was proposed on the way.
  "case.assigned": byCase("case.read-panel-scores"),
  "case.decision-proposed": byCase("case.read-panel-scores"),
  "case.decision-returned": byCase("case.read-panel-scores"),
  "case.decision-approved": byCase("case.read"),
  "index.computed": byIndex,
  "attempt.refused": byAttempt,
};
