import fc from "fast-check";
import { expect, test } from "vitest";
import { isSafeFileName, toSafeFileName } from "../../../server/domain/evidence/file-name.ts";

test.each([
  ["báo cáo.pdf", "báo cáo.pdf"],
  ["báo cáo.pdf".normalize("NFD"), "báo cáo.pdf"],
  ["../../etc/passwd", "passwd"],
  ["C:\\Users\\a\\kế hoạch.docx", "kế hoạch.docx"],
  ["a\u0000b\u200B\u202Ec.pdf", "abc.pdf"],
  ['<img src="x">.html', "img src=x.html"],
  ["  hai   chữ .pdf ", "hai chữ .pdf"],
  [".htaccess", "htaccess"],
  ["...", ""],
  ["/", ""],
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
