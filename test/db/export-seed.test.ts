// An export of a round with everything in it, as each of its people may have it.
import { beforeAll, describe, expect, test } from "vitest";
import { findActor } from "../../db/queries/actors.ts";
import { createEvidenceCheck } from "#domain/ledger/check-evidence.ts";
import { createIndexCheck } from "#domain/ledger/check-index.ts";
import { createSealsCheck } from "#domain/ledger/check-seals.ts";
import { verifyDossier } from "#domain/ledger/verify-dossier.ts";
import { type LogCheck, verifyLog } from "#domain/ledger/verify-log.ts";
import { PUBLIC } from "#domain/policy/actor.ts";
import { createProjectionCheck } from "#domain/scoring/check-projection.ts";
import { createRoundClock, seedRound } from "../../server/cli/seed/seed-round.ts";
import { nodeCrypto, sha256 } from "../../server/services/hash.ts";
import { exportLog } from "../../server/services/ledger/export-log.ts";
import { readDossier } from "../../server/services/ledger/read-dossier.ts";
import { createServices, type Services } from "../../server/services/services.ts";
import { openTestDatabase } from "../helpers/open-test-database.ts";
import { makeTestDir } from "../helpers/run-dir.ts";

const NOW = new Date("2026-05-04T09:00:00.000Z");
const ENTITIES = ["can-tho", "da-nang", "hai-phong", "hue"];

let services: Services;
let logins: string[];

beforeAll(async () => {
  const clock = createRoundClock(NOW);
  const database = await openTestDatabase("sqlite");
  const place = { database, dataDir: makeTestDir(), logOrigin: "test.example/log" };
  services = await createServices({ ...place, now: clock.now, isSimulated: true });
  const makePassword = (): string => "đủ-dài-để-thử";
  const run = { now: NOW, clock, makePassword, progress: () => undefined, entities: ENTITIES };
  logins = [...(await seedRound({ services, ...run })).accounts.keys()];
}, 240_000);

async function findPerson(login: string | null) {
  if (login === null) return PUBLIC;
  const db = services.database.reader;
  const { id } = await db.selectFrom("account").select("id").where("login", "=", login).executeTakeFirstOrThrow();
  return (await findActor(db, id)) ?? PUBLIC;
}

async function exportAs(login: string | null): Promise<string[]> {
  const lines: string[] = [];
  const scope = login === null ? "public" : "round";
  const options = { ...services, scope, actor: await findPerson(login), now: NOW.toISOString() } as const;
  await exportLog(options, (line) => void lines.push(line));
  return lines;
}

async function* stream(lines: readonly string[]): AsyncIterable<string> {
  yield* lines;
}

async function verify(lines: readonly string[]): Promise<Record<string, LogCheck>> {
  const extraChecks = [
    createSealsCheck(),
    createProjectionCheck(),
    createIndexCheck(sha256),
    createEvidenceCheck(null),
  ];
  const options = { verifierKey: services.ledger.verifierKey, extraChecks };
  const { checks } = await verifyLog(nodeCrypto, stream(lines), options);
  return Object.fromEntries(checks.map((check) => [check.name, check]));
}

const tablesOf = (lines: readonly string[]): Set<string> =>
  new Set(lines.flatMap((line) => /^\{"projection":\{"table":"(\w+)"/.exec(line)?.[1] ?? []));

describe("a seeded round", () => {
  test("is verified whole by its auditor: seals, projections, indices and files", async () => {
    const lines = await exportAs("auditor");
    const tables = ["annotation", "batch", "decision", "message", "reported_value", "score"];
    expect([...tablesOf(lines)].sort()).toEqual(tables);
    const checks = await verify(lines);
    for (const name of ["seals", "projection", "index", "evidence"]) {
      expect([name, checks[name]?.failed, checks[name]?.notDisclosed]).toEqual([name, null, 0]);
      expect([name, checks[name]?.passed]).not.toEqual([name, 0]);
    }
  });

  test("nobody's own export fails a check", async () => {
    for (const login of [null, ...logins]) {
      const failed = Object.values(await verify(await exportAs(login))).filter((check) => check.failed !== null);
      expect([login, failed]).toEqual([login, []]);
    }
  }, 240_000);

  test.each([
    ["annotation", "kind"],
    ["message", "body"],
    ["reported_value", "value_state"],
  ])("a row of %s that says something else is named", async (table, column) => {
    const lines = await exportAs("auditor");
    const at = lines.findIndex((line) => line.startsWith(`{"projection":{"table":"${table}"`));
    const { projection } = JSON.parse(lines[at] as string) as { projection: { row: Record<string, unknown> } };
    const edited = { projection: { table, row: { ...projection.row, [column]: "edited" } } };
    const { projection: check } = await verify(lines.with(at, JSON.stringify(edited)));
    expect(check?.failed?.seq).toBe(projection.row["seq"]);
  });

  test("has a dossier for each final score, for who may read it", async () => {
    const db = services.database.reader;
    const finals = await db.selectFrom("item").select("id").where("decision_version", ">", 0).execute();
    expect(finals.length).toBeGreaterThan(0);
    const options = { ...services, actor: await findPerson("auditor"), now: NOW.toISOString() };
    for (const { id } of finals.slice(0, 12)) {
      const dossier = await readDossier(options, id);
      const { checks } = verifyDossier(nodeCrypto, dossier, { verifierKey: services.ledger.verifierKey });
      expect([id, checks.filter((check) => check.failed !== null)]).toEqual([id, []]);
    }
  });
});
