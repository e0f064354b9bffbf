import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSafeFileName, toSafeFileName } from "#domain/evidence/file-name.ts";
import { EVIDENCE_FORMATS, FORMAT_NAMES } from "#domain/evidence/format.ts";

test.each([
  ["báo cáo.pdf", "báo cáo.pdf"],
  ["báo cáo.pdf".normalize("NFD"), "báo cáo.pdf"],
  ["../../etc/passwd", "passwd"],
  ["C:\\Users\\a\\kế hoạch.docx", "kế hoạch.docx"],
  ["a\u0000b\u200B\u202Ec.pdf", "abc.pdf"],
  ['<img src="x">.html', "-img src=-x--.html"],
  ["  hai   chữ .pdf ", "hai chữ.pdf"],
  [".htaccess", "htaccess"],
  ["...", ""],
  ["/", ""],
  [".pdf", "pdf"],
  ["NUL.pdf", "_NUL.pdf"],
  ["Bao cao.PDF", "Bao cao.PDF"],
  ["e\u200b\u0302.pdf", "ê.pdf"],
])("%j becomes %j", (given, expected) => {
  expect(toSafeFileName(given)).toBe(expected);
});

test("a long name keeps its ending", () => {
  const name = toSafeFileName(`${"ữ".repeat(300)}.pdf`);
  expect([...name]).toHaveLength(80);
  expect(name.endsWith("ữ.pdf")).toBe(true);
});

test("whatever is given, the result is safe, and stays as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (given) => {
      const name = toSafeFileName(given);
      expect(isSafeFileName(name)).toBe(true);
      expect(name).not.toMatch(/[\\/:*?"<>|\p{Cc}\p{Cf}]/u);
      expect(name).toBe(name.normalize("NFC"));
    }),
    { seed: 7 },
  );
});

describe("a name for a file of which the format is known", () => {
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
    expect(toSafeFileName(name, "pdf")).toBe(expected);
  });

  test("keeps each ending that the format knows, and gives its own otherwise", () => {
    expect(toSafeFileName("anh.JPEG", "jpeg")).toBe("anh.jpeg");
    expect(toSafeFileName("anh.png", "jpeg")).toBe("anh.png.jpg");
  });

  test("a long name is cut between letters", () => {
    const name = toSafeFileName(`${"ữ".repeat(300)}.docx`, "docx");
    expect(name).toBe(`${"ữ".repeat(75)}.docx`);
    expect(toSafeFileName(`${"q\u0303".repeat(300)}.txt`, "txt")).toMatch(/^(q\u0303){38}\.txt$/);
    expect(Buffer.byteLength(toSafeFileName("\u{20000}".repeat(80), "png"))).toBe(236 + 4);
  });

  test("whatever was sent, the name is safe, and making it again changes nothing", () => {
    const anything = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom(..."a./\\:\0 \u202eệNUL") }),
    );
    fc.assert(
      fc.property(anything, fc.constantFrom(...EVIDENCE_FORMATS), (name, format) => {
        const made = toSafeFileName(name, format);
        expect(Buffer.byteLength(made)).toBeLessThanOrEqual(240);
        expect(isSafeFileName(made)).toBe(true);
        expect(made).toBe(made.normalize("NFC"));
        expect(made).not.toMatch(/[/\\:<>"|?*\p{Cc}\p{Cf}]|^[.\s]|[.\s]$|^(con|nul|aux|prn)(\.|$)/iu);
        expect(FORMAT_NAMES[format].extensions).toContain(made.split(".").at(-1));
        expect(toSafeFileName(made, format)).toBe(made);
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});
