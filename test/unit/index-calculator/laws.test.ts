import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseFramework } from "#domain/framework/parse-framework.ts";
import { computeIndex } from "#domain/index-calculator/compute-index.ts";
import type { IndexInput } from "#domain/index-calculator/index-input.ts";

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());
const parsed = parseFramework(
  JSON.parse(readFileSync("db/seeds/data/frameworks/dti-922-provincial-sample.json", "utf8")),
);
if (!parsed.ok) throw new Error("the sample framework does not parse");
const { framework } = parsed;
const ENTITIES = ["a", "b", "c", "d-until-2025", "e-until-2025"];
const mergers = [{ to: "d", from: ["d-until-2025", "e-until-2025"] }];

/** A table with any of the four states in any cell, cells left out included. */
const tableOfScores: fc.Arbitrary<IndexInput[]> = fc
  .tuple(
    ...ENTITIES.flatMap((entity) =>
      framework.components.map(({ code, maxMilliPoints }) =>
        fc.oneof(
          { weight: 6, arbitrary: fc.integer({ min: 0, max: maxMilliPoints }).map((n) => toCell(entity, code, n)) },
          fc
            .constantFrom("blank", "no-evidence", "not-applicable")
            .map((state) => ({ entity, code, value: { state } })),
          fc.constant(null),
        ),
      ),
    ),
  )
  .map((cells) => cells.filter((cell) => cell !== null) as IndexInput[]);

function toCell(entity: string, code: string, milliPoints: number): IndexInput {
  return { entity, code, value: { state: "number", milliPoints } };
}

test("the order of rows changes not a bit", () => {
  const shuffled = tableOfScores.chain((inputs) =>
    fc.tuple(fc.constant(inputs), fc.shuffledSubarray(inputs, { minLength: inputs.length, maxLength: inputs.length })),
  );
  fc.assert(
    fc.property(shuffled, ([inputs, reordered]) => {
      const result = computeIndex(framework, { inputs, mergers }, sha256);
      expect(computeIndex(framework, { inputs: reordered, mergers }, sha256)).toEqual(result);
    }),
    { numRuns: 50 },
  );
});

test("values, coverages and ranks are integers in their range, and null stays null", () => {
  fc.assert(
    fc.property(tableOfScores, (inputs) => {
      const { entities } = computeIndex(framework, { inputs, mergers }, sha256);
      const ranked = entities.filter((entity) => entity.rank !== null);
      for (const { value, milliPoints, rank, coverage, mainIndices } of entities) {
        for (const number of [value, coverage, ...mainIndices.map((mainIndex) => mainIndex.value)]) {
          if (number !== null) expect(Number.isInteger(number) && number >= 0 && number <= 10_000).toBe(true);
        }
        expect(value === null).toBe(rank === null);
        expect(value === null).toBe(milliPoints === null);
        if (rank !== null) expect(ranked.filter((other) => (other.value ?? 0) > (value ?? 0))).toHaveLength(rank - 1);
      }
    }),
    { numRuns: 50 },
  );
});

test("coverage is complete exactly when nothing that applies is missing", () => {
  fc.assert(
    fc.property(tableOfScores, (inputs) => {
      const own = inputs.filter((input) => input.entity === "a");
      const [entity] = computeIndex(framework, { inputs: own, entities: ["a"] }, sha256).entities;
      const present = new Set(own.filter((input) => input.value.state !== "blank").map((input) => input.code));
      const isComplete = framework.components.every((component) => present.has(component.code));
      expect(entity?.coverage === 10_000).toBe(isComplete);
    }),
    { numRuns: 100 },
  );
});

test("a higher score of one component never lowers the value", () => {
  const raised = fc.tuple(tableOfScores, fc.nat(), fc.nat());
  fc.assert(
    fc.property(raised, ([inputs, at, by]) => {
      const numbers = inputs.filter((input) => input.entity === "a" && input.value.state === "number");
      const chosen = numbers[at % Math.max(numbers.length, 1)];
      if (chosen?.value.state !== "number") return;
      const { milliPoints } = chosen.value;
      const max = framework.components.find((component) => component.code === chosen.code)?.maxMilliPoints ?? 0;
      const higher = milliPoints + (by % (max - milliPoints + 1));
      const after = inputs.map((input) => (input === chosen ? toCell("a", chosen.code, higher) : input));
      const valueOf = (table: IndexInput[]) =>
        computeIndex(framework, { inputs: table }, sha256).entities.find(({ entity }) => entity === "a")?.milliPoints;
      expect(valueOf(after) ?? -1).toBeGreaterThanOrEqual(valueOf(inputs) ?? -1);
    }),
    { numRuns: 100 },
  );
});
