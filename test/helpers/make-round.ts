import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Services } from "../../server/services/services.ts";
import { canonicalJson, type JsonValue } from "../../server/domain/ledger/canonical-json.ts";
import type { Role } from "../../server/domain/policy/actor.ts";
import type { EventType } from "../../server/domain/event/catalogue.ts";
import { type Submission, submitCommand } from "../../server/services/commands/submit-command.ts";
import { assignPseudonym, createAccount } from "../../server/services/process/create-account.ts";
import { hashEvidenceSet } from "../../server/services/process/evidence-set.ts";
import { toItemId } from "../../server/services/process/set-up-round.ts";
import { findRoundRow, toCalendar } from "../../db/queries/rounds.ts";
import { readFrozen } from "../../server/services/process/plan-round.ts";
import { changeRound } from "./change-round.ts";
import { listRoundItems } from "../../db/queries/items.ts";

const FRAMEWORK = join(import.meta.dirname, "../../db/seeds/data/frameworks/dti-922-provincial-sample.json");

export const ROUND = "dti-test";
export const PASSWORD = "đúng-là-mật-khẩu-thử";

/** Somebody in a test, able to give commands. */
export interface Person {
  readonly login: string;
  readonly accountId: string;
  readonly actorId: string;
  submit<T extends EventType>(submission: Submission<T>): ReturnType<typeof submitCommand<T>>;
}

export interface TestRound {
  readonly panel1: { chair: Person; experts: Person[] };
  readonly panel2: { chair: Person; experts: Person[] };
  readonly officers: [Person, Person];
  readonly support: Person;
  readonly auditor: Person;
  readonly administrator: Person;
  /** Representatives of the two entities: of panel 1 and of panel 2. */
  readonly agencies: [Person, Person];
  itemId(entity: "hue" | "da-nang", indicator: string): string;
}

const sample = JSON.parse(readFileSync(FRAMEWORK, "utf8")) as JsonValue & { id: string; version: string };

/**
 * A round before the first seal: two panels of two experts and a chair, one entity each (Huế, Đà Nẵng), the sample
 * framework, no evidence, declarations given.
 */
export async function makeRound(
  services: Services,
  options: { setUp?: (round: Setup) => Promise<void>; evidence?: (round: Setup) => Promise<void> } = {},
) {
  const setup = await makePeople(services);
  const { officers, support, panels } = setup;
  await officers[0].submit({
    type: "framework.imported",
    facts: {},
    value: { framework: sample.id, version: sample.version, hash: hashOf(sample), document: canonicalJson(sample) },
    text: {},
  });
  await importTwoEntities(officers[0]);
  await createTestRound(services, setup);
  for (const panel of panels) {
    for (const member of [panel.chair, ...panel.experts]) {
      const expiresAt = inDays(services, 30);
      const facts = { round: ROUND, panel: panel.id };
      await member.submit({ type: "interest.declared", facts, value: { conflicts: [], expiresAt }, text: {} });
    }
  }
  type Phase = "submission" | "completeness" | "independent";
  const move = async (from: Exclude<Phase, "independent">, to: Exclude<Phase, "submission">) =>
    officers[0].submit({ type: "round.phase-moved", facts: { round: ROUND }, value: { from, to }, text: {} });
  await options.setUp?.(setup);
  const frozen = await readFrozen(services.database.reader, ROUND);
  await officers[0].submit({ type: "round.opened", facts: { round: ROUND }, value: { frozen }, text: {} });
  await options.evidence?.(setup);
  await bringForward(services, officers);
  await move("submission", "completeness");
  for (const item of await listRoundItems(services.database.reader, ROUND)) {
    const { roundId: round, panelId: panel, entityId: entity, indicator, itemId } = item;
    const hash = await hashEvidenceSet(services.database.reader, itemId);
    const facts = { round, panel, entity, indicator, item: itemId };
    await support.submit({ type: "evidence-set.frozen", facts, value: { hash }, text: {} });
  }
  await move("completeness", "independent");
  const [panel1, panel2] = panels;
  const { auditor, administrator, agencies } = setup;
  const itemId = (entity: string, indicator: string): string => toItemId(ROUND, entity, indicator);
  return { panel1, panel2, officers, support, auditor, administrator, agencies, itemId } satisfies TestRound;
}

interface Panel {
  readonly id: string;
  readonly entity: "hue" | "da-nang";
  readonly chair: Person;
  readonly experts: Person[];
}

