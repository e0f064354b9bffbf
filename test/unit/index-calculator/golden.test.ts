import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseFramework } from "#domain/framework/parse-framework.ts";
import type { Framework } from "#domain/framework/framework.ts";
import { computeCompetitionRanks } from "#domain/index-calculator/competition-ranks.ts";
import { computeIndex } from "#domain/index-calculator/compute-index.ts";
import { computeGrowthPercent } from "#domain/index-calculator/edition-change.ts";
import { parseShare } from "#domain/index-calculator/index-input.ts";
import type { IndexInput } from "#domain/index-calculator/index-input.ts";
import { parseDecimal } from "#domain/scoring/milli-points.ts";
import { readReference } from "../../helpers/vectors.ts";
import golden from "../../golden/index/published-provincial.json" with { type: "json" };

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());

function loadFramework(id: string): Framework {
  const parsed = parseFramework(JSON.parse(readFileSync(`db/seeds/data/frameworks/${id}.json`, "utf8")));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.framework;
}
function makeInput(entity: string, code: string, text: string): IndexInput {
  const value = parseShare(text);
  if (!value) throw new Error(`${text} is no share`);
  return { entity, code, value };
}
/** The published value in 1/10000. */
function toBasis(text: string): number {
  const parsed = parseDecimal(text, 4);
  if (!parsed.ok) throw new Error(text);
  return parsed.units;
}
function computeValues(framework: Framework, inputs: IndexInput[]) {
  const { entities } = computeIndex(framework, { inputs }, sha256);
  return new Map(entities.map((entity) => [entity.entity, entity.value ?? Number.NaN]));
}

describe("published numbers", () => {
  test.each([golden.mainIndices2022, golden.pillars2020])("$framework: $source", ({ framework, codes, rows }) => {
    const inputs = rows.flatMap(({ entity, values }) =>
      codes.map((code, position) => makeInput(entity, code, values[position] ?? "")),
    );
    const values = computeValues(loadFramework(framework), inputs);
    for (const { entity, published } of rows) {
      expect(Math.abs((values.get(entity) ?? Number.NaN) - toBasis(published)), entity).toBeLessThanOrEqual(1);
    }
  });

  test("Đà Nẵng 2022, Bắc Ninh 2020 and Đà Nẵng 2024 are equal to the last digit", () => {
    const [daNang] = golden.mainIndices2022.rows;
    const inputs = golden.mainIndices2022.codes.map((code, i) => makeInput("x", code, daNang?.values[i] ?? ""));
    const national = loadFramework("dti-922-provincial");
    const [result] = computeIndex(national, { inputs }, sha256).entities;
    expect(result).toMatchObject({ value: 8002, milliPoints: 800_175, rank: 1, coverage: 10_000 });
    const [bacNinh] = golden.pillars2020.rows;
    const pillars = golden.pillars2020.codes.map((code, i) => makeInput("x", code, bacNinh?.values[i] ?? ""));
    expect(computeValues(loadFramework("dti-1726-provincial"), pillars).get("x")).toBe(4096);
    const { to, predecessors, published } = golden.merged2024;
    const from = predecessors.map((predecessor) => predecessor.entity);
    const merged = computeIndex(
      national,
      { inputs: predecessors.map(({ entity, dti }) => makeInput(entity, "DTI", dti)), mergers: [{ to, from }] },
      sha256,
    ).entities;
    expect(merged).toHaveLength(1);
    expect(merged[0]).toMatchObject({ entity: to, value: toBasis(published), mergedFrom: from, coverage: 10_000 });
  });

  test("Trà Vinh 2022: overlapping pillars divide by 700, 650 and 650 points and are not summed", () => {
    const inputs = ["1", "2", "3", "4", "5", "7"].map((code) => makeInput("x", code, "0.5"));
    inputs.push(makeInput("x", "8", "1"), makeInput("x", "9", "0"));
    const [result] = computeIndex(loadFramework("dti-922-provincial"), { inputs }, sha256).entities;
    expect(result?.pillars.map(({ value }) => value)).toEqual([5000, 6154, 3846]);
    expect(result?.value).toBe(5000);
  });

  test("competition ranking of 2022: two at 15, the next is 17", () => {
    const values = new Map(Array.from({ length: 17 }, (_, i) => [`e${i + 1}`, i === 15 ? 986 : 1000 - i]));
    const ranks = computeCompetitionRanks(values);
    expect([ranks.get("e14"), ranks.get("e15"), ranks.get("e16"), ranks.get("e17")]).toEqual([14, 15, 15, 17]);
  });

  test.each(golden.growth.rows)("growth $before to $now is $published", ({ now, before, decimals, published }) => {
    expect(computeGrowthPercent({ now, before }, decimals)).toBe(published);
  });

  test("growth is null from nothing, and a half goes away from zero on both sides", () => {
    expect(computeGrowthPercent({ now: 1, before: 0 })).toBeNull();
    expect(computeGrowthPercent({ now: 2001, before: 2000 })).toBe(1);
    expect(computeGrowthPercent({ now: 1999, before: 2000 })).toBe(-1);
  });
});

interface ReferenceCase {
  framework?: string;
  rows?: { entity: string; values: number[]; published: number; computed: number }[];
}

const reference = readReference<{ cases: ReferenceCase[] }>("dti/frameworks/golden_tests.json");

if (reference !== null) {
  test("cases of the reference", () => {
    const codesOf: Record<string, string[]> = {
      "dti-922-provincial": golden.mainIndices2022.codes,
      "dti-1726-provincial": golden.pillars2020.codes,
    };
    let compared = 0;
    for (const { framework, rows } of reference.cases) {
      if (framework === undefined || rows === undefined) continue;
      for (const { entity, values, published } of rows) {
        const codes = codesOf[framework] ?? [];
        const inputs = codes.map((code, i) => makeInput(entity, code, (values[i] ?? Number.NaN).toFixed(4)));
        const value = computeValues(loadFramework(framework), inputs).get(entity) ?? Number.NaN;
        expect(Math.abs(value - toBasis(published.toFixed(4))), entity).toBeLessThanOrEqual(1);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThanOrEqual(4);
  });
}
