import { assign, ITEM_PHASES, type ItemPhase, makeItem } from "./permission-items.ts";
import { LATER, NOW } from "./permission-people.ts";
import type { Action } from "../../../server/domain/policy/can.ts";
import type { RoundPhase } from "../../../server/domain/event/process-events.ts";
import {
  type BatchPhase,
  CASE_STATES,
  type CaseState,
  NO_ERASURE,
  type Thing,
} from "../../../server/domain/policy/thing.ts";

/** Everybody that the table of the guide tells apart, whatever is asked about. */
export const RELATIONS = [
  "public",
  "expert",
  "expert-conflicted",
  "expert-undeclared",
  "chair",
  "chair-conflicted",
  "expert-other-panel",
  "agency-own",
  "agency-other",
  "secretariat",
  "council",
  "delegate",
  "support",
  "auditor",
  "administrator",
  "dpo",
] as const;

/** A deputy beside a chair who may act, and one whose chair has a conflict with the entity. */
const DEPUTIES = ["deputy", "deputy-for-chair"];

/** One kind of thing: what is asked of it, in which phases it exists, and who else stands in a relation to it. */
interface Scope {
  readonly actions: readonly string[];
  readonly phases: readonly string[];
  readonly others: (phase: string, action: string) => readonly string[];
  readonly makeThing: (phase: string, relation: string) => Thing;
}

/** Where an item is with its evidence: in phases of the round, and asked for a supplement or not. */
const EVIDENCE_PHASES: Readonly<Record<string, [RoundPhase, ItemPhase, string | null]>> = {
  submission: ["submission", "submission", null],
  completeness: ["completeness", "submission", null],
  "completeness-asked": ["completeness", "submission", LATER],
  independent: ["independent", "independent", null],
  "independent-asked": ["independent", "independent", LATER],
  "independent-lapsed": ["independent", "independent", NOW],
  reconciliation: ["reconciliation", "reconciliation", null],
  "reconciliation-asked": ["reconciliation", "reconciliation", LATER],
  "final-asked": ["independent", "final", LATER],
  response: ["response", "response", null],
  "under-review": ["response", "under-review", null],
  published: ["published", "published", null],
};

const ROUND_PHASES = ["submission", "independent", "reconciliation", "response", "published"];
const REVIEWED: readonly string[] = ["case-re-review", "case-re-scored", "case-proposed", "case-closed"];

