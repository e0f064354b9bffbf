import { choose } from "../../../db/seeds/round/choose.ts";

/** The clock that the seed moves. It never goes back. */
export interface SeedClock {
  /** Goes on by a step of the present pace. */
  now(): Date;
  /** Where it stands; moves nothing. */
  peek(): Date;
  /** From now on `commands` commands last from one instant to the other, at uneven steps. */
  pace(from: Date, to: Date, commands: number): void;
}

/** Times that the services ask for the time during one command. */
const ASKED = 2;

export function createSeedClock(start: Date): SeedClock {
  let atMs = start.getTime();
  let untilMs = atMs;
  let stepMs = 0;
  let ticks = 0;
  return {
    now: () => {
      ticks += 1;
      atMs = Math.min(untilMs, atMs + (stepMs * choose(`tick/${ticks}`, 10, 190)) / 100);
      return new Date(atMs);
    },
    peek: () => new Date(atMs),
    pace: (from, to, commands) => {
      atMs = Math.max(atMs, from.getTime());
      untilMs = Math.max(atMs, to.getTime());
      stepMs = (untilMs - atMs) / (Math.max(1, commands) * ASKED);
    },
  };
}
