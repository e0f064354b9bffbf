import type { FrozenPlan, RoundCalendar, RoundChange, RoundPolicy } from "../event/round-events.ts";
import { toHex, utf8 } from "../ledger/bytes.ts";
import { canonicalJson, type JsonValue } from "../ledger/canonical-json.ts";
import type { Sha256 } from "../ledger/merkle-tree.ts";

/** What a round stands on, as its rows say it. Lists are in a stated order, so that equal plans have equal bytes. */
export interface RoundPlan {
  readonly framework: { readonly id: string; readonly version: string; readonly hash: string };
  /** Rubric hash of each indicator that experts score, ascending by indicator. */
  readonly rubrics: readonly { readonly indicator: string; readonly rubric: string }[];
  readonly policy: RoundPolicy | null;
  readonly calendar: RoundCalendar;
  /** Ascending by id; members ascending by pseudonym. */
  readonly panels: readonly {
    readonly panel: string;
    readonly number: number;
    readonly members: readonly { readonly actor: string; readonly duty: string; readonly letter: string }[];
  }[];
  /** Ascending by entity. */
  readonly assignment: readonly { readonly entity: string; readonly panel: string }[];
  /** Ascending by batch. */
  readonly batches: readonly { readonly batch: string; readonly dueAt: string }[];
  /** Who is behind each member's pseudonym, ascending by it. */
  readonly pseudonyms: readonly {
    readonly actor: string;
    readonly account: string;
    readonly salt: string;
  }[];
}

/** Hashes of what an opening freezes: SHA-256 over the RFC 8785 text of each thing. */
export function hashPlan(sha256: Sha256, roundId: string, plan: RoundPlan): FrozenPlan {
  const hash = (value: unknown): string => toHex(sha256(utf8(canonicalJson(value as JsonValue))));
  return {
    framework: plan.framework.hash,
    rubrics: hash(plan.rubrics),
    policy: hash(plan.policy),
    calendar: hash(plan.calendar),
    panels: hash(plan.panels),
    assignment: hash(plan.assignment),
    batches: hash(plan.batches),
    // Each with a salt of its own: one can be opened without the others, and none tells anything by itself.
    pseudonyms: hash(
      plan.pseudonyms.map(({ actor, account, salt }) => ({
        actor,
        commitment: hash(["assay/pseudonym/v1", roundId, actor, account, salt]),
      })),
    ),
  };
}

/**
 * The plan after a change by two persons.
 *
 * @param rubrics - of the new framework, for a change of the framework.
 */
export function changePlan(
  plan: RoundPlan,
  change: RoundChange,
  rubrics: RoundPlan["rubrics"] = plan.rubrics,
): RoundPlan {
  switch (change.kind) {
    case "calendar":
      return { ...plan, calendar: change.new };
    case "policy":
      return { ...plan, policy: change.new };
    case "framework":
      return { ...plan, rubrics, framework: { ...plan.framework, ...change.new } };
    case "batch-due":
      return { ...plan, batches: setDue(plan.batches, change.batch, change.new) };
    case "batch-move":
      return { ...plan, batches: setDue(plan.batches, change.batch, change.dueAt) };
    case "round-move":
      return plan;
  }
}

function setDue(batches: RoundPlan["batches"], batch: string, dueAt: string): RoundPlan["batches"] {
  return batches.map((one) => (one.batch === batch ? { ...one, dueAt } : one));
}
