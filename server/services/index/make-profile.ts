import type { EditionRow } from "../../../db/queries/editions.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import type { Merger } from "../../domain/framework/entities.ts";
import type { Framework, FrameworkComponent } from "../../domain/framework/framework.ts";
import type { InputsByCode } from "../../domain/index-calculator/compute-entity.ts";
import type { EntityIndex } from "../../domain/index-calculator/compute-index.ts";
import { explainIndex, type IndexContribution } from "../../domain/index-calculator/explain-index.ts";
import type { EntityProfile, ProfileComponent } from "./index-view.ts";
import { listPastValues } from "./past-values.ts";

/** What a profile is made of. */
export interface ProfileInput {
  readonly framework: Framework;
  /** The entity's own, by code. */
  readonly inputs: InputsByCode;
  /** The entity's own. */
  readonly items: readonly ItemRow[];
  readonly editions: readonly EditionRow[];
  readonly mergers: readonly Merger[];
}

/** One entity of a result in detail: where its points come from, and its earlier values. */
export function makeProfile(entity: EntityIndex, input: ProfileInput): EntityProfile {
  const contributions = explainIndex(input.framework, input.inputs);
  const mainIndices = contributions.filter((one) => one.level === "main-index");
  return {
    entityId: entity.entity,
    milliPoints: entity.milliPoints,
    mainIndices: mainIndices.map(({ code, earnedMilliPoints, maxMilliPoints }) => ({
      code,
      name: input.framework.mainIndices.find((one) => one.code === code)?.name ?? { vi: code, en: code },
      value: entity.mainIndices.find((one) => one.code === code)?.value ?? null,
      milliPoints: earnedMilliPoints,
      maxMilliPoints,
      components: listComponents(contributions, code, input),
    })),
    past: listPastValues(input.editions, entity.entity, input.mergers),
  };
}

function listComponents(
  contributions: readonly IndexContribution[],
  mainIndex: string,
  { framework, items }: ProfileInput,
): ProfileComponent[] {
  const components = framework.components.filter((component) => component.mainIndex === mainIndex);
  return components.map((component: FrameworkComponent) => {
    const { code, name, source, sample, maxMilliPoints } = component;
    const earned = contributions.find((one) => one.level === "component" && one.code === code);
    const item = source === "expert" ? items.find((one) => one.indicator === code) : undefined;
    return {
      code,
      name,
      source,
      isSample: sample,
      state: earned?.state ?? "blank",
      milliPoints: earned?.earnedMilliPoints ?? null,
      maxMilliPoints,
      itemId: item?.itemId ?? null,
      isUnderReview: item?.state === "under-review",
    };
  });
}
