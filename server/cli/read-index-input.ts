import { findEntity } from "../domain/framework/entities.ts";
import type { Entity, Merger } from "../domain/framework/entities.ts";
import type { Framework } from "../domain/framework/framework.ts";
import { parseFramework } from "../domain/framework/parse-framework.ts";
import { parseMergers } from "../domain/framework/parse-mergers.ts";
import { convertReferenceFramework, isReferenceFramework } from "../domain/framework/reference-framework.ts";
import { checkIndexInputs, mapCodeLevels, parseShare } from "../domain/index-calculator/index-input.ts";
import type { IndexInput } from "../domain/index-calculator/index-input.ts";
import { pointsToMilliPoints } from "../domain/scoring/milli-points.ts";
import { InputError } from "./input-error.ts";
import { readTable, readTextFile } from "./read-table.ts";
import type { TableRow } from "./read-table.ts";

const MERGER_COLUMNS = ["new_name_vi", "new_name_en", "new_type", "kind", "n_predecessors"];

/** The units and mergers that names in a score table are looked up in. */
export interface EntityRegister {
  readonly entities: readonly Entity[];
  readonly mergers: readonly Merger[];
}

/**
 * Reads a framework file, in our format or in the format of the collected reference.
 *
 * @throws InputError with the path of each problem inside the file.
 */
export function readFramework(path: string): Framework {
  let json: unknown;
  try {
    json = JSON.parse(readTextFile(path));
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError([`${path}: not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
  const parsed = isReferenceFramework(json) ? convertReferenceFramework(json) : parseFramework(json);
  if (parsed.ok) return parsed.framework;
  throw new InputError(parsed.problems.map((problem) => `${path}: ${problem.path || "(root)"}: ${problem.message}`));
}

/** Reads a table of mergers in the format of `db/seeds/data/mergers.csv`. */
export function readMergers(path: string): EntityRegister {
  const rows = readTable(path, MERGER_COLUMNS);
  const parsed = parseMergers(rows.map((row) => row.cells));
  if (parsed.ok) return { entities: parsed.entities, mergers: parsed.mergers };
  throw new InputError(parsed.problems.map(({ row, message }) => `${path}:${rows[row - 1]?.line ?? 1}: ${message}`));
}

/**
 * Reads a score table with the columns `entity,code,value`.
 *
 * A component's value is in points; a main index's, a pillar's or `DTI`'s is from 0 to 1. An empty value is blank;
 * `not-applicable` and `no-evidence` are written out.
 *
 * @param register - with it, entities are looked up by id, Vietnamese or English name, and a name that a province kept
 *   through a merger means the province before it; without, they are taken as they are written.
 * @throws InputError with file and line of every problem.
 */
export function readScores(path: string, framework: Framework, register: EntityRegister | null): IndexInput[] {
  const rows = readTable(path, ["entity", "code", "value"]);
  const problems: { line: number; message: string }[] = [];
  const inputs: IndexInput[] = [];
  const lines: number[] = [];
  for (const row of rows) {
    const parsed = parseRow(row, framework, register);
    if (typeof parsed === "string") problems.push({ line: row.line, message: parsed });
    else {
      inputs.push(parsed);
      lines.push(row.line);
    }
  }
  for (const { position, message } of checkIndexInputs(framework, inputs)) {
    problems.push({ line: lines[position] ?? 0, message });
  }
  if (rows.length === 0) problems.push({ line: 1, message: "no scores below the header" });
  if (problems.length === 0) return inputs;
  problems.sort((a, b) => a.line - b.line);
  throw new InputError(problems.map(({ line, message }) => `${path}:${line}: ${message}`));
}

function parseRow({ cells }: TableRow, framework: Framework, register: EntityRegister | null): IndexInput | string {
  const name = (cells["entity"] ?? "").normalize("NFC");
  const code = cells["code"] ?? "";
  const text = cells["value"] ?? "";
  if (name === "") return "the entity is empty";
  const entity = register === null ? name : findEntity(register.entities, name, "before-merger")?.id;
  if (entity === undefined) return `entity ${name} is not in the table of mergers`;
  if (text === "" || text === "blank") return { entity, code, value: { state: "blank" } };
  if (text === "not-applicable" || text === "no-evidence") return { entity, code, value: { state: text } };
  const level = mapCodeLevels(framework).get(code);
  if (level === undefined) return `framework ${framework.id} has no code ${code}`;
  if (level !== "component") {
    const value = parseShare(text);
    return value ? { entity, code, value } : `${text} is not a value from 0 to 1 with at most six decimals`;
  }
  const points = pointsToMilliPoints(text);
  if (points.ok) return { entity, code, value: { state: "number", milliPoints: points.milliPoints } };
  return points.code === "score.too-many-decimals"
    ? `${text} points have more than three decimals`
    : `${text} is not a number of points, blank, not-applicable or no-evidence`;
}
