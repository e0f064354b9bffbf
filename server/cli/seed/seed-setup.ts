import { join } from "node:path";
import {
  findInterestEnd,
  findResponseDue,
  findRoundStart,
  findScoringDue,
  SCHEDULE,
} from "../../../db/seeds/round/schedule.ts";
import type { Entity } from "../../domain/framework/entities.ts";
import { computeFrameworkHash } from "../../domain/framework/framework-hash.ts";
import { parsePublishedResults } from "../../domain/framework/parse-published-results.ts";
import { canonicalJson } from "../../domain/ledger/canonical-json.ts";
import { sha256 } from "../../services/hash.ts";
import { hashFile } from "../hash-file.ts";
import { InputError } from "../input-error.ts";
import { type EntityRegister, readFramework } from "../read-index-input.ts";
import { readTable } from "../read-table.ts";
import type { Person } from "../person.ts";
import { listConflicts, paceStage, runStage, type SeedContext } from "./seed-context.ts";

export const DATA = join(import.meta.dirname, "../../../db/seeds/data");

const FRAMEWORKS = ["dti-1726-provincial", "dti-922-provincial", "dti-922-provincial-sample"];
const EDITIONS = [2020, 2021, 2022, 2023, 2024];

/** Imports what the round stands on: frameworks, provinces with their mergers, results of earlier editions. */
export async function seedImports(context: SeedContext, register: EntityRegister): Promise<void> {
  const [officer] = context.people.officers;
  paceStage(context, "imports", FRAMEWORKS.length + 1 + EDITIONS.length);
  context.progress("imports", 0, 1);
  for (const name of FRAMEWORKS) await importFramework(officer, join(DATA, "frameworks", `${name}.json`));
  const entities = register.entities.map(({ id, name, kind, validFrom, validTo }) => ({
    id,
    ...name,
    kind,
    from: validFrom,
    to: validTo,
  }));
  const mergers = register.mergers.flatMap(({ to, from }) => from.map((predecessor) => ({ entity: to, predecessor })));
  const file = hashFile(join(DATA, "mergers.csv"));
  await officer.submit({ type: "entities.imported", facts: {}, value: { file, entities, mergers }, text: {} });
  for (const year of EDITIONS) await importEdition(officer, year, register.entities);
  context.progress("imports", 1, 1);
}

async function importFramework(officer: Person, path: string): Promise<void> {
  const framework = readFramework(path);
  const { id, version } = framework;
  const document = canonicalJson(framework);
  const hash = computeFrameworkHash(sha256, framework);
  const value = { framework: id, version, hash, document };
  await officer.submit({ type: "framework.imported", facts: {}, value, text: {} });
}

async function importEdition(officer: Person, year: number, entities: readonly Entity[]): Promise<void> {
  const path = join(DATA, "results", `provincial_${year}.csv`);
  const parsed = parsePublishedResults(
    readTable(path, []).map((row) => row.cells),
    entities,
  );
  if (!parsed.ok) throw new InputError(parsed.problems.map(({ row, message }) => `${path}: row ${row}: ${message}`));
  const rows = parsed.results.map(({ entity, entitySet, rank, value }) => ({ entity, set: entitySet, rank, value }));
  const value = { year, tier: "provincial", file: hashFile(path), rows };
  await officer.submit({ type: "edition.imported", facts: {}, value, text: {} });
}

/** Sets up the round and its panels, and has every member declare their interests. */
export async function seedRound(context: SeedContext): Promise<void> {
  const { people, panels, roundId, year, framework, now } = context;
  const [officer] = people.officers;
  paceStage(context, "panels", 1 + panels.length);
  await officer.submit({
    type: "round.created",
    facts: { round: roundId },
    value: {
      year,
      tier: "provincial",
      framework: framework.id,
      version: framework.version,
      frameworkHash: computeFrameworkHash(sha256, framework),
      calendar: makeCalendar(now),
      simulated: true,
    },
    text: {},
  });
  for (const { number, entities } of panels) {
    const { chair, experts } = people.panels.get(number)!;
    const members = [
      { actor: chair.actorId, duty: "chair" as const, letter: "CT" },
      ...[...experts].map(([letter, { actorId }]) => ({ actor: actorId, duty: "expert" as const, letter })),
    ];
    const value = { number, entities: [...entities], members, dueAt: findScoringDue(now).toISOString() };
    const facts = { round: roundId, panel: `${roundId}.p${number}` };
    await officer.submit({ type: "panel.created", facts, value, text: {} });
  }
  await declareInterests(context);
}

async function declareInterests(context: SeedContext): Promise<void> {
  const { people, panels, roundId, now } = context;
  const expiresAt = findInterestEnd(now).toISOString();
  const tasks = panels.flatMap((panel) => {
    const { chair, experts } = people.panels.get(panel.number)!;
    const facts = { round: roundId, panel: `${roundId}.p${panel.number}` };
    return [["CT", chair] as const, ...experts].map(([letter, member]) => () => {
      const conflicts = listConflicts(panel, letter).map(({ entity, kind }) => ({ entity, kind }));
      return member.submit({ type: "interest.declared", facts, value: { conflicts, expiresAt }, text: {} });
    });
  });
  await runStage(context, { stage: "declarations", name: "declarations" }, tasks);
}

/** Due dates of the phases, as the demo keeps to them. */
function makeCalendar(now: Date) {
  const start = findRoundStart(now).getTime();
  const at = (share: number): string => new Date(start + (now.getTime() - start) * share).toISOString();
  return {
    setup: at(SCHEDULE.evidence[0]),
    submission: at(SCHEDULE.completeness[0]),
    completeness: at(SCHEDULE.appraisal[0]),
    independent: findScoringDue(now).toISOString(),
    response: findResponseDue(now).toISOString(),
  };
}

/** The first officer moves the round on by one phase. */
export async function moveRound(
  { people, roundId }: SeedContext,
  from: "setup" | "submission" | "completeness",
  to: "submission" | "completeness" | "independent",
): Promise<void> {
  const facts = { round: roundId };
  await people.officers[0].submit({ type: "round.phase-moved", facts, value: { from, to }, text: {} });
}
