import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toDownloadName } from "#domain/evidence/download-name.ts";
import { findFalseClaim } from "#domain/evidence/file-claim.ts";
import { EVIDENCE_FORMATS, FORMAT_NAMES } from "#domain/evidence/format.ts";

describe("toDownloadName", () => {
  test.each([
    ["Nghị quyết 12.pdf", "Nghị quyết 12.pdf"],
    ["Nghị quyết.pdf".normalize("NFD"), "Nghị quyết.pdf"],
    ["Bao cao.PDF", "Bao cao.pdf"],
    ["../../etc/passwd", "passwd.pdf"],
    ["..\\..\\Windows\\kế hoạch.pdf", "kế hoạch.pdf"],
    ["C:\\fakepath\\a.pdf", "a.pdf"],
    ["/", "minh-chung.pdf"],
    ["..", "minh-chung.pdf"],
    ["", "minh-chung.pdf"],
    ["   .pdf", "minh-chung.pdf"],
    [".htaccess", "htaccess.pdf"],
    ["a\0b\r\nc.pdf", "abc.pdf"],
    ["phê-duyệt\u202efdp.exe", "phê-duyệtfdp.exe.pdf"],
    ["a\u200b\ufeffb.pdf", "ab.pdf"],
    ["CON.pdf", "_CON.pdf"],
    ["con", "_con.pdf"],
    ["Aux.số 2.pdf", "_Aux.số 2.pdf"],
    ["com¹.pdf", "_com¹.pdf"],
    ["console.pdf", "console.pdf"],
    ['a:b*c?"d<e>f|g.pdf', "a-b-c--d-e-f-g.pdf"],
    ["kết thúc. . .pdf", "kết thúc.pdf"],
    ["a.pdf ", "a.pdf"],
    ["\ud800a.pdf", "\ufffda.pdf"],
    ["báo cáo.docx.pdf", "báo cáo.docx.pdf"],
  ])("%j becomes %j", (name, expected) => {
    expect(toDownloadName(name, "pdf")).toBe(expected);
  });

  test("keeps each ending that the format knows, and gives its own otherwise", () => {
    expect(toDownloadName("anh.JPEG", "jpeg")).toBe("anh.jpeg");
    expect(toDownloadName("anh.png", "jpeg")).toBe("anh.png.jpg");
  });

  test("a long name is cut between letters", () => {
    const name = toDownloadName(`${"ữ".repeat(300)}.docx`, "docx");
    expect(name).toBe(`${"ữ".repeat(58)}.docx`);
    expect(toDownloadName(`${"q\u0303".repeat(300)}.txt`, "txt")).toMatch(/^(q\u0303){58}\.txt$/);
  });

  test("whatever was sent, the name is safe, and making it again changes nothing", () => {
    const anything = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom(..."a./\\:\0 \u202eệNUL") }),
    );
    fc.assert(
      fc.property(anything, fc.constantFrom(...EVIDENCE_FORMATS), (name, format) => {
        const made = toDownloadName(name, format);
        expect(Buffer.byteLength(made)).toBeLessThanOrEqual(180);
        expect(made).toBe(made.normalize("NFC"));
        expect(made).not.toMatch(/[/\\:<>"|?*\p{Cc}\p{Cf}]|^[.\s]|[.\s]$|^(con|nul|aux|prn)(\.|$)/iu);
        expect(FORMAT_NAMES[format].extensions).toContain(made.split(".").at(-1));
        expect(toDownloadName(made, format)).toBe(made);
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});

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
