import { describe, expect, test } from "vitest";
import { findFalseClaim } from "#domain/evidence/file-claim.ts";

describe("findFalseClaim", () => {
  test.each([
    ["a.pdf", "application/pdf", null],
    ["a.PDF", "", null],
    ["a", "application/octet-stream", null],
    ["12.2025", "application/pdf", null],
    ["a.docx", "application/pdf", "docx"],
    ["a.pdf", "text/html; charset=utf-8", "text/html"],
    ["a.pdf.exe", "application/pdf", "exe"],
    ["a.p\u200bdf", "", null],
    ["phê-duyệt\u202efdp.exe", "", "exe"],
  ])("%j as %j: %j", (name, mediaType, expected) => {
    expect(findFalseClaim({ name, mediaType }, "pdf")).toBe(expected);
  });

  test("takes the general type of what a format is made of", () => {
    expect(findFalseClaim({ name: "a.docx", mediaType: "application/zip" }, "docx")).toBeNull();
    expect(findFalseClaim({ name: "a.docx", mediaType: "application/msword" }, "docx")).toBe("application/msword");
  });
});
