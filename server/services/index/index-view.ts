import type { RoundPhase } from "../../domain/event/process-events.ts";
import type { ComponentSource } from "../../domain/framework/framework.ts";
import type { BreakReason } from "../../domain/index-calculator/edition-change.ts";
import type { BatchPhase } from "../../domain/policy/thing.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";
import type { ScoreState } from "../../domain/scoring/value.ts";
import type { PastValue } from "./past-values.ts";

/** A scored main index, and how the ranked entities spread over it. Values are × 10 000. */
export interface IndexColumn {
  readonly code: string;
  readonly name: LocalText;
  readonly maxMilliPoints: number | null;
  /** Of the entities that have a value; null when none has. */
  readonly spread: {
    readonly min: number;
    readonly lowerQuartile: number;
    readonly median: number;
    readonly upperQuartile: number;
    readonly max: number;
  } | null;
}

/** One entity in the ranking. */
export interface IndexRow {
  readonly entityId: string;
  readonly name: LocalText;
  readonly rank: number | null;
  /** Value × 10 000; null is no value. */
  readonly value: number | null;
  /** Share of the points that was really given, 0..10000. */
  readonly coverage: number;
  /** By the order of the columns; null has no value. */
  readonly mainIndices: readonly (number | null)[];
  /** A final score of the entity, where the trace of its value begins; null when there is none. */
  readonly traceItemId: string | null;
  readonly change: {
    /** In 1/10000. */
    readonly value: number | null;
    /** Positive is a climb. */
    readonly rank: number | null;
    /** Empty when the series goes on. */
    readonly breaks: readonly BreakReason[];
  } | null;
}

/** One component of the selected entity. */
export interface ProfileComponent {
  readonly code: string;
  readonly name: LocalText;
  readonly source: ComponentSource;
  readonly isSample: boolean;
  readonly state: ScoreState;
  readonly milliPoints: number | null;
  readonly maxMilliPoints: number;
  /** Scored by experts: its trace. Null for imported values. */
  readonly itemId: string | null;
  readonly isUnderReview: boolean;
}

/** The side pane: one entity, from its value down to the components. */
export interface EntityProfile {
  readonly entityId: string;
  readonly milliPoints: number | null;
  readonly mainIndices: readonly {
    readonly code: string;
    readonly name: LocalText;
    readonly value: number | null;
    readonly milliPoints: number | null;
    readonly maxMilliPoints: number | null;
    readonly components: readonly ProfileComponent[];
  }[];
  readonly past: readonly PastValue[];
}

export interface IndexView {
  /** UTC instant of the request. */
  readonly now: string;
  readonly round: {
    readonly id: string;
    readonly year: number;
    readonly tier: string;
    readonly phase: RoundPhase;
    readonly batchPhases: readonly BatchPhase[];
    readonly scaleMilliPoints: number;
    readonly previousYear: number | null;
  };
  /** False: ranks and values are provisional, and the page says so. */
  readonly isPublished: boolean;
  /** Some component indicators are of our own making. */
  readonly hasSamples: boolean;
  /** The newest recorded result; null before the first. */
  readonly result: { readonly seq: number; readonly at: string; readonly hash: string } | null;
  readonly columns: readonly IndexColumn[];
  /** In the order of the result: by rank, then those without one. */
  readonly rows: readonly IndexRow[];
  /** Mean of the values there are, × 10 000; null when there are none. */
  readonly mean: number | null;
  readonly gate: {
    readonly entities: { readonly complete: number; readonly total: number };
    /** Values given by source, of those asked for. */
    readonly sources: readonly {
      readonly source: ComponentSource;
      readonly given: number;
      readonly total: number;
    }[];
    readonly openCases: number;
  };
  readonly selected: EntityProfile | null;
}
