import type { EventType } from "../../domain/event/catalogue.ts";
import type { PartName } from "../../domain/ledger/commitment.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";
import type { DisclosedPart } from "../trace/trace-view.ts";

/** One entry that a person made, or that is about them. */
export interface MyEntry {
  readonly seq: number;
  /** UTC instant with milliseconds. */
  readonly at: string;
  readonly type: EventType;
  /** The person acted; false when somebody else's act, or the system's, is about them. */
  readonly isMine: boolean;
  /** Pseudonym that acted. */
  readonly actorId: string;
  /** Null when the act is of no item. */
  readonly item: { readonly itemId: string; readonly entityName: LocalText; readonly indicator: string } | null;
  /** Lower-case hex. */
  readonly leafHash: string;
  /** Canonical text of the public entry: what a receipt is compared with. */
  readonly entry: string;
  /** Null: the person may not read it. */
  readonly parts: Readonly<Record<PartName, DisclosedPart | "erased" | null>>;
}

export interface MyEntriesView {
  /** UTC instant of the request. */
  readonly now: string;
  /** Every id under which the person acts. */
  readonly actorIds: readonly string[];
  /** Entries that the person made, on all pages. */
  readonly total: number;
  /** Entries of the log. */
  readonly logSize: number;
  /** Newest first. */
  readonly entries: readonly MyEntry[];
  /** The page covers the numbers `from ≤ seq < to`: nothing of the person's is left out between. */
  readonly from: number;
  readonly to: number;
  /** What `before` has to be for the next page; null at the end. */
  readonly next: number | null;
}
