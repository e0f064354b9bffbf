import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ACTIONS, can } from "../../../server/domain/policy/can.ts";
import { RELATIONS, SCOPES, toAction } from "./permission-cases.ts";
import { makeActor, NOW } from "./permission-people.ts";

const TABLE = join(import.meta.dirname, "../../golden/permissions.csv");

interface Row {
  readonly action: string;
  readonly phase: string;
  readonly relation: string;
  readonly expected: string;
}

const [header, ...lines] = readFileSync(TABLE, "utf8").trimEnd().split("\n");
const rows = lines.map((line): Row => {
  const [action = "", phase = "", relation = "", expected = ""] = line.split(",");
  return { action, phase, relation, expected };
});

const toKey = ({ action, phase, relation }: Omit<Row, "expected">): string => `${action},${phase},${relation}`;

describe("the permission table", () => {
  test("has a row for every action, phase and relation that exists, once, and no other", () => {
    expect(header).toBe("action,phase,relation,expected");
    const existing = SCOPES.flatMap(({ actions, phases, others }) =>
      actions.flatMap((action) =>
        phases.flatMap((phase) =>
          [...RELATIONS, ...others(phase, action)].map((relation) => toKey({ action, phase, relation })),
        ),
      ),
    );
    expect(rows.map(toKey).sort()).toEqual(existing.sort());
  });

  test("speaks of every action that there is", () => {
    expect([...new Set(rows.map((row) => toAction(row.action)))].sort()).toEqual([...ACTIONS].sort());
  });

  test.each([...new Set(rows.map((row) => row.action))])("%s is as the guide says", (action) => {
    const scope = SCOPES.find((one) => one.actions.includes(action));
    if (scope === undefined) throw new RangeError(`no scope has ${action}`);
    const own = rows.filter((row) => row.action === action);
    const given = own.map(({ phase, relation }) => {
      const expected = can(makeActor(relation), toAction(action), scope.makeThing(phase, relation), NOW);
      return { action, phase, relation, expected };
    });
    expect(given).toEqual(own);
  });

  test("a declaration that lapsed is none", () => {
    const expert = makeActor("expert");
    const lapsed = { ...expert, seats: expert.seats.map((seat) => ({ ...seat, interestExpiresAt: NOW })) };
    const thing = SCOPES.find((one) => one.actions.includes("score.seal"))?.makeThing("independent", "expert");
    expect(can(expert, "score.seal", thing as never, NOW)).toBe("yes");
    expect(can(lapsed, "score.seal", thing as never, NOW)).toBe("explain");
  });
});
