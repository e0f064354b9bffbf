import type { LocalText } from "../../domain/scoring/rubric.ts";
import type { MemberView } from "../workbench/workbench-view.ts";
import type { AttributedNode } from "../../domain/live/attributed-tree.ts";

/** A word, a space or a citation; in order they are the text of a block. */
export interface HistoryPiece {
  readonly text: string;
  /** The annotation that is cited; null for text. */
  readonly cite: string | null;
  readonly isBold: boolean;
  readonly isItalic: boolean;
  /** Pseudonym of whose hand it is; null when that was forgotten. */
  readonly by: string | null;
  readonly change: "same" | "added" | "removed";
}

export interface HistoryBlock {
  readonly kind: "paragraph" | "item";
  readonly pieces: readonly HistoryPiece[];
}

/** A moment that the slider stops at. */
export interface HistoryStep {
  /** `v12`, `e345` or `now`: as the address names it. */
  readonly key: string;
  /** UTC instant; null for what stands now. */
  readonly at: string | null;
  readonly kind: "version" | "final" | "now" | "event";
  /** Pseudonyms; empty when none is known any more. */
  readonly people: readonly string[];
  /** Of an entry; null for versions. */
  readonly event: { readonly seq: number; readonly type: string; readonly note: string | null } | null;
}

/** Writing of which no moment in between is kept. */
export interface HistoryGap {
  /** Of the last state that was kept before; null when none was. */
  readonly since: string | null;
  /** Of the next one, which differs; null for what stands now. */
  readonly until: string | null;
}

export interface HistoryView {
  readonly kind: "history";
  readonly now: string;
  readonly of: "conclusion" | "draft";
  readonly item: {
    readonly id: string;
    readonly code: string;
    readonly name: LocalText;
    readonly entityName: LocalText;
    readonly panelNumber: number;
  };
  /** Ascending; the last is what stands now, when it differs from the last version. Empty when nothing was written. */
  readonly steps: readonly HistoryStep[];
  /** The step that is shown; null when there is none. */
  readonly shown: string | null;
  /**
   * Null when `blocks` are what the text said at that step. Else they are the last state that was kept before it, and
   * nobody knows what of the later writing stood then.
   */
  readonly gap: HistoryGap | null;
  /** What the text said at that step, with what changed since the version before it. */
  readonly blocks: readonly HistoryBlock[];
  /** UTC instant of the kept state whose words were put back at this step; null when they are no earlier state's. */
  readonly restoredFrom: string | null;
  /** The same, as a restore writes it; null when it stands so now, or the person may not write. */
  readonly restorable: readonly AttributedNode[] | null;
  /** Entry of the log that names exactly these words; null for a version that none names. */
  readonly namedBy: number | null;
  readonly members: readonly MemberView[];
  /** Numbers of notes, by id, as pages show them now. */
  readonly noteNumbers: Readonly<Record<string, number>>;
  /** Room of the document and its epoch, for who may write it; null for others. */
  readonly room: { readonly path: string; readonly epoch: string } | null;
}
