// A worker thread of extract-text.ts: a hostile file costs this thread and nothing else.
import { fileURLToPath } from "node:url";
import { parentPort } from "node:worker_threads";
import { getDocument, type PDFDocumentLoadingTask, version } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { Extraction } from "../../domain/annotation/extraction.ts";
import { assembleExtraction } from "./assemble-extraction.ts";
import type { PageText } from "./page-text.ts";
import { readPage } from "./read-page.ts";

/** What the main thread asks for. */
export interface ExtractRequest {
  readonly bytes: Uint8Array;
  readonly pagesMax: number;
}

/** A whole extraction, or the code and details of a refusal. */
export type ExtractAnswer = { readonly extraction: Extraction } | Refused;

interface Refused {
  readonly code: string;
  readonly details: Record<string, number>;
}

const packageFolder = new URL("./", import.meta.resolve("pdfjs-dist/package.json"));
const dataFolder = (name: string): string => fileURLToPath(new URL(`${name}/`, packageFolder));

parentPort!.on("message", ({ bytes, pagesMax }: ExtractRequest) => {
  // A failure that is not the file's is left unhandled: it ends this thread, and the main thread hears of it.
  void extract(bytes, pagesMax).then((answer) => parentPort!.postMessage(answer));
});

async function extract(data: Uint8Array, pagesMax: number): Promise<ExtractAnswer> {
  const loading = getDocument({
    data,
    verbosity: 0,
    disableFontFace: true,
    useSystemFonts: false,
    isEvalSupported: false,
    // Pictures are never decoded: only text is read here.
    maxImageSize: 1,
    cMapUrl: dataFolder("cmaps"),
    standardFontDataUrl: dataFolder("standard_fonts"),
  });
  const read = await readPages(loading, pagesMax);
  await loading.destroy();
  if ("code" in read) return read;
  return { extraction: { extractor: "assay-pdf-text", version: `1+pdfjs-${version}`, ...assembleExtraction(read) } };
}

async function readPages(loading: PDFDocumentLoadingTask, pagesMax: number): Promise<PageText[] | Refused> {
  try {
    const document = await loading.promise;
    const pages = document.numPages;
    // pdf.js gives up on a broken page tree by counting no pages.
    if (pages < 1) return { code: "evidence.unreadable", details: {} };
    if (pages > pagesMax) return { code: "evidence.too-many-pages", details: { pages, pagesMax } };
    const read: PageText[] = [];
    for (let number = 1; number <= pages; number += 1) {
      const page = await document.getPage(number);
      read.push(await readPage(page));
      page.cleanup();
    }
    return read;
  } catch (error) {
    // pdf.js has a class of its own for each kind of damage; all but the password mean the same to the sender.
    const encrypted = error instanceof Error && error.name === "PasswordException";
    return { code: encrypted ? "evidence.encrypted" : "evidence.unreadable", details: {} };
  }
}
