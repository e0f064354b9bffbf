import type { Cite } from "../../domain/event/head.ts";

/** What a member holds against the final score that stands. */
export interface OpinionView {
  readonly seq: number;
  /** UTC instant, ISO 8601. */
  readonly at: string;
  readonly actorId: string;
  readonly opinion: string;
  readonly cites: readonly Cite[];
}
