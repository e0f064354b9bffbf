import type { ErasureGround } from "../../domain/event/erasure-events.ts";
import type { RoundPhase } from "../../domain/event/process-events.ts";
import type { EventType } from "../../domain/event/catalogue.ts";
import type { PartName } from "../../domain/ledger/commitment.ts";
import type { ActorGroup, EventGroup } from "../../domain/ledger/log-query.ts";
import type { BatchPhase } from "../../domain/policy/thing.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";
import type { ScoreValue } from "../../domain/scoring/value.ts";
import type { ActorFace, DisclosedPart } from "../trace/trace-view.ts";

/** What the value part of an entry says, in a line. */
export type LogSummary =
  | { readonly kind: "change"; readonly old: ScoreValue | null; readonly new: ScoreValue }
  /** Of an index result, value × 10 000. */
  | { readonly kind: "effect"; readonly before: number | null; readonly after: number | null }
  | { readonly kind: "phase"; readonly from: RoundPhase; readonly to: RoundPhase }
  /** How many things the act is about. */
  | { readonly kind: "count"; readonly count: number }
  | { readonly kind: "ground"; readonly ground: ErasureGround }
  /** Name of a file, a hash or an id, as it stands. */
  | { readonly kind: "name"; readonly name: string }
  /** The person may not read the value: its commitment, hex. */
  | { readonly kind: "withheld"; readonly commitment: string };

/** What an act is about, as far as its head says. */
export interface LogSubject {
  readonly entityId: string | null;
  readonly entityName: LocalText | null;
  readonly indicator: string | null;
  /** `KN-2025-014`. */
  readonly caseNumber: string | null;
  /** Actor that the act is about. */
  readonly person: ActorFace | null;
  /** Of the panel, when the act is about a whole panel. */
  readonly panelNumber: number | null;
}

/** What a readable head says, and the rest as far as it may be read. */
export interface LogAct {
  readonly type: EventType;
  readonly actor: ActorFace;
  readonly subject: LogSubject;
  readonly summary: LogSummary | null;
  /** Reason, claim, name …, cut to a line; null when there is none, or it is not disclosed. */
  readonly reason: string | null;
  /** The words were erased by law. */
  readonly isErased: boolean;
}

/** One line of the stream. */
export interface LogRow {
  readonly seq: number;
  /** UTC instant with milliseconds. */
  readonly at: string;
  /** Lower-case hex. */
  readonly leafHash: string;
  /** Null: the person may not read what it says; number, time and hash are everybody's. */
  readonly act: LogAct | null;
  /** The person may read it, and what is stored does not open, or is of a version that this one does not know. */
  readonly isBroken: boolean;
}

/** A published checkpoint, which separates the entries that it covers from later ones. */
export interface LogCheckpoint {
  /** Covers the entries below this number. */
  readonly size: number;
  /** UTC instant of publishing. */
  readonly at: string;
  /** Hex. */
  readonly root: string;
  /** Of the published checkpoint before; null for the first. */
  readonly previousSize: number | null;
  /** Whether a quorum of the policy in force cosigned it. */
  readonly isWitnessed: boolean;
  /** Witnesses that cosigned it, with the seconds that each took after publishing by its own clock. */
  readonly cosignatures: readonly { readonly name: string; readonly delaySeconds: number }[];
}

/** A page of the stream, newest first. */
export interface LogPage {
  readonly rows: readonly LogRow[];
  /** Published checkpoints that lie between the rows or right above the first, newest first. */
  readonly checkpoints: readonly LogCheckpoint[];
  /** What `before` has to be for the next page; null at the end. */
  readonly next: number | null;
}

/** What can be turned on and off beside the stream, counted over the heads that the person may read. */
export interface LogFacets {
  readonly groups: readonly { readonly group: EventGroup; readonly count: number }[];
  readonly actors: readonly { readonly group: ActorGroup; readonly count: number }[];
  /** Entries of which the person may read the head. */
  readonly readable: number;
  /** All others: their commitments only. */
  readonly hidden: number;
  /** Entries that the newest published checkpoint covers, and those that wait for one. */
  readonly covered: number;
  readonly waiting: number;
}

/** Entries per span of time, for the whole log. */
export interface LogHistogram {
  /** Length of a span, hours. */
  readonly spanHours: number;
  /** Spans with something in them, ascending by time. */
  readonly bars: readonly {
    /** UTC instant at which the span begins. */
    readonly from: string;
    readonly score: number;
    readonly other: number;
    readonly hidden: number;
  }[];
  /** Times of published checkpoints, ascending; the newest five hundred. */
  readonly checkpoints: readonly string[];
}

/** One entry in full, as far as the person may read it. */
export interface LogEntry extends LogRow {
  /** RFC 8785 text of the public entry. */
  readonly entry: string;
  readonly parts: Readonly<Record<PartName, DisclosedPart | "erased" | null>>;
  /** The item whose score can be traced; null when the act is of none, or the person may not trace it. */
  readonly traceItemId: string | null;
}

export interface LogView extends LogPage {
  /** UTC instant of the request. */
  readonly now: string;
  readonly round: {
    readonly year: number;
    readonly tier: string;
    readonly phase: RoundPhase;
    /** Of the batches that the person knows of. */
    readonly batchPhases: readonly BatchPhase[];
  } | null;
  /** Entries of the log. */
  readonly size: number;
  /** Entries that the query finds. */
  readonly found: number;
  /** The query asks for what heads say: entries whose head is withheld are left out, whatever they say. */
  readonly leavesOutHidden: boolean;
  /** Tokens of the query that make no sense, as they were typed. */
  readonly misread: readonly string[];
  readonly facets: LogFacets;
  readonly histogram: LogHistogram;
  /** The newest published checkpoints, newest first. */
  readonly newest: readonly LogCheckpoint[];
  /** Names of the witnesses that the policy in force lists; empty where none is configured. */
  readonly witnesses: readonly string[];
  /** The entry that the address names; null when it names none, or there is none. */
  readonly entry: LogEntry | null;
}
