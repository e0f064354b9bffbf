import { describe, expect, test } from "vitest";
import { convertReferenceFramework } from "../../../server/domain/framework/reference-framework.ts";

const INDEX = { name_vi: "Nhận thức số", name_en: "Digital awareness", scored: true };
const reference = (points: (number | null)[], overlap: boolean | string) => ({
  id: "dti-405-provincial",
  tier: "provincial",
  decision: "405/QĐ-BKHCN",
  issuer: "Ministry of Science and Technology",
  editions: [2024],
  scale_points: 1000,
  main_indices: points.map((max_points, position) => ({ ...INDEX, code: String(position + 1), max_points })),
  pillars_overlap: overlap,
});

describe("a decision whose points are not known", () => {
  test("is a framework that takes published values, with pillars that are never summed", () => {
    const converted = convertReferenceFramework(reference([null, null], "unknown"));
    expect(converted.ok && converted.framework.pillarsOverlap).toBe(true);
  });

  test("points that are all known must add up to the scale", () => {
    expect(convertReferenceFramework(reference([600, 400], false)).ok).toBe(true);
    expect(convertReferenceFramework(reference([600, 300], false)).ok).toBe(false);
  });
});
