/** How what arrives stands to the due date of its phase. */
export type Arrival = "in-time" | "in-grace" | "late";

/** A phase as the calendar has it. */
export interface Due {
  /** UTC instant, ISO 8601 with milliseconds: these sort as text. */
  readonly dueAt: string;
  /** One for all in a round, hours. */
  readonly graceHours: number;
}

const HOUR_MS = 3_600_000;

/** When a phase closes: its due date and the grace after it. */
export function findPhaseEnd({ dueAt, graceHours }: Due): string {
  return new Date(Date.parse(dueAt) + graceHours * HOUR_MS).toISOString();
}

/**
 * Whether something came in time. What comes at the very instant of the due date, or of the end of the grace, is in it.
 *
 * @param due - null: the phase has no due date, and nothing is late.
 */
export function markArrival(at: string, due: Due | null): Arrival {
  if (due === null || at <= due.dueAt) return "in-time";
  return at <= findPhaseEnd(due) ? "in-grace" : "late";
}
