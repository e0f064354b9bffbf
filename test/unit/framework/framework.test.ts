import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { computeFrameworkHash } from "#domain/framework/framework-hash.ts";
import type { Framework } from "#domain/framework/framework.ts";
import { parseFramework } from "#domain/framework/parse-framework.ts";
import { findEntity, toSlug } from "#domain/framework/entities.ts";
import { parseMergers } from "#domain/framework/parse-mergers.ts";
import { parsePublishedResults } from "#domain/framework/parse-published-results.ts";
import { convertReferenceFramework } from "#domain/framework/reference-framework.ts";
import { readReference } from "../../helpers/vectors.ts";

const DATA = "db/seeds/data";
const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}
function readRows(path: string): unknown[] {
  return parse(readFileSync(path, "utf8"), { columns: true });
}
function loadFramework(id: string): Framework {
  const parsed = parseFramework(readJson(`${DATA}/frameworks/${id}.json`));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.framework;
}
function listPaths(framework: unknown): string[] {
  const parsed = parseFramework(framework);
  return parsed.ok ? [] : parsed.problems.map((problem) => problem.path);
}
function loadRegister() {
  const parsed = parseMergers(readRows(`${DATA}/mergers.csv`));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed;
}

describe("frameworks that ship", () => {
  test.each(["dti-922-provincial", "dti-1726-provincial", "dti-922-provincial-sample"])("%s is valid", (id) => {
    expect(loadFramework(id).id).toBe(id);
  });

  test("the sample has the official main indices and only sample components", () => {
    const official = loadFramework("dti-922-provincial");
    const sample = loadFramework("dti-922-provincial-sample");
    expect(sample.mainIndices).toEqual(official.mainIndices);
    expect(sample.pillars).toEqual(official.pillars);
    expect(official.components).toEqual([]);
    expect(sample.components).toHaveLength(28);
    expect(sample.sample && sample.components.every((component) => component.sample)).toBe(true);
    expect(new Set(sample.components.map((component) => component.source)).size).toBe(4);
    for (const component of sample.components.filter((candidate) => candidate.source === "expert")) {
      expect(component.criteria.length).toBeGreaterThanOrEqual(3);
    }
  });

  for (const id of ["dti-922-provincial", "dti-1726-provincial"]) {
    const reference = readReference<unknown>(`dti/frameworks/${id}.json`);
    if (reference === null) continue;
    test(`${id} is the reference`, () => {
      expect(convertReferenceFramework(reference)).toEqual({ ok: true, framework: loadFramework(id) });
    });
  }

  test("the hash covers every value and no order of keys", () => {
    const framework = loadFramework("dti-922-provincial-sample");
    const hash = computeFrameworkHash(sha256, framework);
    const reordered = Object.fromEntries(Object.entries(framework).reverse()) as Framework;
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(computeFrameworkHash(sha256, reordered)).toBe(hash);
    expect(computeFrameworkHash(sha256, { ...framework, version: "2.1" })).not.toBe(hash);
  });
});

describe("a wrong framework", () => {
  const change = (edit: (framework: Framework) => void) => {
    const framework = structuredClone(loadFramework("dti-922-provincial-sample"));
    edit(framework);
    return listPaths(framework);
  };

  test.each<[string, string, (framework: Framework) => void]>([
    ["a float", "components.0.maxMilliPoints", (f) => Object.assign(f.components[0] ?? {}, { maxMilliPoints: 0.5 })],
    ["an unknown field", "", (f) => Object.assign(f, { note: "x" })],
    ["a repeated code", "components.1.code", (f) => Object.assign(f.components[1] ?? {}, { code: "1.1" })],
    ["the reserved code", "pillars.0.code", (f) => Object.assign(f.pillars[0] ?? {}, { code: "DTI" })],
    [
      "a foreign main index",
      "components.0.mainIndex",
      (f) => Object.assign(f.components[0] ?? {}, { mainIndex: "99" }),
    ],
    ["an unknown pillar member", "pillars.1.mainIndices", (f) => f.pillars[1]?.mainIndices.push("77")],
    ["a scale that is no sum", "mainIndices", (f) => Object.assign(f, { scaleMilliPoints: 900_000 })],
    ["an expert without rubric", "components.0.rubric", (f) => Object.assign(f.components[0] ?? {}, { rubric: null })],
    ["overlap not declared", "pillars.1.mainIndices", (f) => Object.assign(f, { pillarsOverlap: false })],
    ["overlapping weights", "pillarsOverlap", (f) => Object.assign(f, { aggregation: "pillar-weights" })],
  ])("%s is named by its path", (_name, path, edit) => {
    expect(change(edit)).toContain(path);
  });

  test("components that do not add up to their main index are named", () => {
    expect(change((framework) => framework.components.pop())).toEqual(["mainIndices.8.maxMilliPoints"]);
  });

  test.each([null, [], "x", {}])("%j is refused without an exception", (json) => {
    expect(parseFramework(json).ok).toBe(false);
    expect(convertReferenceFramework(json).ok).toBe(false);
  });
});

