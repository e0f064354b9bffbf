import { join } from "node:path";
import { findRoundStart } from "../../../db/seeds/round/schedule.ts";
import type { Entity } from "../../domain/framework/entities.ts";
import type { Services } from "../../services/services.ts";
import { type EntityRegister, readFramework, readMergers } from "../read-index-input.ts";
import { decideEarly, discussLate } from "./seed-decisions.ts";
import { seedClosedCase, seedOpenCase } from "./seed-cases.ts";
import { createSeedClock, type SeedClock } from "./seed-clock.ts";
import { listPanels, type Progress, type SeedContext, type SeedStart } from "./seed-context.ts";
import { freezeEvidence, makeDocuments, markEvidence, requestSupplement, seedEvidence } from "./seed-evidence.ts";
import { type DemoAccount, seedPeople } from "./seed-people.ts";
import { seedSeals } from "./seed-seals.ts";
import { DATA, lengthenGrace, moveRound, openSeedRound, seedImports, seedRound as setUpRound } from "./seed-setup.ts";
import { discussShowcase, sealShowcase } from "./seed-showcase.ts";
import { seedValues } from "./seed-values.ts";

export interface SeedOptions {
  readonly services: Services;
  /** The clock that `services` were made with. */
  readonly clock: SeedClock;
  /** Nothing in the log is later. */
  readonly now: Date;
  readonly makePassword: () => string;
  readonly progress: Progress;
  /** Entities that take part; null for all 34. The showcase's two are needed. */
  readonly entities: readonly string[] | null;
}

export interface SeedResult {
  readonly roundId: string;
  /** By login. */
  readonly accounts: ReadonlyMap<string, DemoAccount>;
}

/** The clock to make the services of a seed with: it stands where the round begins. */
export const createRoundClock = (now: Date): SeedClock => createSeedClock(findRoundStart(now));

/**
 * Builds this year's round of the provincial tier with the commands that people give, from the first import to the
 * discussion that has just happened. The same `now` gives the same values; ids, salts and passwords differ.
 *
 * @throws Refusal or InputError when a command or a file is refused: the data folder is then worth nothing.
 */
export async function seedRound(options: SeedOptions): Promise<SeedResult> {
  const start = makeStart(options);
  const register = readMergers(join(DATA, "mergers.csv"));
  const entities = register.entities.filter(({ id }) => start.panels.some((panel) => panel.entities.includes(id)));
  // Documents need nobody: they are made while the round is set up.
  const [documents, { context, accounts }] = await Promise.all([
    makeDocuments(start, entities),
    setUp(start, { register, entities, makePassword: options.makePassword }),
  ]);
  await seedEvidence(context, documents);
  await seedValues(context, "selfScores", ["self-score"]);
  await moveRound(context, "submission", "completeness");
  await seedValues(context, "completeness", ["completeness"]);
  await markEvidence(context);
  await freezeEvidence(context);
  await moveRound(context, "completeness", "independent");
  await lengthenGrace(context);
  await seedValues(context, "appraisal", ["appraised", "survey", "measured"]);
  await seedSeals(context, documents, { stage: "earlySeals", fates: ["decided", "answerable"] });
  await decideEarly(context);
  await seedClosedCase(context);
  await seedSeals(context, documents, { stage: "lateSeals", fates: ["discussed", "blind"] });
  await sealShowcase(context, documents);
  await seedOpenCase(context);
  await requestSupplement(context);
  await discussLate(context);
  await discussShowcase(context, documents);
  return { roundId: start.roundId, accounts };
}

async function setUp(
  start: SeedStart,
  given: { register: EntityRegister; entities: readonly Entity[]; makePassword: () => string },
): Promise<{ context: SeedContext; accounts: ReadonlyMap<string, DemoAccount> }> {
  const { people, accounts } = await seedPeople(start, given);
  const context = { ...start, people };
  await seedImports(context, given.register);
  await setUpRound(context);
  await openSeedRound(context);
  return { context, accounts };
}

function makeStart({ services, clock, now, progress, entities }: SeedOptions): SeedStart {
  const year = now.getUTCFullYear() - 1;
  return {
    services,
    clock,
    now,
    roundId: `dti-${year}-provincial`,
    year,
    framework: readFramework(join(DATA, "frameworks", "dti-922-provincial-sample.json")),
    panels: listPanels(entities),
    progress,
  };
}
