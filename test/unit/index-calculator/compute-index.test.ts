import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseFramework } from "#domain/framework/parse-framework.ts";
import type { Framework } from "#domain/framework/framework.ts";
import { computeIndex } from "#domain/index-calculator/compute-index.ts";
import type { IndexRequest } from "#domain/index-calculator/compute-index.ts";
import { explainIndex } from "#domain/index-calculator/explain-index.ts";
import type { IndexInput } from "#domain/index-calculator/index-input.ts";

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());

function loadFramework(id: string): Framework {
  const parsed = parseFramework(JSON.parse(readFileSync(`db/seeds/data/frameworks/${id}.json`, "utf8")));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.framework;
}
const sample = loadFramework("dti-922-provincial-sample");
const pillared = loadFramework("dti-1726-provincial");

function points(entity: string, code: string, milliPoints: number): IndexInput {
  return { entity, code, value: { state: "number", milliPoints } };
}
function state(entity: string, code: string, name: "blank" | "not-applicable" | "no-evidence"): IndexInput {
  return { entity, code, value: { state: name } };
}
function share(entity: string, code: string, millionths: number): IndexInput {
  return { entity, code, value: { state: "share", millionths } };
}
/** Every component of an entity at half its points. */
function halves(entity: string): IndexInput[] {
  return sample.components.map(({ code, maxMilliPoints }) => points(entity, code, maxMilliPoints / 2));
}
function computeFirst(request: IndexRequest, framework = sample) {
  const [first] = computeIndex(framework, request, sha256).entities;
  if (!first) throw new Error("no entity");
  return first;
}
function mainIndexOf(request: IndexRequest, code: string) {
  return computeFirst(request).mainIndices.find((mainIndex) => mainIndex.code === code);
}

