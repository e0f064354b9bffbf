import type { Framework } from "../framework/framework.ts";
import { combineMainIndices } from "./compute-entity.ts";
import type { ExactEntity, ExactValue } from "./compute-entity.ts";
import { computeMean } from "./fraction.ts";

/**
 * A merged entity's values: the unweighted mean of its predecessors' main-index values; where predecessors have a
 * pillar or DTI as a published value, the mean of those at that level.
 *
 * A level for which one predecessor has no value has none: the mean of a part would pass for the whole.
 *
 * @param predecessors - two or more, in any order; the mean is exact, so order changes nothing.
 */
export function mergeEntities(framework: Framework, predecessors: readonly ExactEntity[]): ExactEntity {
  const meanOf = (pick: (entity: ExactEntity) => ExactValue | undefined) => computeMeanValue(predecessors.map(pick));
  const mainIndices = new Map<string, ExactValue>();
  for (const { code } of framework.mainIndices)
    mainIndices.set(
      code,
      meanOf((entity) => entity.mainIndices.get(code)),
    );
  const givenPillars = new Map<string, ExactValue>();
  for (const { code } of framework.pillars) {
    const isGiven = predecessors.some((entity) => entity.pillars.get(code)?.isGiven);
    if (isGiven)
      givenPillars.set(
        code,
        meanOf((entity) => entity.pillars.get(code)),
      );
  }
  const isCompositeGiven = predecessors.some((entity) => entity.composite.isGiven);
  const givenComposite = isCompositeGiven ? meanOf((entity) => entity.composite) : null;
  return combineMainIndices(framework, { mainIndices, givenPillars, givenComposite });
}

function computeMeanValue(values: readonly (ExactValue | undefined)[]): ExactValue {
  const isApplicable = values.some((value) => value?.isApplicable ?? true);
  const isGiven = values.some((value) => value?.isGiven);
  const shares = values.flatMap((value) => (value?.share ? [{ value: value.share, weight: 1 }] : []));
  const share = shares.length === values.length ? computeMean(shares) : null;
  const coverages = values.flatMap((value) => (value && share ? [{ value: value.coverage, weight: 1 }] : []));
  const coverage = computeMean(coverages) ?? { numerator: 0n, denominator: 1n };
  return { share, coverage, isApplicable, isGiven };
}
