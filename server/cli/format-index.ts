import type { Framework } from "../domain/framework/framework.ts";
import type { IndexResult, LevelValue } from "../domain/index-calculator/compute-index.ts";
import { formatDecimal } from "../domain/scoring/milli-points.ts";

/** The name that an entity id is shown under. */
export type NameOf = (entity: string) => string;

/**
 * The result as JSON: values and coverage as numbers with four decimals, points with three, null without a value.
 *
 * `resultHash` is over the ids, not over the names shown.
 */
export function formatIndexJson(framework: Framework, result: IndexResult, nameOf: NameOf): string {
  const document = {
    framework: { id: framework.id, version: framework.version, hash: result.frameworkHash },
    resultHash: result.resultHash,
    entities: result.entities.map((entity) => ({
      entity: nameOf(entity.entity),
      value: toNumber(entity.value, 4),
      points: toNumber(entity.milliPoints, 3),
      rank: entity.rank,
      mainIndices: toRecord(entity.mainIndices),
      pillars: toRecord(entity.pillars),
      coverage: toNumber(entity.coverage, 4),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The result as a table for reading, with both hashes above it. */
export function formatIndexTable(framework: Framework, result: IndexResult, nameOf: NameOf): string {
  const rows = result.entities.map(({ entity, value, milliPoints, rank, coverage }) => [
    rank === null ? "-" : String(rank),
    nameOf(entity),
    value === null ? "-" : formatDecimal(value, 4, { isPadded: true }),
    milliPoints === null ? "-" : formatDecimal(milliPoints, 3, { isPadded: true }),
    `${formatDecimal(coverage, 2, { isPadded: true })} %`,
  ]);
  const table = [["rank", "entity", "value", "points", "coverage"], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => (row[column] ?? "").length)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => (column === 1 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  "),
  );
  const heading = [`framework ${framework.id} ${result.frameworkHash}`, `result    ${result.resultHash}`, ""];
  return `${[...heading, ...lines].join("\n")}\n`;
}

function toRecord(values: readonly LevelValue[]): Record<string, number | null> {
  return Object.fromEntries(values.map(({ code, value }) => [code, toNumber(value, 4)]));
}

// The decimal text is exact; as a number it is the double nearest to it, which prints as the same text.
function toNumber(units: number | null, decimals: number): number | null {
  return units === null ? null : Number(formatDecimal(units, decimals));
}
