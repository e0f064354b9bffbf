import { fileURLToPath } from "node:url";
import { getDocument, type PDFDocumentLoadingTask, version } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { Extraction } from "../../domain/annotation/extraction.ts";
import { Refusal } from "../../domain/refusal.ts";
import { assembleExtraction } from "./assemble-extraction.ts";
import { findPdfActions } from "./find-pdf-actions.ts";
import type { PageText } from "./page-text.ts";
import { readPage } from "./read-page.ts";

const packageFolder = new URL("./", import.meta.resolve("pdfjs-dist/package.json"));
const dataFolder = (name: string): string => fileURLToPath(new URL(`${name}/`, packageFolder));

/** Nothing of the file runs: no font code, no script; and no resource is looked for on this machine. */
export const pdfOptions = {
  verbosity: 0,
  disableFontFace: true,
  useSystemFonts: false,
  isEvalSupported: false,
  enableXfa: false,
  cMapUrl: dataFolder("cmaps"),
  standardFontDataUrl: dataFolder("standard_fonts"),
};

/**
 * Reads the text layer of a PDF.
 *
 * @param bytes - are given away: pdf.js keeps them.
 * @throws Refusal `evidence.unreadable` (damaged or cut off), `evidence.encrypted`, `evidence.too-many-pages`.
 */
export async function readPdf(bytes: Uint8Array, pagesMax: number): Promise<Extraction> {
  // A PDF ends with a mark of its own: without it, a part of the file is missing.
  if (!String.fromCharCode(...bytes.subarray(-1024)).includes("%%EOF")) throw new Refusal("evidence.unreadable");
  const contains = findPdfActions(bytes);
  // Pictures are never decoded: only text is read here.
  const loading = getDocument({ ...pdfOptions, data: bytes, maxImageSize: 1 });
  try {
    const pages = await readPages(loading, pagesMax);
    return {
      extractor: "assay-pdf-text",
      version: `2+pdfjs-${version}`,
      format: "pdf",
      ...assembleExtraction(pages),
      ...(contains.length > 0 && { contains }),
    };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    // pdf.js has a class of its own for each kind of damage; all but the password mean the same to the sender.
    const isLocked = error instanceof Error && error.name === "PasswordException";
    throw new Refusal(isLocked ? "evidence.encrypted" : "evidence.unreadable");
  } finally {
    await loading.destroy();
  }
}

async function readPages(loading: PDFDocumentLoadingTask, pagesMax: number): Promise<PageText[]> {
  const document = await loading.promise;
  const pages = document.numPages;
  // pdf.js gives up on a broken page tree by counting no pages.
  if (pages < 1) throw new Refusal("evidence.unreadable");
  if (pages > pagesMax) throw new Refusal("evidence.too-many-pages", { pages, pagesMax });
  const read: PageText[] = [];
  for (let number = 1; number <= pages; number += 1) {
    const page = await document.getPage(number);
    read.push(await readPage(page));
    page.cleanup();
  }
  return read;
}
