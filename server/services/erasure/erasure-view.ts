import type { ErasureGround } from "../../domain/event/erasure-events.ts";
import type { LogRow } from "../audit-log/log-view.ts";
import type { ActorFace } from "../trace/trace-view.ts";

/** An entry whose text would go: as much of it as the person may read, and what stays of the text for ever. */
export interface ErasureEntry {
  readonly row: LogRow;
  /** Commitment to the text, hex. */
  readonly commitment: string;
  /** Whether the words, cut to a line, are in the row. */
  readonly words: "shown" | "empty" | "withheld" | "erased";
}

/** What the person is about to propose. */
export interface ErasureDraft {
  /** Ascending, each once. */
  readonly entries: readonly number[];
  readonly identities: readonly string[];
  /** Those of the entries that exist, ascending. */
  readonly rows: readonly ErasureEntry[];
  /** Why it would be refused now, and the first entry or pseudonym that is against it; null when it would not. */
  readonly problem: { readonly code: string; readonly about: string | null } | null;
}

/** An export that may hold what an erasure takes away. */
export interface EarlierExport {
  /** UTC instant. */
  readonly at: string;
  /** Null: at the command line. */
  readonly by: ActorFace | null;
  readonly door: string;
  readonly thing: string | null;
}

export interface ErasureCard {
  /** Entry of the proposal. */
  readonly seq: number;
  /** UTC instant. */
  readonly at: string;
  readonly by: ActorFace;
  readonly ground: ErasureGround;
  /** May be erased itself. */
  readonly reason: string;
  readonly entries: readonly number[];
  readonly identities: readonly string[];
  readonly confirmed: { readonly seq: number; readonly at: string; readonly by: ActorFace } | null;
  readonly canConfirm: boolean;
  /** For somebody who could, were they another person or of the other office. */
  readonly obstacle: "same-person" | "other-office" | null;
  /** Newest first: from the first of the texts to the confirmation; at most a hundred. */
  readonly exports: readonly EarlierExport[];
}

export interface ErasuresView {
  /** UTC instant of the request. */
  readonly now: string;
  readonly canPropose: boolean;
  readonly canReadAccessLog: boolean;
  /** What was asked for, as it was typed. */
  readonly asked: { readonly entries: string; readonly item: string; readonly identities: string };
  /** Null when nothing was asked for. */
  readonly draft: ErasureDraft | null;
  /** Newest first. */
  readonly erasures: readonly ErasureCard[];
}