describe("missing values", () => {
  test("a blank is left out and the rest of its main index is rescaled; coverage says so", () => {
    const inputs = [points("a", "1.1", 20_000), points("a", "1.2", 10_000), state("a", "1.3", "blank")];
    expect(mainIndexOf({ inputs }, "1")).toEqual({ code: "1", value: 7500, milliPoints: 75_000, coverage: 4000 });
    expect(computeFirst({ inputs })).toMatchObject({ value: 7500, milliPoints: 750_000, coverage: 400 });
  });

  test("no evidence is 0 points that count, and is listed", () => {
    const inputs = [points("a", "1.1", 20_000), state("a", "1.2", "no-evidence")];
    expect(mainIndexOf({ inputs }, "1")).toMatchObject({ value: 5000, coverage: 4000 });
    expect(computeFirst({ inputs }).noEvidence).toEqual(["1.2"]);
  });

  test("not applicable leaves the maximum, or stays in it as 0, as the framework says", () => {
    const inputs = [points("a", "4.1", 15_000), points("a", "4.2", 20_000), state("a", "4.3", "not-applicable")];
    expect(mainIndexOf({ inputs }, "4")).toMatchObject({ value: 5000, coverage: 10_000 });
    const zeroing = structuredClone(sample);
    for (const component of zeroing.components) component.notApplicable = "zero";
    const found = computeFirst({ inputs }, zeroing);
    expect(found.mainIndices.find(({ code }) => code === "4")).toMatchObject({ value: 3500, coverage: 10_000 });
    expect(found.notApplicable).toEqual(["4.3"]);
  });

  test("a main index where nothing applies counts in no coverage", () => {
    const notApplicable = ["4.1", "4.2", "4.3"].map((code) => state("a", code, "not-applicable"));
    const inputs = [...halves("a").filter(({ code }) => !code.startsWith("4.")), ...notApplicable];
    expect(computeFirst({ inputs })).toMatchObject({ value: 5000, coverage: 10_000 });
  });

  test("an entity without any value is null and unranked, never 0", () => {
    const inputs = [points("a", "1.1", 0), state("b", "1.1", "blank")];
    const { entities } = computeIndex(sample, { inputs, entities: ["c", "a"] }, sha256);
    expect(entities.map(({ entity, value, rank, status }) => [entity, value, rank, status])).toEqual([
      ["a", 0, 1, "ranked"],
      ["b", null, null, "unranked"],
      ["c", null, null, "unranked"],
    ]);
    expect(entities[1]?.unrankedReason).toBe("no-value");
  });

  test("no input gives an empty result with a hash", () => {
    const result = computeIndex(sample, { inputs: [] }, sha256);
    expect(result.entities).toEqual([]);
    expect(result.resultHash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("levels", () => {
  test("the unscored main index is shown and carries nothing", () => {
    const inputs = [...halves("a"), share("a", "6", 1_000_000)];
    expect(mainIndexOf({ inputs }, "6")?.value).toBe(10_000);
    expect(computeFirst({ inputs })).toMatchObject({ value: 5000, coverage: 10_000 });
  });

  test("1726: a pillar that is missing is left out; main indices without points give no value", () => {
    const inputs = [share("a", "G", 500_000), share("a", "E", 1_000_000)];
    expect(computeFirst({ inputs }, pillared)).toMatchObject({ value: 7143, coverage: 7000 });
    const below = computeFirst({ inputs: [share("a", "G.1", 500_000)] }, pillared);
    expect(below).toMatchObject({ value: null, unrankedReason: "no-value" });
    expect(below.mainIndices[0]).toEqual({ code: "G.1", value: 5000, milliPoints: null, coverage: 10_000 });
  });

  test("what each part brings is explained, main index first", () => {
    const byCode = new Map(
      [points("a", "3.1", 40_000), state("a", "3.2", "no-evidence")].map((i) => [i.code, i.value]),
    );
    expect(explainIndex(sample, byCode).filter(({ code }) => code.startsWith("3"))).toEqual([
      { level: "main-index", code: "3", earnedMilliPoints: 57_143, maxMilliPoints: 100_000, state: "number" },
      { level: "component", code: "3.1", earnedMilliPoints: 40_000, maxMilliPoints: 40_000, state: "number" },
      { level: "component", code: "3.2", earnedMilliPoints: 0, maxMilliPoints: 30_000, state: "no-evidence" },
      { level: "component", code: "3.3", earnedMilliPoints: null, maxMilliPoints: 30_000, state: "blank" },
    ]);
  });
});

describe("mergers", () => {
  const mergers = [{ to: "new", from: ["old-a", "old-b"] }];

  test("main indices are averaged where they are given, and DTI follows from them", () => {
    const inputs = [share("old-a", "1", 1_000_000), share("old-b", "1", 500_001), share("old-b", "2", 100_000)];
    const merged = computeFirst({ inputs, mergers });
    expect(merged.mainIndices[0]).toMatchObject({ value: 7500, milliPoints: 75_000 });
    expect(merged.mainIndices[1]).toMatchObject({ value: null, coverage: 0 });
    expect(merged).toMatchObject({ entity: "new", value: 7500, coverage: 1000, mergedFrom: ["old-a", "old-b"] });
  });

  test("with a predecessor missing there is no value: a part must not pass for the whole", () => {
    const merged = computeFirst({ inputs: [share("old-a", "DTI", 800_000)], mergers });
    expect(merged).toMatchObject({ entity: "new", value: null, unrankedReason: "predecessor-missing" });
  });

  test("a value of the merged entity's own comes first", () => {
    const inputs = [share("new", "DTI", 600_000), share("old-a", "DTI", 1_000_000)];
    expect(computeFirst({ inputs, mergers })).toMatchObject({ entity: "new", value: 6000, mergedFrom: [] });
  });

  test("three predecessors whose mean has no end are rounded once", () => {
    const three = [{ to: "new", from: ["a", "b", "c"] }];
    const inputs = [share("a", "DTI", 100_000), share("b", "DTI", 100_000), share("c", "DTI", 100_001)];
    expect(computeFirst({ inputs, mergers: three })).toMatchObject({ value: 1000, milliPoints: 100_000 });
  });
});

describe("ranking and change", () => {
  test("equal published values share a rank; who is not ranked or in another block does not count", () => {
    const inputs = ["a", "b", "c", "d", "e"].map((entity, i) =>
      share(entity, "DTI", ([9, 8, 8, 7, 10][i] ?? 0) * 100_000),
    );
    const ranksOf = (request: Partial<IndexRequest>) =>
      Object.fromEntries(
        computeIndex(sample, { inputs, ...request }, sha256).entities.map(({ entity, rank }) => [entity, rank]),
      );
    expect(ranksOf({})).toEqual({ e: 1, a: 2, b: 3, c: 3, d: 5 });
    expect(ranksOf({ notRanked: ["e"] })).toEqual({ e: null, a: 1, b: 2, c: 2, d: 4 });
    expect(ranksOf({ blocks: { e: "x", d: "x" } })).toEqual({ e: 1, d: 2, a: 1, b: 2, c: 2 });
  });

  test("change on the previous edition, with the breaks of the series", () => {
    const inputs = [share("a", "DTI", 700_000), share("old-1", "DTI", 500_000), share("old-2", "DTI", 700_000)];
    const mergers = [{ to: "new", from: ["old-1", "old-2"] }];
    const { frameworkHash } = computeIndex(sample, { inputs: [] }, sha256);
    const entities = [
      { entity: "a", value: 6500, rank: 3 },
      { entity: "old-1", value: 4000, rank: 40 },
      { entity: "old-2", value: 5000, rank: 30 },
    ];
    const changeOf = (hash: string | null) =>
      computeIndex(sample, { inputs, mergers, previousEdition: { frameworkHash: hash, entities } }, sha256).entities;
    expect(changeOf(frameworkHash).map(({ change }) => change)).toEqual([
      { value: 500, rank: 2, breaks: [] },
      { value: 1500, rank: null, breaks: ["entity-changed"] },
    ]);
    expect(changeOf(null)[0]?.change?.breaks).toEqual(["framework-changed"]);
  });
});

describe("wrong input is refused", () => {
  test.each<[string, IndexInput[]]>([
    ["no code 44", [points("a", "44", 1)]],
    ["second value", [points("a", "1.1", 1), state("a", "1.1", "blank")]],
    ["not between 0 and its maximum", [points("a", "1.1", 20_001)]],
    ["not between 0 and its maximum", [points("a", "1.1", -1)]],
    ["takes points", [share("a", "1.1", 1)]],
    ["not points", [points("a", "1", 1)]],
    ["not between 0 and 1", [share("a", "DTI", 1_000_001)]],
  ])("%s", (message, inputs) => {
    expect(() => computeIndex(sample, { inputs }, sha256)).toThrow(message);
  });
});