export const SCOPES: readonly Scope[] = [
  {
    actions: ["installation.operate", "access-log.read"],
    phases: ["any"],
    others: () => [],
    makeThing: () => ({ kind: "installation" }),
  },
  {
    actions: ["round.read", "round.manage", "index.read", "assignment.read"],
    phases: ROUND_PHASES,
    others: (_phase, action) => (action === "index.read" ? ["secretariat-seated"] : []),
    makeThing: (phase) => ({ kind: "round", roundId: "r", phase: phase as RoundPhase }),
  },
  {
    actions: ["round.read-plan"],
    phases: ["any"],
    others: () => [],
    makeThing: () => ({ kind: "round", roundId: "r", phase: "independent" }),
  },
  {
    actions: ["round.propose-change"],
    phases: ["independent", "withheld", "published"],
    others: () => [],
    makeThing: (phase) => makeRoundChange(phase as RoundPhase, "not-proposed"),
  },
  {
    actions: ["round.confirm-change", "round.withdraw-change"],
    phases: ["not-proposed", "change-proposed", "change-settled"],
    others: (phase) => (phase === "not-proposed" ? [] : ["proposer"]),
    makeThing: (phase) => makeRoundChange("independent", phase),
  },
  {
    actions: ["panel.read", "board.join", "agreement.read", "severity.read"],
    phases: ["any"],
    others: () => [],
    makeThing: () => ({ kind: "panel", roundId: "r", panelId: "p1" }),
  },
  {
    actions: ["batch.propose-opening", "batch.confirm-opening"],
    phases: ["submission", "independent", "opening-proposed", "reconciliation", "response", "published"],
    others: (phase) => (phase === "opening-proposed" ? ["proposer"] : phase === "independent" ? ["deputy"] : []),
    makeThing: makeBatch,
  },
  {
    actions: [
      ...["item.read", "evidence.read", "seal.count", "score.seal", "score.change"],
      ...[
        "contribution.write",
        "item.finalise",
        "opinion.record",
        "conclusion.read",
        "conclusion.write",
        "decision.read",
        "case.open",
      ],
    ],
    phases: ITEM_PHASES,
    others: (phase) => [
      ...(phase === "under-review" ? ["reviewer"] : []),
      ...(phase === "independent" || phase === "reconciliation" ? ["expert-unassigned", "expert-guest"] : []),
      ...(phase === "reconciliation" ? DEPUTIES : []),
    ],
    makeThing: (phase, relation) => ({ kind: "item", item: { ...makeItem(phase as ItemPhase), ...assign(relation) } }),
  },
  {
    actions: ["self-score.read"],
    phases: ITEM_PHASES,
    others: (phase) => [
      "expert-after-choice",
      "expert-after-choice-conflicted",
      "secretariat-on-panel",
      ...(phase === "under-review" ? ["reviewer"] : []),
    ],
    makeThing: (phase, relation) => ({
      kind: "self-score",
      item: makeItem(phase as ItemPhase),
      hasChosen: relation.startsWith("expert-after-choice"),
    }),
  },
  {
    actions: ["evidence.add", "evidence.freeze", "completeness.read", "completeness.judge"],
    phases: Object.keys(EVIDENCE_PHASES),
    others: (phase) => (phase === "under-review" ? ["reviewer"] : []),
    makeThing: (phase) => {
      const [roundPhase, itemPhase, supplementUntil] = EVIDENCE_PHASES[phase]!;
      return { kind: "item", item: { ...makeItem(itemPhase), roundPhase, supplementUntil } };
    },
  },
  {
    actions: ["contribution.read", "contribution.write@contribution", "contribution.hide"],
    phases: ITEM_PHASES.slice(1),
    others: (phase) => [
      "author",
      "author-conflicted",
      ...(phase === "under-review" ? ["reviewer"] : []),
      ...(phase === "reconciliation" ? DEPUTIES : []),
    ],
    makeThing: (phase, relation) => ({
      kind: "contribution",
      item: { ...makeItem(phase as ItemPhase), ...assign(relation) },
      authorId: "ex_author",
    }),
  },
  {
    actions: ["case.read", "case.admit", "case.re-score", "case.read-panel-scores", "case.propose", "case.decide"],
    phases: CASE_STATES.map((state) => `case-${state}`),
    others: (phase) => [
      "officer-with-stake",
      ...(REVIEWED.includes(phase) ? ["reviewer"] : []),
      ...(phase === "case-proposed" ? ["proposer"] : []),
    ],
    makeThing: makeCase,
  },
  {
    actions: ["erasure.read", "erasure.propose"],
    phases: ["any"],
    others: () => [],
    makeThing: () => ({ kind: "erasure", erasure: NO_ERASURE }),
  },
  {
    actions: ["erasure.confirm"],
    phases: ["not-proposed", "proposed-by-secretariat", "proposed-by-dpo", "confirmed"],
    others: (phase) => ({ "proposed-by-secretariat": ["proposer"], "proposed-by-dpo": ["dpo-proposer"] })[phase] ?? [],
    makeThing: makeErasure,
  },
];

/** The action behind a name of the table: after `@` stands the kind of thing, where an action is asked of two. */
export const toAction = (name: string): Action => name.replace(/@.*$/, "") as Action;

function makeRoundChange(phase: RoundPhase, state: string): Thing {
  const proposedByAccountId = state === "not-proposed" ? null : "proposer";
  return { kind: "round-change", change: { phase, proposedByAccountId, isSettled: state === "change-settled" } };
}

function makeBatch(phase: string): Thing {
  const isProposed = phase === "opening-proposed";
  const roundPhase = phase === "submission" ? "submission" : "independent";
  const proposedByAccountId = isProposed ? "proposer" : null;
  const batchPhase = (isProposed || phase === "submission" ? "independent" : phase) as BatchPhase;
  return { kind: "batch", batch: { roundId: "r", roundPhase, panelId: "p1", phase: batchPhase, proposedByAccountId } };
}

function makeErasure(phase: string): Thing {
  if (phase === "not-proposed") return { kind: "erasure", erasure: NO_ERASURE };
  const isProposerDpo = phase === "proposed-by-dpo";
  return {
    kind: "erasure",
    erasure: {
      proposedByAccountId: isProposerDpo ? "dpo-proposer" : "proposer",
      isProposerSecretariat: !isProposerDpo,
      isProposerDpo,
      isConfirmed: phase === "confirmed",
    },
  };
}

function makeCase(phase: string, relation: string): Thing {
  const state = phase.replace(/^case-/, "") as CaseState;
  const isOpen = state !== "closed" && state !== "inadmissible";
  const reviewerId = REVIEWED.includes(phase) ? "ex_reviewer" : null;
  const item = { ...makeItem(isOpen ? "under-review" : "response"), reviewerId: isOpen ? reviewerId : null };
  return {
    kind: "case",
    case: {
      item,
      state,
      reviewerId,
      hasReviewerSealed: state === "re-scored" || state === "proposed" || state === "closed",
      proposedByAccountId: state === "proposed" || state === "closed" ? "proposer" : null,
      hasStake: relation === "officer-with-stake",
    },
  };
}
