/** Where a score stands in the log: its own entry, and the newest in which its author kept it on another set. */
export interface ScorePlace {
  readonly seq: number;
  /** Null when it was never reaffirmed. */
  readonly reaffirmedSeq: number | null;
}

/**
 * Whether a score was given, or kept, on the evidence set that stands now. One given on an earlier set is not yet
 * confirmed: its author is asked to confirm or to replace it.
 *
 * @param evidenceSetSeq - entry that froze the present set; null while there is none.
 */
export function isOnEvidenceSet({ seq, reaffirmedSeq }: ScorePlace, evidenceSetSeq: number | null): boolean {
  return Math.max(seq, reaffirmedSeq ?? -1) > (evidenceSetSeq ?? -1);
}
