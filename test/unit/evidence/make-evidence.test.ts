import { createHash } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { type EvidenceOptions, makeEvidencePdf } from "../../../db/seeds/evidence/make-evidence.ts";
import { extractionSchema } from "../../../server/domain/annotation/extraction.ts";
import { createTextExtractor } from "../../../server/services/evidence/extract-text.ts";

const makeOptions = (over: Partial<EvidenceOptions> = {}): EvidenceOptions => ({
  kind: "nghi-quyet",
  entityNameVi: "Huế",
  entityKind: "city",
  year: 2025,
  seed: 1,
  ...over,
});
const hashOf = async (over: Partial<EvidenceOptions> = {}): Promise<string> =>
  createHash("sha256")
    .update((await makeEvidencePdf(makeOptions(over))).bytes)
    .digest("hex");
const kinds = ["nghi-quyet", "ke-hoach", "bao-cao"] as const;
const extractor = createTextExtractor();
afterAll(() => extractor.close());

describe("makeEvidencePdf", () => {
  test("gives the same bytes for the same input, whatever was made before", async () => {
    const plan = await hashOf({ kind: "ke-hoach" });
    await hashOf({ entityNameVi: "Thành phố Ủ" });
    const [again, other] = await Promise.all([hashOf({ kind: "ke-hoach" }), hashOf({ entityNameVi: "Đắk Lắk" })]);
    expect(again).toBe(plan);
    expect(other).toBe(await hashOf({ entityNameVi: "Đắk Lắk" }));
  });

  test("each kind, entity, year and seed has a document of its own", async () => {
    const overs = [{}, { kind: "ke-hoach" }, { entityNameVi: "Cà Mau" }, { year: 2026 }, { seed: 2 }] as const;
    const hashes = await Promise.all(overs.map((over) => hashOf(over)));
    expect(new Set(hashes).size).toBe(overs.length);
  });

  test.each(kinds)("%s has 3 to 6 pages, each marked as a sample, and every word can be read", async (kind) => {
    for (const entityNameVi of ["Hồ Chí Minh", "Đắk Lắk", "Quảng Trị"]) {
      const { bytes, meta } = await makeEvidencePdf(makeOptions({ kind, entityNameVi, entityKind: "province" }));
      const extraction = extractionSchema.parse(await extractor.extract(bytes));
      expect(extraction.pageCount).toBeGreaterThanOrEqual(3);
      expect(extraction.pageCount).toBeLessThanOrEqual(6);
      expect(extraction.text.match(/Văn bản minh họa/g)).toHaveLength(1);
      expect(extraction.text).toContain(`Số: ${meta.number}\n`);
      expect(extraction.text).toContain(`TỈNH ${entityNameVi.toLocaleUpperCase("vi")}`);
      expect(extraction.text).toMatch(/^[\p{Script=Latin}\d\s.,;:()%/–-]+$/u);
      expect(meta.date).toMatch(/^2025-(03|04|12)-\d\d$/);
      expect(meta.name).toContain(`tỉnh ${entityNameVi}`);
      expect(meta.abstract).toMatch(/\.$/);
    }
  });

  test.each([[2019], [2025.5]])("refuses the year %d", async (year) => {
    await expect(makeEvidencePdf(makeOptions({ year }))).rejects.toThrow(RangeError);
  });
});
