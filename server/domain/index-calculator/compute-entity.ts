import { COMPOSITE_CODE } from "../framework/framework.ts";
import type { Framework, FrameworkComponent, FrameworkMainIndex, FrameworkPillar } from "../framework/framework.ts";
import { addFractions, computeMean, makeFraction, ONE, ZERO } from "./fraction.ts";
import type { Fraction } from "./fraction.ts";
import { MILLIONTHS } from "./index-input.ts";
import type { IndexInput } from "./index-input.ts";

// Exact arithmetic only: nothing is rounded here, so that no order of rows and no grouping can change a bit.

/** A main index, a pillar or the whole value of one entity before rounding. */
export interface ExactValue {
  /** 0–1; null when nothing is known, or when it does not apply. */
  readonly share: Fraction | null;
  /** How much of its applicable points was really given, 0–1. */
  readonly coverage: Fraction;
  /** False: not applicable, so that it counts in no maximum. */
  readonly isApplicable: boolean;
  /** True: a published value at this level, not computed from below. */
  readonly isGiven: boolean;
}

export interface ExactEntity {
  readonly mainIndices: ReadonlyMap<string, ExactValue>;
  readonly pillars: ReadonlyMap<string, ExactValue>;
  readonly composite: ExactValue;
}

export type InputsByCode = ReadonlyMap<string, IndexInput["value"]>;

const MISSING: ExactValue = { share: null, coverage: ZERO, isApplicable: true, isGiven: false };

/**
 * One entity's values from its inputs, from component to DTI.
 *
 * A blank is left out and the remaining points of its main index are rescaled; a main index without any value is left
 * out of what stands above it in the same way. No evidence is 0 points that were given. A value given at a level is
 * taken at that level, whatever is below it.
 */
export function computeEntity(framework: Framework, inputs: InputsByCode): ExactEntity {
  const mainIndices = new Map<string, ExactValue>();
  for (const { code } of framework.mainIndices) {
    const components = framework.components.filter((component) => component.mainIndex === code);
    mainIndices.set(code, findGiven(inputs, code) ?? computeMainIndex(components, inputs));
  }
  const givenPillars = new Map<string, ExactValue>();
  for (const { code } of framework.pillars) {
    const given = findGiven(inputs, code);
    if (given) givenPillars.set(code, given);
  }
  return combineMainIndices(framework, {
    mainIndices,
    givenPillars,
    givenComposite: findGiven(inputs, COMPOSITE_CODE),
  });
}

/** Pillars and DTI from main indices; what was published at those levels is taken as it is. */
export function combineMainIndices(
  framework: Framework,
  values: {
    mainIndices: ReadonlyMap<string, ExactValue>;
    givenPillars: ReadonlyMap<string, ExactValue>;
    givenComposite: ExactValue | null;
  },
): ExactEntity {
  const { mainIndices } = values;
  const pillars = new Map<string, ExactValue>();
  for (const pillar of framework.pillars) {
    pillars.set(pillar.code, values.givenPillars.get(pillar.code) ?? computePillar(framework, pillar, mainIndices));
  }
  const parts = framework.aggregation === "pillar-weights" ? framework.pillars : listScored(framework);
  const found = framework.aggregation === "pillar-weights" ? pillars : mainIndices;
  return { mainIndices, pillars, composite: values.givenComposite ?? combine(parts, found) };
}

/** The main indices that count, in the framework's order. */
export function listScored(framework: Framework): FrameworkMainIndex[] {
  return framework.mainIndices.filter((mainIndex) => mainIndex.scored);
}

function findGiven(inputs: InputsByCode, code: string): ExactValue | null {
  const value = inputs.get(code);
  switch (value?.state) {
    case "share":
      return { share: makeFraction(value.millionths, MILLIONTHS), coverage: ONE, isApplicable: true, isGiven: true };
    case "no-evidence":
      return { share: ZERO, coverage: ONE, isApplicable: true, isGiven: true };
    case "not-applicable":
      return { share: null, coverage: ZERO, isApplicable: false, isGiven: true };
    case "number":
      throw new RangeError(`compute entity: ${code} takes a share, not points`);
    case "blank":
    case undefined:
      return null;
  }
}

function computeMainIndex(components: readonly FrameworkComponent[], inputs: InputsByCode): ExactValue {
  if (components.length === 0) return MISSING;
  let earned = 0;
  let present = 0;
  let applicable = 0;
  for (const { code, maxMilliPoints, notApplicable } of components) {
    const value = inputs.get(code) ?? { state: "blank" };
    if (value.state === "share") throw new RangeError(`compute entity: component ${code} takes points`);
    if (value.state === "not-applicable" && notApplicable === "rescale") continue;
    applicable += maxMilliPoints;
    if (value.state === "blank") continue;
    present += maxMilliPoints;
    if (value.state === "number") earned += value.milliPoints;
  }
  if (applicable === 0) return { ...MISSING, isApplicable: false };
  const coverage = makeFraction(present, applicable);
  return { ...MISSING, share: present === 0 ? null : makeFraction(earned, present), coverage };
}

function computePillar(
  framework: Framework,
  pillar: FrameworkPillar,
  mainIndices: ReadonlyMap<string, ExactValue>,
): ExactValue {
  const members = listScored(framework).filter((mainIndex) => pillar.mainIndices.includes(mainIndex.code));
  return combine(members, mainIndices);
}

function combine(
  parts: readonly { code: string; maxMilliPoints: number | null }[],
  values: ReadonlyMap<string, ExactValue>,
): ExactValue {
  const present: { value: Fraction; weight: number }[] = [];
  let covered = ZERO;
  let applicable = 0;
  for (const { code, maxMilliPoints } of parts) {
    const value = values.get(code) ?? MISSING;
    // Unknown points (1726 publishes none below its pillars) carry no weight, so nothing above can be computed.
    if (!value.isApplicable || maxMilliPoints === null) continue;
    applicable += maxMilliPoints;
    if (value.share === null) continue;
    present.push({ value: value.share, weight: maxMilliPoints });
    covered = addFractions(covered, {
      numerator: value.coverage.numerator * BigInt(maxMilliPoints),
      denominator: value.coverage.denominator,
    });
  }
  const isApplicable = parts.length === 0 || parts.some(({ code }) => (values.get(code) ?? MISSING).isApplicable);
  const coverage =
    applicable === 0 ? ZERO : { numerator: covered.numerator, denominator: covered.denominator * BigInt(applicable) };
  return { share: computeMean(present), coverage, isApplicable, isGiven: false };
}
