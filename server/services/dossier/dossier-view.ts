import type { EventType } from "../../domain/event/catalogue.ts";
import type { Dossier } from "../../domain/ledger/dossier.ts";
import type { ScoreValue } from "../../domain/scoring/value.ts";
import type { ActorFace, TraceEntry } from "../trace/trace-view.ts";

/** One entry of a dossier in words. */
export interface DossierLine extends Pick<TraceEntry, "change" | "effect" | "reason" | "parts"> {
  readonly seq: number;
  /** UTC instant with milliseconds. */
  readonly at: string;
  readonly type: EventType;
  readonly actor: ActorFace;
  /** Lower-case hex. */
  readonly leafHash: string;
  /** Hashes on the way from the leaf to the root. */
  readonly proofLength: number;
}

export interface DossierView {
  /** UTC instant of the request. */
  readonly now: string;
  readonly round: { readonly year: number; readonly tier: string };
  readonly value: ScoreValue;
  readonly state: "final" | "disputed" | "published";
  readonly isSample: boolean;
  /** Ascending by `seq`. */
  readonly lines: readonly DossierLine[];
  /** What the item's files are called, by SHA-256. */
  readonly evidence: readonly { readonly sha256: string; readonly number: string; readonly name: string }[];
  /** The document itself: what is saved, and what the browser verifies. */
  readonly dossier: Dossier;
}
