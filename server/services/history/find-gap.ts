import type { HistoryGap, HistoryStep } from "./history-view.ts";

/**
 * What is not known of the text at a step, because writing went on between the kept states around it.
 *
 * @param steps - ascending.
 * @returns null when the last state that was kept before the step stood at it.
 */
export function findGap(steps: readonly HistoryStep[], shown: HistoryStep): HistoryGap | null {
  if (shown.event === null) return null;
  const at = steps.indexOf(shown);
  // Before the ballots open nobody can write.
  if (steps.slice(at).some(({ event }) => event?.type === "batch.opened")) return null;
  const last = steps.slice(0, at).findLast(({ event }) => event === null);
  // The decision itself names the state that it was taken on.
  if (shown.event.type === "item.finalised" && last?.kind === "final") return null;
  const next = steps.slice(at).find(({ event }) => event === null);
  // One that says the same is not kept: the next differs.
  return next === undefined ? null : { since: last?.at ?? null, until: next.at };
}