export interface Setup {
  readonly officers: [Person, Person];
  readonly support: Person;
  readonly auditor: Person;
  readonly administrator: Person;
  readonly agencies: [Person, Person];
  readonly panels: [Panel, Panel];
}

async function makePeople(services: Services): Promise<Setup> {
  const person = async (login: string, roles: Role[] = [], entityId: string | null = null): Promise<Person> => {
    const made = await createAccount(services, { login, displayName: login, password: PASSWORD, roles, entityId });
    return makePerson(services, login, made);
  };
  const member = async (login: string): Promise<Person> => {
    const { accountId } = await person(login);
    const actorId = await assignPseudonym(services.ledger, { accountId, roundId: ROUND });
    return makePerson(services, login, { accountId, actorId });
  };
  const panel = async (number: number, entity: "hue" | "da-nang"): Promise<Panel> => ({
    id: `${ROUND}.p${number}`,
    entity,
    chair: await member(`chair${number}`),
    experts: [await member(`expert${number}a`), await member(`expert${number}b`)],
  });
  return {
    officers: [await person("officer1", ["secretariat"]), await person("officer2", ["secretariat"])],
    support: await person("support", ["support"]),
    auditor: await person("auditor", ["auditor"]),
    administrator: await person("administrator", ["administrator"]),
    agencies: [await person("agency1", ["agency"], "hue"), await person("agency2", ["agency"], "da-nang")],
    panels: [await panel(1, "hue"), await panel(2, "da-nang")],
  };
}

export function makePerson(services: Services, login: string, ids: { accountId: string; actorId: string }): Person {
  const { commands, now, ledger } = services;
  const submitter = { commands, now, randomBytes: ledger.randomBytes, ...ids };
  return { login, ...ids, submit: (submission) => submitCommand(submitter, submission) };
}

async function importTwoEntities(officer: Person): Promise<void> {
  const entity = (id: string, vi: string, en: string) => ({ id, vi, en, kind: "city", from: null, to: null });
  await officer.submit({
    type: "entities.imported",
    facts: {},
    value: {
      file: "0".repeat(64),
      entities: [entity("hue", "Huế", "Huế"), entity("da-nang", "Đà Nẵng", "Đà Nẵng")],
      mergers: [],
    },
    text: {},
  });
}

async function createTestRound(services: Services, { officers, panels }: Setup): Promise<void> {
  await officers[0].submit({
    type: "round.created",
    facts: { round: ROUND },
    value: {
      year: 2025,
      tier: "provincial",
      framework: sample.id,
      version: sample.version,
      frameworkHash: hashOf(sample),
      calendar: { independent: inDays(services, 10) },
      simulated: false,
    },
    text: {},
  });
  const calendar = {
    submission: inDays(services, 1),
    completeness: inDays(services, 2),
    independent: inDays(services, 3),
    response: inDays(services, 4),
  };
  const value = { calendar, policy: { graceHours: 0, expertsPerItem: 2 } };
  await officers[0].submit({ type: "round.plan-set", facts: { round: ROUND }, value, text: {} });
  for (const [position, { id, entity, chair, experts }] of panels.entries()) {
    const members = [
      { actor: chair.actorId, duty: "chair" as const, letter: "CT" },
      ...experts.map((expert, place) => ({
        actor: expert.actorId,
        duty: "expert" as const,
        letter: "ABCDE"[place] as string,
      })),
    ];
    await officers[0].submit({
      type: "panel.created",
      facts: { round: ROUND, panel: id },
      value: { number: position + 1, entities: [entity], members, dueAt: inDays(services, 10) },
      text: {},
    });
  }
}

/** Two officers make what comes before scoring due at once: nobody has to wait for it. */
async function bringForward(services: Services, officers: Setup["officers"]): Promise<void> {
  const round = await findRoundRow(services.database.reader, ROUND);
  const old = toCalendar(round!);
  const now = services.now().toISOString();
  const change = { kind: "calendar" as const, old, new: { ...old, submission: now, completeness: now } };
  const reason = "Các cơ quan đã nộp xong, hai bên đồng ý kết thúc sớm.";
  await changeRound(services, { officers, roundId: ROUND, change, reason });
}

const hashOf = (json: JsonValue): string => createHash("sha256").update(canonicalJson(json)).digest("hex");

export const inDays = (services: Pick<Services, "now">, days: number): string =>
  new Date(services.now().getTime() + days * 86_400_000).toISOString();
