import type { Merger } from "../framework/entities.ts";
import { computeMean, makeFraction, roundHalfUp } from "./fraction.ts";

/** Results of an earlier edition to compare with. */
export interface PreviousEdition {
  /** Hash of its framework; null when only the published table is known, which breaks the series. */
  readonly frameworkHash: string | null;
  /** `value` is an integer 0..10000, null when not published. */
  readonly entities: readonly {
    readonly entity: string;
    readonly value: number | null;
    readonly rank: number | null;
  }[];
}

export type BreakReason = "framework-changed" | "entity-changed";

/** Change on the previous edition; null where either side is not known. */
export interface EditionChange {
  /** Now minus before, integer in 1/10000. */
  readonly value: number | null;
  /** Before minus now: positive is a climb. */
  readonly rank: number | null;
  /** Why the two editions do not measure the same thing; empty when the series goes on. */
  readonly breaks: readonly BreakReason[];
}

/**
 * How an entity changed since the previous edition.
 *
 * A merged entity that the previous edition does not have is compared with the mean of its predecessors there, and has
 * no change of rank: the two rankings count different units.
 *
 * @returns null when the previous edition knows neither the entity nor its predecessors.
 */
export function computeEditionChange(
  current: { entity: string; value: number | null; rank: number | null },
  previous: PreviousEdition,
  options: { frameworkHash: string; mergers: readonly Merger[] },
): EditionChange | null {
  const breaks: BreakReason[] = previous.frameworkHash === options.frameworkHash ? [] : ["framework-changed"];
  const same = previous.entities.find((candidate) => candidate.entity === current.entity);
  if (same) return { value: subtract(current.value, same.value), rank: subtract(same.rank, current.rank), breaks };
  const predecessors = options.mergers.find((merger) => merger.to === current.entity)?.from ?? [];
  const values = predecessors.map(
    (id) => previous.entities.find((candidate) => candidate.entity === id)?.value ?? null,
  );
  if (values.every((value) => value === null)) return null;
  const known = values.flatMap((value) => (value === null ? [] : [{ value: makeFraction(value, 1), weight: 1 }]));
  const mean = known.length === values.length ? computeMean(known) : null;
  const before = mean === null ? null : roundHalfUp(mean);
  return { value: subtract(current.value, before), rank: null, breaks: [...breaks, "entity-changed"] };
}

/**
 * Growth in percent as published: (now − before) / before, rounded half away from zero.
 *
 * @param values - integers in the same unit.
 * @param decimals - decimals of the percentage, 1 as the national reports print it.
 * @returns integer count of 10^-decimals percent (8.6 % is 86); null when the earlier value is 0.
 */
export function computeGrowthPercent(values: { now: number; before: number }, decimals = 1): number | null {
  const { now, before } = values;
  if (before <= 0) return null;
  const size = roundHalfUp(makeFraction(Math.abs(now - before), before), 100 * 10 ** decimals);
  return now < before && size !== 0 ? -size : size;
}

function subtract(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a - b;
}
