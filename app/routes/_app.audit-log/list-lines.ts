import type { LogCheckpoint, LogRow } from "../../../server/services/audit-log/log-view.ts";

/** A line of the stream: an entry, or the checkpoint that covers what stands below it. */
export type StreamLine =
  | { readonly kind: "entry"; readonly row: LogRow }
  | { readonly kind: "checkpoint"; readonly checkpoint: LogCheckpoint };

/** @param checkpoints - newest first; of each entry the first that covers it. @param rows - newest first. */
export function listLines(rows: readonly LogRow[], checkpoints: readonly LogCheckpoint[]): StreamLine[] {
  const lines: StreamLine[] = [];
  let place = 0;
  for (const row of rows) {
    while (place < checkpoints.length && (checkpoints[place] as LogCheckpoint).size > row.seq) {
      lines.push({ kind: "checkpoint", checkpoint: checkpoints[place] as LogCheckpoint });
      place += 1;
    }
    lines.push({ kind: "entry", row });
  }
  return lines;
}
