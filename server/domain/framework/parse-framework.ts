import { checkRubric } from "../scoring/rubric.ts";
import { COMPOSITE_CODE, frameworkSchema } from "./framework.ts";
import type { Framework } from "./framework.ts";

/** One thing wrong with a framework; `path` names the place, e.g. `components.3.maxMilliPoints`. */
export interface FrameworkProblem {
  readonly path: string;
  readonly message: string;
}

export type ParsedFramework =
  | { readonly ok: true; readonly framework: Framework }
  | { readonly ok: false; readonly problems: readonly FrameworkProblem[] };

/**
 * Reads a framework from JSON in our format and checks that its numbers agree with each other.
 *
 * @param json - the parsed file, of unknown shape.
 */
export function parseFramework(json: unknown): ParsedFramework {
  const parsed = frameworkSchema.safeParse(json);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
    return { ok: false, problems };
  }
  const problems = checkFramework(parsed.data);
  return problems.length === 0 ? { ok: true, framework: parsed.data } : { ok: false, problems };
}

/**
 * What does not hold in a framework of the right shape.
 *
 * @returns problems in the order of the file; empty when it can be used.
 */
export function checkFramework(framework: Framework): FrameworkProblem[] {
  return [
    ...checkCodes(framework),
    ...checkReferences(framework),
    ...checkScale(framework),
    ...checkComponents(framework),
  ];
}

function checkCodes(framework: Framework): FrameworkProblem[] {
  const problems: FrameworkProblem[] = [];
  // Main indices, pillars and components share the `code` column of a score table; groups do not appear there.
  const seen = new Set<string>([COMPOSITE_CODE]);
  for (const list of ["mainIndices", "pillars", "components"] as const) {
    for (const [position, { code }] of framework[list].entries()) {
      if (seen.has(code)) problems.push({ path: `${list}.${position}.code`, message: `code ${code} is used twice` });
      seen.add(code);
    }
  }
  return problems;
}

function checkReferences(framework: Framework): FrameworkProblem[] {
  const problems: FrameworkProblem[] = [];
  const groups = new Set(framework.groups.map((group) => group.code));
  const mainIndices = new Set(framework.mainIndices.map((mainIndex) => mainIndex.code));
  for (const [position, { group }] of framework.mainIndices.entries()) {
    if (group !== null && !groups.has(group)) {
      problems.push({ path: `mainIndices.${position}.group`, message: `there is no group ${group}` });
    }
  }
  const members = new Set<string>();
  for (const [position, pillar] of framework.pillars.entries()) {
    for (const code of pillar.mainIndices) {
      const path = `pillars.${position}.mainIndices`;
      if (!mainIndices.has(code)) problems.push({ path, message: `there is no main index ${code}` });
      if (members.has(code) && !framework.pillarsOverlap) {
        problems.push({ path, message: `main index ${code} stands in two pillars, but pillarsOverlap is false` });
      }
      members.add(code);
    }
  }
  for (const [position, { mainIndex }] of framework.components.entries()) {
    if (!mainIndices.has(mainIndex)) {
      problems.push({ path: `components.${position}.mainIndex`, message: `there is no main index ${mainIndex}` });
    }
  }
  return problems;
}

function checkScale(framework: Framework): FrameworkProblem[] {
  const byWeights = framework.aggregation === "pillar-weights";
  const path = byWeights ? "pillars" : "mainIndices";
  if (byWeights && framework.pillarsOverlap) {
    return [{ path: "pillarsOverlap", message: "overlapping pillars must never be summed" }];
  }
  const parts = byWeights ? framework.pillars : framework.mainIndices.filter((mainIndex) => mainIndex.scored);
  // Points that a decision's copies do not tell cannot be checked; such a framework takes published values only.
  if (parts.length === 0 || parts.some((part) => part.maxMilliPoints === null)) return [];
  const sum = parts.reduce((total, part) => total + (part.maxMilliPoints ?? 0), 0);
  if (sum === framework.scaleMilliPoints) return [];
  return [{ path, message: `points add up to ${sum} milli-points, the scale is ${framework.scaleMilliPoints}` }];
}

function checkComponents(framework: Framework): FrameworkProblem[] {
  const problems: FrameworkProblem[] = [];
  const sums = new Map<string, number>();
  for (const [position, component] of framework.components.entries()) {
    const path = `components.${position}`;
    sums.set(component.mainIndex, (sums.get(component.mainIndex) ?? 0) + component.maxMilliPoints);
    const isExpert = component.source === "expert";
    if (isExpert && component.rubric === null)
      problems.push({ path: `${path}.rubric`, message: "experts need a rubric" });
    if (isExpert !== (component.aggregation !== null)) {
      problems.push({ path: `${path}.aggregation`, message: "expert components have a rule, others have none" });
    }
    const criteria = component.criteria.map((criterion) => criterion.code);
    if (new Set(criteria).size !== criteria.length) {
      problems.push({ path: `${path}.criteria`, message: "a criterion's code is used twice" });
    }
    if (component.rubric === null) continue;
    for (const problem of checkRubric(component.rubric, component.maxMilliPoints)) {
      problems.push({ path: `${path}.rubric.${problem.path}`, message: problem.message });
    }
  }
  for (const [position, mainIndex] of framework.mainIndices.entries()) {
    const sum = sums.get(mainIndex.code);
    if (sum !== undefined && sum !== mainIndex.maxMilliPoints) {
      const message = `components add up to ${sum} milli-points, the main index has ${mainIndex.maxMilliPoints}`;
      problems.push({ path: `mainIndices.${position}.maxMilliPoints`, message });
    }
  }
  return problems;
}
