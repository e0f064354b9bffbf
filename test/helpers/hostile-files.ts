import { randomBytes } from "node:crypto";
import type { FileClaim } from "#domain/evidence/file-claim.ts";
import { makeDocxParts, makeXlsxParts, paragraph, relationship } from "./make-office.ts";
import { makeJpeg, makePng } from "./make-picture.ts";
import { makeZip, type ZipEntry } from "./make-zip.ts";

const MB = 1024 * 1024;
const EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
const MACRO = "application/vnd.ms-word.document.macroEnabled";
const docx = makeDocxParts(paragraph("Kế hoạch"));
const docxWith = (...more: ZipEntry[]): Buffer => makeZip([...docx, ...more]);
const docxWithLinks = (relationships: string): Buffer => makeZip(makeDocxParts("", { relationships }));
const pdf = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");
const zeros = (bytes: number): ZipEntry => ({ name: "word/media/a.png", content: Buffer.alloc(bytes) });
const override = (type: string): string => `<Override PartName="/word/x" ContentType="${type}"/>`;
const macroDocument = makeDocxParts("").map((part) =>
  part.name.startsWith("[")
    ? { ...part, content: String(part.content).replace(/application\/[^"]*main\+xml/, `${MACRO}.main+xml`) }
    : part,
);
const laughs =
  `<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">` +
  `<!ENTITY x SYSTEM "file:///etc/hostname">]><w>&c;&x;</w>`;
const deep = (name: string): string => `<${name}>`.repeat(100_000) + `</${name}>`.repeat(100_000);
const row = `<row><c><v>1</v></c><c><v>2</v></c></row>`;
/** An instruction in two pieces, as an attacker hides it. */
const field = (start: string, end: string): string =>
  `<w:p><w:r><w:instrText>${start}</w:instrText></w:r><w:r><w:instrText>${end}</w:instrText></w:r></w:p>`;
const template = (target: string): string => relationship("t", "attachedTemplate", target, "External");
const macroSheet: ZipEntry = { name: "xl/macrosheets/sheet1.xml", content: "<a/>" };
const bomb: ZipEntry = { name: "xl/a.xml", content: laughs };
/** Parts that stay under the ratio and are too much together: half of each does not pack. */
const thick = (count: number): ZipEntry[] => {
  const content = Buffer.concat([randomBytes(MB / 16), Buffer.alloc(8 * MB)]);
  return Array.from({ length: count }, (_, position) => ({ name: `word/media/${position}.png`, content }));
};
const small = (count: number): ZipEntry[] =>
  Array.from({ length: count }, (_, position) => ({ name: `word/media/${position}.png`, content: "" }));
const overlapping: ZipEntry[] = Array.from({ length: 500 }, (_, position) => ({
  name: `word/media/${1000 + position}.png`,
  content: Buffer.alloc(MB),
}));
const nested = makeZip(makeXlsxParts([["a", ""]], { more: [{ name: "xl/embeddings/b.xlsx", content: "" }] }));
const claim = (name: string, mediaType = ""): FileClaim => ({ name, mediaType });
const locked = Buffer.concat([
  Buffer.from("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "latin1"),
  Buffer.from("EncryptedPackage", "utf16le"),
]);

/** Name, bytes, the code of the refusal after `evidence.`, and what the sender claims where that matters. */
export type HostileFile = [name: string, makeBytes: () => Uint8Array, code: string, claim?: FileClaim];

/** Files that somebody sends who means harm, or whose computer does; every one is refused. */
export const HOSTILE_FILES: readonly HostileFile[] = [
  ["a program", () => Buffer.from("MZ\x90\0\x03\0\0\0\x04\0", "latin1"), "unknown-format"],
  ["a program named as a PDF", () => Buffer.from("\x7fELF\x02\x01\x01\0", "latin1"), "unknown-format", claim("a.pdf")],
  ["a GIF", () => Buffer.from("GIF89a\x01\0\x01\0\0\0\0;", "latin1"), "unknown-format"],
  ["a GIF that is also a page", () => Buffer.from("GIF89a/*<html>*/=1;<script>"), "unknown-format"],
  ["an RTF", () => Buffer.from("{\\rtf1\\ansi a}"), "unknown-format"],
  ["a plain zip", () => makeZip([{ name: "a.txt", content: "a" }]), "unknown-format"],
  ["a Word file named as a PDF", () => makeZip(docx), "other-format", claim("a.pdf")],
  ["a Word file sent as a page", () => makeZip(docx), "other-format", claim("a.docx", "text/html")],
  ["a page named as text", () => Buffer.from("<!doctype html><p>a"), "other-format", claim("a.txt")],
  ["a drawing", () => Buffer.from(`<?xml version="1.0"?><!-- a --><svg onload="alert(1)"/>`), "svg"],
  ["a drawing with a document type", () => Buffer.from(`<!DOCTYPE svg [<!ENTITY a "b">]><svg/>`), "svg"],
  ["a zip behind a PDF", () => Buffer.concat([pdf, makeZip(docx)]), "two-formats"],
  ["a zip behind a PNG", () => Buffer.concat([makePng(1, 1), makeZip(docx)]), "two-formats"],
  ["a zip behind a JPEG", () => Buffer.concat([makeJpeg(1, 1), makeZip(docx)]), "two-formats"],
  ["a page behind a PNG", () => Buffer.concat([makePng(1, 1), Buffer.from("<script>")]), "two-formats"],
  ["a PDF inside a JPEG", () => makeJpeg(1, 1, { comment: "%PDF-1.7" }), "two-formats"],
  ["a program before a Word file", () => makeZip(docx, { before: Buffer.from("PK\x03\x04MZ") }), "two-formats"],
  ["a Word file with something behind it", () => makeZip(docx, { after: Buffer.from("<html>") }), "unreadable"],
  ["a file that is Word and Excel", () => makeZip(makeDocxParts("", { types: override(EXCEL) })), "two-formats"],
  ["macros", () => docxWith({ name: "word/vbaProject.bin", content: "a" }), "macros"],
  ["a macro document renamed", () => makeZip(macroDocument), "macros", claim("a.docx")],
  ["macros under another name", () => docxWithLinks(relationship("m", "vbaProject", "a.xml")), "macros"],
  ["a field that starts a program", () => makeZip(makeDocxParts(field("DDE", "AUTO cmd"))), "macros"],
  ["an old macro sheet", () => makeZip(makeXlsxParts([["a", ""]], { more: [macroSheet] })), "macros"],
  ["an embedded object", () => docxWith({ name: "word/embeddings/oleObject1.bin", content: "a" }), "embedded-object"],
  ["ActiveX", () => docxWith({ name: "word/activeX/activeX1.xml", content: "<a/>" }), "embedded-object"],
  ["a template from elsewhere", () => docxWithLinks(template("https://example.org/a.dotm")), "embedded-object"],
  ["an Office file with a password", () => locked, "encrypted"],
  ["an old Word file", () => Buffer.from("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "latin1"), "old-office"],
  ["an encrypted part", () => docxWith({ name: "a.xml", content: "<a/>", isEncrypted: true }), "encrypted"],
  ["a part that unpacks a thousandfold", () => docxWith(zeros(40 * MB)), "unpacks-too-large"],
  ["many parts that unpack to too much", () => makeZip([...docx, ...thick(9)]), "unpacks-too-large"],
  ["a part that claims to be small", () => docxWith({ ...zeros(4 * MB), claimedBytes: 100 }), "unreadable"],
  ["parts that share their bytes", () => makeZip(overlapping, { overlaps: true }), "unreadable"],
  ["a part with two names", () => docxWith({ name: "a.xml", localName: "b.xml", content: "<a/>" }), "unreadable"],
  ["the same part twice", () => docxWith({ name: "WORD/document.xml", content: "<a/>" }), "unreadable"],
  ["a part that leaves its folder", () => docxWith({ name: "../../a.xml", content: "<a/>" }), "unreadable"],
  ["more parts than allowed", () => makeZip([...docx, ...small(2_500)]), "too-many-parts"],
  [
    "a workbook inside a workbook",
    () => docxWith({ name: "word/embeddings/a.xlsx", content: nested }),
    "embedded-object",
  ],
  ["entities without end in Word", () => docxWith({ name: "word/a.xml", content: laughs }), "unreadable"],
  ["entities without end in Excel", () => makeZip(makeXlsxParts([["a", ""]], { more: [bomb] })), "unreadable"],
  ["XML that nests too deeply", () => docxWith({ name: "word/a.xml", content: deep("a") }), "too-complex"],
  ["a page that nests too deeply", () => Buffer.from(`<html>${"<div>".repeat(50_000)}`), "too-complex"],
  ["more cells than allowed", () => makeZip(makeXlsxParts([["a", row.repeat(30_000)]])), "too-many-cells"],
  ["a cell outside of any sheet", () => makeZip(makeXlsxParts([["a", `<c r="ZZZ1"><v>1</v></c>`]])), "unreadable"],
  ["a PNG of a million by a million", () => makePng(1_000_000, 1_000_000), "too-many-pixels"],
  ["a JPEG of 65 535 by 65 535", () => makeJpeg(65_535, 65_535), "too-many-pixels"],
  ["a PNG that is cut off", () => makePng(8, 8).subarray(0, 40), "unreadable"],
  ["bytes that are no text", () => Buffer.from([0x74, 0xe1, 0xba, 0x20]), "unknown-encoding"],
];
