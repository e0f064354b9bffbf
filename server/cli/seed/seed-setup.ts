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
import { readFrozenAfter } from "../../services/process/change-round.ts";
import { readFrozen } from "../../services/process/plan-round.ts";
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
  paceStage(context, "panels", 2 + panels.length);
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
  const plan = { calendar: makeCalendar(now), policy: { graceHours: SEED_GRACE_HOURS, expertsPerItem: 3 } };
  await officer.submit({ type: "round.plan-set", facts: { round: roundId }, value: plan, text: {} });
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
    submission: at(SCHEDULE.evidence[1]),
    completeness: at(SCHEDULE.marks[1]),
    independent: findScoringDue(now).toISOString(),
    response: findResponseDue(now).toISOString(),
  };
}

const SEED_GRACE_HOURS = 2;

/** The first officer opens the round: what it stands on is frozen. */
export async function openSeedRound({ services, people, roundId }: SeedContext): Promise<void> {
  const value = { frozen: await readFrozen(services.database.reader, roundId) };
  await people.officers[0].submit({ type: "round.opened", facts: { round: roundId }, value, text: {} });
}

/** Two officers give everybody more time after each due date: a week, for storms had closed roads and offices. */
export async function lengthenGrace({ services, people: { officers }, roundId }: SeedContext): Promise<void> {
  const old = { graceHours: SEED_GRACE_HOURS, expertsPerItem: 3 };
  const change = { kind: "policy" as const, old, new: { ...old, graceHours: 168 } };
  const facts = { round: roundId };
  const reason = "Bão số 3 làm gián đoạn điện và đường ở nhiều tỉnh; gia hạn chung một tuần cho mọi hội đồng.";
  const proposed = { type: "round.change-proposed" as const, facts, value: { change }, text: { reason } };
  const { seq: proposal } = await officers[0].submit(proposed);
  const frozen = await readFrozenAfter(services.database.reader, roundId, change);
  const value = { proposal, change, frozen };
  await officers[1].submit({ type: "round.change-confirmed", facts, value, text: { reason } });
}

/** The first officer moves the round on by one phase. */
export async function moveRound(
  { people, roundId }: SeedContext,
  from: "submission" | "completeness",
  to: "completeness" | "independent",
): Promise<void> {
  const facts = { round: roundId };
  await people.officers[0].submit({ type: "round.phase-moved", facts, value: { from, to }, text: {} });
}
