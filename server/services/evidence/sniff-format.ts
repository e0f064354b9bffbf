import { Buffer } from "node:buffer";
import { fileTypeFromBuffer } from "file-type";
import type { EvidenceFormat } from "../../domain/evidence/format.ts";
import { Refusal } from "../../domain/refusal.ts";
import { decodeText } from "./read-text.ts";

/** What a file's first bytes say; an Office file is told apart when it is unpacked. */
export type Sniffed =
  | { readonly kind: Exclude<EvidenceFormat, "docx" | "xlsx" | "txt" | "html"> }
  | { readonly kind: "package" }
  | { readonly kind: "txt" | "html"; readonly text: string };

/** Elements that a page may begin with; what begins with none of them is text that happens to have brackets. */
const htmlElements =
  "html head body title meta link base style script div p span h[1-6] table ul ol dl a b i u br hr img center font " +
  "section article main header footer nav form iframe pre blockquote";
const htmlStart = new RegExp(`^(<!doctype html|<(${htmlElements.replaceAll(" ", "|")})[\\s/>])`, "i");
const startsWith = (bytes: Buffer, mark: string): boolean => bytes.toString("latin1", 0, mark.length) === mark;

/**
 * Finds the kind of a file from its content alone.
 *
 * @throws Refusal `evidence.empty`, `evidence.unknown-format` (with what it is, where that is known),
 *   `evidence.old-office`, `evidence.encrypted` (an Office file), `evidence.svg`, `evidence.unknown-encoding`,
 *   `evidence.two-formats`.
 */
export async function sniffFormat(bytes: Buffer): Promise<Sniffed> {
  if (bytes.length === 0) throw new Refusal("evidence.empty");
  if (startsWith(bytes, "PK\x03\x04")) return { kind: "package" };
  if (isZipAtEnd(bytes)) throw new Refusal("evidence.two-formats");
  if (startsWith(bytes, "%PDF-")) return { kind: "pdf" };
  const picture = startsWith(bytes, "\x89PNG\r\n\x1a\n") ? "png" : startsWith(bytes, "\xff\xd8\xff") ? "jpeg" : null;
  // Readers of PDF take a file whose mark stands anywhere in the first kilobyte.
  if (bytes.toString("latin1", 0, 1024).includes("%PDF-")) throw new Refusal("evidence.two-formats");
  if (picture !== null) return { kind: picture };
  if (startsWith(bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) {
    const isLocked = bytes.includes(Buffer.from("EncryptedPackage", "utf16le"));
    throw new Refusal(isLocked ? "evidence.encrypted" : "evidence.old-office");
  }
  return sniffText(bytes);
}

async function sniffText(bytes: Buffer): Promise<Sniffed> {
  // XML and pages are told apart below, where the answer counts; the library names what nobody takes here.
  const detected = await fileTypeFromBuffer(bytes.subarray(0, 65_536));
  if (detected !== undefined && detected.ext !== "xml") {
    throw new Refusal("evidence.unknown-format", { detected: detected.ext });
  }
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (!isWide && /[\0-\x08\x0b\x0e-\x1a\x1c-\x1f]/.test(bytes.toString("latin1"))) {
    throw new Refusal("evidence.unknown-format");
  }
  const text = decodeText(bytes);
  const start = skipPreamble(text);
  if (/^<(svg|[a-z]+:svg)[\s/>]/i.test(start) || /^<!doctype svg/i.test(start)) throw new Refusal("evidence.svg");
  if (htmlStart.test(start)) return { kind: "html", text };
  if (/^<\?xml\b/i.test(text.trimStart())) throw new Refusal("evidence.unknown-format", { detected: "xml" });
  return { kind: "txt", text };
}

/** What stands after blanks, comments, the XML declaration and, for a drawing, its document type. */
function skipPreamble(text: string): string {
  let rest = text.slice(0, 1_000_000).trimStart();
  for (;;) {
    const end = rest.startsWith("<!--") ? "-->" : rest.startsWith("<?") ? "?>" : null;
    const at = end === null ? -1 : rest.indexOf(end);
    if (end === null || at < 0) return rest.slice(0, 200);
    rest = rest.slice(at + end.length).trimStart();
  }
}

/** A zip is found from its end: a file that also ends as one is two files in one. */
function isZipAtEnd(bytes: Buffer): boolean {
  const directoryEnd = Buffer.from("PK\x05\x06", "latin1");
  for (let at = bytes.lastIndexOf(directoryEnd); at >= Math.max(0, bytes.length - 65_557);) {
    if (at + 22 <= bytes.length && at + 22 + bytes.readUInt16LE(at + 20) <= bytes.length) {
      const start = at - bytes.readUInt32LE(at + 12);
      if (start === at || (start >= 0 && bytes.toString("latin1", start, start + 4) === "PK\x01\x02")) return true;
    }
    at = at === 0 ? -1 : bytes.lastIndexOf(directoryEnd, at - 1);
  }
  return false;
}