describe("provinces", () => {
  const { entities, mergers } = loadRegister();

  test("34 stand, 23 of them merged from 52, and no two share an id", () => {
    expect(entities.filter((entity) => entity.validTo === null)).toHaveLength(34);
    expect(entities.filter((entity) => entity.validFrom === null)).toHaveLength(63);
    expect(mergers).toHaveLength(23);
    expect(mergers.flatMap((merger) => merger.from)).toHaveLength(52);
    expect(new Set(entities.map((entity) => entity.id)).size).toBe(34 + 52);
    expect(mergers.find((merger) => merger.to === "da-nang")?.from).toEqual([
      "da-nang-until-2025",
      "quang-nam-until-2025",
    ]);
  });

  test("a place keeps its marks in English, as before the merger so after it", () => {
    const named = (id: string): string | undefined => entities.find((entity) => entity.id === id)?.name.en;
    expect(["hue", "da-nang-until-2025", "ho-chi-minh"].map(named)).toEqual(["Huế", "Đà Nẵng", "Hồ Chí Minh"]);
  });

  test("a name means another unit before and after the merger, an id never does", () => {
    expect(findEntity(entities, "TP. Đà Nẵng", "before-merger")?.id).toBe("da-nang-until-2025");
    expect(findEntity(entities, "Da Nang", "after-merger")?.id).toBe("da-nang");
    expect(findEntity(entities, "da-nang", "before-merger")?.id).toBe("da-nang");
    expect(findEntity(entities, "Thừa Thiên Huế", "before-merger")?.id).toBe("hue");
    expect(findEntity(entities, "Quảng Nam", "after-merger")).toBeNull();
    expect(toSlug("Bà Rịa - Vũng Tàu".normalize("NFD"))).toBe("ba-ria-vung-tau");
  });

  test("a table with a missing predecessor or column is refused", () => {
    const rows = readRows(`${DATA}/mergers.csv`) as Record<string, string>[];
    expect(parseMergers(rows.filter((row) => row["old_name_vi"] !== "Quảng Nam"))).toMatchObject({ ok: false });
    expect(parseMergers([{ new_name_vi: "x" }])).toMatchObject({ ok: false, problems: [{ row: 1 }] });
  });

  test.each([2020, 2021, 2022, 2023, 2024])("published results of %i are read as integers", (year) => {
    const parsed = parsePublishedResults(readRows(`${DATA}/results/provincial_${year}.csv`), entities);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    expect(parsed.results.length).toBeGreaterThan(10);
    expect(parsed.results.every((result) => result.value === null || Number.isInteger(result.value))).toBe(true);
  });

  test("the two rankings of 2024 name two different units Đà Nẵng", () => {
    const parsed = parsePublishedResults(readRows(`${DATA}/results/provincial_2024.csv`), entities);
    const found = parsed.ok ? parsed.results.filter((result) => result.name.vi === "Đà Nẵng") : [];
    expect(found.map(({ entity, value, rank }) => [entity, value, rank])).toEqual([
      ["da-nang-until-2025", 8335, 2],
      ["da-nang", 7069, 17],
    ]);
  });

  test("ministries, and a row that is wrong", () => {
    const rows = readRows(`${DATA}/results/ministerial.csv`) as Record<string, string>[];
    expect(parsePublishedResults(rows, entities).ok).toBe(true);
    const wrong = parsePublishedResults([{ ...rows[0], dti: "1.5" }], entities);
    expect(wrong).toMatchObject({ ok: false, problems: [{ row: 1 }] });
  });
});
