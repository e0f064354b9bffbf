import { COMPOSITE_CODE } from "../framework/framework.ts";
import type { Framework } from "../framework/framework.ts";
import { parseDecimal } from "../scoring/milli-points.ts";
import type { ScoreValue } from "../scoring/value.ts";

/** A published value 0–1 in integer millionths, so that no float enters. */
export interface ShareValue {
  readonly state: "share";
  readonly millionths: number;
}

export const MILLIONTHS = 1_000_000;

/** One cell of a score table: a component takes points, a main index, a pillar or `DTI` takes a share. */
export interface IndexInput {
  readonly entity: string;
  readonly code: string;
  readonly value: ScoreValue | ShareValue;
}

/** What is wrong with one input; `position` is its place in the list, from 0. */
export interface IndexInputProblem {
  readonly position: number;
  readonly message: string;
}

/** Reads a published value 0–1 with at most six decimals, exactly; null when it is none. */
export function parseShare(text: string): ShareValue | null {
  const parsed = parseDecimal(text, 6);
  if (!parsed.ok || parsed.units < 0 || parsed.units > MILLIONTHS) return null;
  return { state: "share", millionths: parsed.units };
}

type CodeLevel = "component" | "main-index" | "pillar" | "dti";

/** What each code of a framework stands for. */
export function mapCodeLevels(framework: Framework): Map<string, CodeLevel> {
  return new Map<string, CodeLevel>([
    [COMPOSITE_CODE, "dti"],
    ...framework.components.map(({ code }) => [code, "component"] as const),
    ...framework.mainIndices.map(({ code }) => [code, "main-index"] as const),
    ...framework.pillars.map(({ code }) => [code, "pillar"] as const),
  ]);
}

/**
 * What in a score table does not fit the framework: unknown codes, two values for one cell, points out of range, a
 * share where points belong or the reverse.
 *
 * @returns problems in the order of the inputs; empty when the index can be computed.
 */
export function checkIndexInputs(framework: Framework, inputs: readonly IndexInput[]): IndexInputProblem[] {
  const problems: IndexInputProblem[] = [];
  const levels = mapCodeLevels(framework);
  const cells = new Set<string>();
  const components = new Map(framework.components.map((component) => [component.code, component]));
  for (const [position, { entity, code, value }] of inputs.entries()) {
    const say = (message: string) => problems.push({ position, message });
    const level = levels.get(code);
    if (level === undefined) {
      say(`framework ${framework.id} has no code ${code}`);
      continue;
    }
    const cell = JSON.stringify([entity, code]);
    if (cells.has(cell)) say(`${entity} has a second value for ${code}`);
    cells.add(cell);
    const maxMilliPoints = components.get(code)?.maxMilliPoints;
    if (value.state === "number") {
      if (maxMilliPoints === undefined) say(`${code} takes a value from 0 to 1, not points`);
      else if (!isWithin(value.milliPoints, maxMilliPoints))
        say(`points for ${code} are not between 0 and its maximum`);
    } else if (value.state === "share") {
      if (level === "component") say(`component ${code} takes points`);
      else if (!isWithin(value.millionths, MILLIONTHS)) say(`the value for ${code} is not between 0 and 1`);
    }
  }
  return problems;
}

function isWithin(value: number, max: number): boolean {
  return Number.isSafeInteger(value) && value >= 0 && value <= max;
}
