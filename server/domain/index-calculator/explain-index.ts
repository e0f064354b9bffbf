import type { Framework } from "../framework/framework.ts";
import type { ScoreState } from "../scoring/value.ts";
import { computeEntity } from "./compute-entity.ts";
import type { InputsByCode } from "./compute-entity.ts";
import { roundHalfUp } from "./fraction.ts";

/** What one component or main index brings to an entity's points. */
export interface IndexContribution {
  readonly level: "component" | "main-index";
  readonly code: string;
  /** Null when it has no value or its maximum is not known. A main index's points include what was rescaled. */
  readonly earnedMilliPoints: number | null;
  readonly maxMilliPoints: number | null;
  readonly state: ScoreState;
}

/**
 * Where an entity's points come from, each scored main index followed by its components, in the framework's order.
 *
 * @param inputs - the entity's own inputs by code; a missing one is blank.
 */
export function explainIndex(framework: Framework, inputs: InputsByCode): IndexContribution[] {
  const { mainIndices } = computeEntity(framework, inputs);
  return framework.mainIndices.flatMap(({ code, scored, maxMilliPoints }): IndexContribution[] => {
    if (!scored) return [];
    const exact = mainIndices.get(code);
    const share = exact?.share ?? null;
    const state = share !== null ? "number" : exact?.isApplicable === false ? "not-applicable" : "blank";
    const earnedMilliPoints = share === null || maxMilliPoints === null ? null : roundHalfUp(share, maxMilliPoints);
    return [
      { level: "main-index", code, earnedMilliPoints, maxMilliPoints, state },
      ...explainComponents(framework, code, inputs),
    ];
  });
}

function explainComponents(framework: Framework, mainIndex: string, inputs: InputsByCode): IndexContribution[] {
  return framework.components
    .filter((component) => component.mainIndex === mainIndex)
    .map(({ code, maxMilliPoints, notApplicable }) => {
      const value = inputs.get(code) ?? { state: "blank" };
      const isZero = value.state === "no-evidence" || (value.state === "not-applicable" && notApplicable === "zero");
      const earnedMilliPoints = value.state === "number" ? value.milliPoints : isZero ? 0 : null;
      const state = value.state === "share" ? "blank" : value.state;
      return { level: "component", code, earnedMilliPoints, maxMilliPoints, state };
    });
}
