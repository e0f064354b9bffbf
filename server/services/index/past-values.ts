import type { EditionRow } from "../../../db/queries/editions.ts";
import type { Merger } from "../../domain/framework/entities.ts";
import { computeMean, makeFraction, roundHalfUp } from "../../domain/index-calculator/fraction.ts";

/** An entity's value in an earlier edition. */
export interface PastValue {
  readonly year: number;
  /** Value × 10 000; null where none was published. */
  readonly value: number | null;
  /** Predecessors that the value is the unweighted mean of; 1 where it is the entity's own. */
  readonly unitCount: number;
}

/**
 * An entity's values over the years, one for each year that any edition has, ascending.
 *
 * A merged entity has, before the merger, the mean of its predecessors where all of them are known: the mean of a part
 * would pass for the whole.
 */
export function listPastValues(rows: readonly EditionRow[], entityId: string, mergers: readonly Merger[]): PastValue[] {
  const years = [...new Set(rows.map((row) => row.year))].sort((a, b) => a - b);
  const predecessors = mergers.find((merger) => merger.to === entityId)?.from ?? [];
  return years.map((year) => {
    const find = (id: string): number | null =>
      rows.find((row) => row.year === year && row.entityId === id && row.valueBasis !== null)?.valueBasis ?? null;
    const own = find(entityId);
    if (own !== null || predecessors.length === 0) return { year, value: own, unitCount: 1 };
    const values = predecessors.map(find);
    const known = values.flatMap((value) => (value === null ? [] : [{ value: makeFraction(value, 1), weight: 1 }]));
    const mean = known.length === values.length ? computeMean(known) : null;
    return { year, value: mean === null ? null : roundHalfUp(mean), unitCount: predecessors.length };
  });
}
