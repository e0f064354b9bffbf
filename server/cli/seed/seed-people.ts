import { LETTERS, type Letter } from "../../../db/seeds/round/panels.ts";
import type { Entity } from "../../domain/framework/entities.ts";
import type { Role } from "../../domain/policy/actor.ts";
import { assignPseudonym, createAccount } from "../../services/process/create-account.ts";
import { type Person, toPerson } from "../person.ts";
import { runInChunks } from "./run-in-chunks.ts";
import type { People } from "./people.ts";
import { paceStage, type SeedStart } from "./seed-context.ts";

/** An account of the demo as its owner is told of it. */
export interface DemoAccount {
  /** `expert`, `chair`, or a role of the account. */
  readonly role: string;
  readonly name: string;
  readonly password: string;
}

interface Plan {
  readonly login: string;
  readonly name: string;
  readonly role: Role | "expert" | "chair";
  readonly entityId: string | null;
}

/** Hashes of passwords at one time; more would be refused as a storm of sign-ins. */
const HASHES = 32;

const STAFF: readonly (readonly [login: string, name: string, role: Role])[] = [
  ["officer-1", "Cán bộ 1 · Ban thư ký", "secretariat"],
  ["officer-2", "Cán bộ 2 · Ban thư ký", "secretariat"],
  ["support", "Cán bộ · Tổ giúp việc", "support"],
  ["council", "Ủy viên · Hội đồng cấp bộ", "council"],
  ["delegate", "Đại diện · Hội đồng cấp bộ", "delegate"],
  ["auditor", "Kiểm toán viên", "auditor"],
  ["administrator", "Quản trị viên", "administrator"],
  ["dpo", "Cán bộ bảo vệ dữ liệu", "dpo"],
];

/** Makes the demo's accounts, and the pseudonyms of those who sit on panels. */
export async function seedPeople(
  start: SeedStart,
  { entities, makePassword }: { entities: readonly Entity[]; makePassword: () => string },
): Promise<{ people: People; accounts: Map<string, DemoAccount> }> {
  const { services, clock, roundId, progress } = start;
  const plans = listPlans(start, entities);
  const accounts = new Map<string, DemoAccount>();
  const persons = new Map<string, Person>();
  paceStage(start, "people", plans.length);
  const tasks = plans.map(({ login, name, role, entityId }) => async () => {
    const password = makePassword();
    const isSeat = role === "expert" || role === "chair";
    const roles = isSeat ? [] : [role];
    const ids = await createAccount(services, { login, displayName: name, password, roles, entityId });
    const { accountId } = ids;
    const actorId = isSeat ? await assignPseudonym(services.ledger, { accountId, roundId }) : ids.actorId;
    // Making a command takes no time; recording it does.
    persons.set(login, toPerson({ commands: services.commands, now: clock.peek }, { accountId, actorId }));
    return [login, { role, name, password }] as const;
  });
  const made = await runInChunks(tasks, (done) => progress("accounts", done, plans.length), HASHES);
  for (const [login, account] of made) accounts.set(login, account);
  return { people: toPeople(start, persons), accounts };
}

function listPlans({ panels }: SeedStart, entities: readonly Entity[]): Plan[] {
  const staff = STAFF.map(([login, name, role]): Plan => ({ login, name, role, entityId: null }));
  const seats = panels.flatMap(({ number }): Plan[] => [
    { login: `chair-${number}`, name: `Chủ tọa · Hội đồng ${number}`, role: "chair", entityId: null },
    ...LETTERS.map((letter): Plan => {
      const login = toExpertLogin(number, letter);
      return { login, name: `Chuyên gia ${letter} · Hội đồng ${number}`, role: "expert", entityId: null };
    }),
  ]);
  const agencies = entities
    .filter((entity) => panels.some((panel) => panel.entities.includes(entity.id)))
    .map((entity): Plan => {
      const name = `Đại diện · ${entity.name.vi}`;
      return { login: `agency-${entity.id}`, name, role: "agency", entityId: entity.id };
    });
  return [...staff, ...seats, ...agencies];
}

function toPeople({ panels }: SeedStart, persons: ReadonlyMap<string, Person>): People {
  const get = (login: string): Person => persons.get(login) as Person;
  return {
    officers: [get("officer-1"), get("officer-2")],
    support: get("support"),
    panels: new Map(
      panels.map(({ number }) => [
        number,
        {
          chair: get(`chair-${number}`),
          experts: new Map(LETTERS.map((letter) => [letter, get(toExpertLogin(number, letter))])),
        },
      ]),
    ),
    agencies: new Map(
      panels.flatMap(({ entities }) => entities.map((entity) => [entity, get(`agency-${entity}`)] as const)),
    ),
  };
}

const toExpertLogin = (panel: number, letter: Letter): string => `expert-${panel}${letter.toLowerCase()}`;
