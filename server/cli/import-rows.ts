import { ulid } from "ulid";
import type { ValuePart } from "../domain/event/catalogue.ts";
import type { ReportedKind } from "../domain/event/process-events.ts";
import type { Framework } from "../domain/framework/framework.ts";
import { checkImportedValue } from "../domain/process/imported-value.ts";
import { pointsToMilliPoints } from "../domain/scoring/milli-points.ts";
import { SCORE_STATES, type ScoreState, type ScoreValue } from "../domain/scoring/value.ts";
import { hashFile } from "./hash-file.ts";
import { InputError } from "./input-error.ts";
import { readTable, type TableRow } from "./read-table.ts";
import type { Person } from "./person.ts";

type ImportRow = ValuePart<"values.imported">["rows"][number];

/** A table of values, ready to be imported: one command for each entity. */
export interface ValueTable {
  readonly kind: ReportedKind;
  /** Hash of the file, lower-case hexadecimal. */
  readonly file: string;
  /** In the order of the file. */
  readonly byEntity: ReadonlyMap<string, readonly ImportRow[]>;
}

/**
 * Reads a table with the columns `entity,indicator,value,state`.
 *
 * `state` is number, blank, not-applicable or no-evidence; only a number has a value, in points.
 *
 * @throws InputError with file and line of every problem.
 */
export function readValues(
  path: string,
  { kind, framework, entities }: { kind: ReportedKind; framework: Framework; entities: ReadonlySet<string> },
): ValueTable {
  const rows = readTable(path, ["entity", "indicator", "value", "state"]);
  const problems: string[] = [];
  const byEntity = new Map<string, ImportRow[]>();
  const seen = new Map<string, number>();
  for (const row of rows) {
    const say = (message: string): unknown => problems.push(`${path}:${row.line}: ${message}`);
    const { entity = "", indicator = "" } = row.cells;
    const earlier = seen.get(`${entity}\n${indicator}`);
    if (earlier !== undefined) say(`${entity} has ${indicator} on line ${earlier} already`);
    seen.set(`${entity}\n${indicator}`, row.line);
    if (!entities.has(entity)) say(`the round has no entity ${entity}`);
    const value = parseValue(row);
    if (typeof value === "string") say(value);
    else {
      const component = framework.components.find((one) => one.code === indicator) ?? null;
      const problem = checkImportedValue(component, kind, value);
      if (problem !== null) say(`${indicator} cannot take this as ${kind}: ${problem}`);
      byEntity.set(entity, [...(byEntity.get(entity) ?? []), { indicator, value }]);
    }
  }
  if (rows.length === 0) problems.push(`${path}:1: no values below the header`);
  if (problems.length > 0) throw new InputError(problems);
  return { kind, file: hashFile(path), byEntity };
}

/** @returns the value, or what is wrong with the row. */
function parseValue({ cells }: TableRow): ScoreValue | string {
  const { value = "", state = "" } = cells;
  if (!SCORE_STATES.includes(state as ScoreState)) return `state ${state} is none of ${SCORE_STATES.join(", ")}`;
  if (state !== "number") return value === "" ? { state: state as "blank" } : `${state} has no value, not ${value}`;
  const parsed = pointsToMilliPoints(value);
  return parsed.ok ? { state, milliPoints: parsed.milliPoints } : `${value} is no number of points (${parsed.code})`;
}

/** Commands that import a table, one for each entity, with a common group id. */
export function listImports(
  person: Person,
  table: ValueTable,
  { roundId, provider, now }: { roundId: string; provider: string; now: Date },
): (() => ReturnType<Person["submit"]>)[] {
  const group = ulid(now.getTime());
  const { kind, file } = table;
  return [...table.byEntity].map(([entity, rows]) => () => {
    const facts = { round: roundId, entity, group };
    return person.submit({
      type: "values.imported",
      facts,
      value: { kind, provider, file, rows: [...rows] },
      text: {},
    });
  });
}
