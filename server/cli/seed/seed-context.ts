import { findRoundStart, SCHEDULE, type Stage } from "../../../db/seeds/round/schedule.ts";
import { CONFLICTS, PANELS, type PanelPlan } from "../../../db/seeds/round/panels.ts";
import type { Framework } from "../../domain/framework/framework.ts";
import type { Services } from "../../services/services.ts";
import { runInChunks } from "./run-in-chunks.ts";
import type { SeedClock } from "./seed-clock.ts";
import type { People } from "./people.ts";

/** Told what the seed does. */
export type Progress = (stage: string, done: number, all: number) => void;

/** What is known when the seed begins. */
export interface SeedStart {
  readonly services: Services;
  readonly clock: SeedClock;
  /** The instant at which the demo is looked at; nothing in the log is later. */
  readonly now: Date;
  readonly roundId: string;
  /** The year that is assessed: the one before `now`. */
  readonly year: number;
  readonly framework: Framework;
  readonly panels: readonly PanelPlan[];
  readonly progress: Progress;
}

/** What every stage after the people works with. */
export interface SeedContext extends SeedStart {
  readonly people: People;
}

/** Panels of the demo, with only the given entities where a test wants fewer. */
export function listPanels(entities: readonly string[] | null): PanelPlan[] {
  return PANELS.map((panel) => ({
    ...panel,
    entities: panel.entities.filter((entity) => entities === null || entities.includes(entity)),
  }));
}

/** Declared conflicts of a seat, as far as the entities take part. */
export function listConflicts(panel: PanelPlan, letter: string) {
  return CONFLICTS.filter(
    (one) => one.panel === panel.number && one.letter === letter && panel.entities.includes(one.entity),
  );
}

/** Sets the pace of a stage by the schedule. */
export function paceStage({ clock, now }: Pick<SeedStart, "clock" | "now">, stage: Stage, commands: number): void {
  const start = findRoundStart(now).getTime();
  const [from, to] = SCHEDULE[stage];
  const toInstant = (share: number): Date => new Date(start + (now.getTime() - start) * share);
  clock.pace(toInstant(from), toInstant(to), commands);
}

/** Runs the commands of a stage at its pace, with progress under the stage's name. */
export async function runStage<T>(
  context: Pick<SeedStart, "clock" | "now" | "progress">,
  { stage, name }: { stage: Stage; name: string },
  tasks: readonly (() => Promise<T>)[],
): Promise<T[]> {
  paceStage(context, stage, tasks.length);
  context.progress(name, 0, tasks.length);
  return runInChunks(tasks, (done) => context.progress(name, done, tasks.length));
}
