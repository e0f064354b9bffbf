import {
  AnnotationMode,
  getDocument,
  GlobalWorkerOptions,
  type PDFDocumentProxy,
  PDFDataRangeTransport,
  type PDFPageProxy,
  PDFWorker,
  TextLayer,
  version,
} from "pdfjs-dist/legacy/build/pdf.mjs";
import workerPath from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";
import type { PageItem } from "#domain/annotation/align-page.ts";
import type { EvidenceFile } from "./evidence-file.ts";
import type { PageLetters, PageSource } from "./page-source.ts";
import { type GlyphFont, listGlyphs } from "./pdf-glyphs.ts";
import { splitWords } from "./split-words.ts";

/** Of one request for a part of the file. */
const PART_BYTES = 128 * 1024;
/** Words that are laid out in one task. */
const PORTION_ITEMS = 64;
/** Where the build puts what pdf.js fetches by name; see pdfjs-files.ts. */
const FILES = `/assets/pdfjs-${version}/`;

let worker: PDFWorker | null = null;

/** One worker for all documents of the page: it is most of what starting costs. */
function getWorker(): PDFWorker {
  GlobalWorkerOptions.workerSrc = workerPath;
  if (worker === null || worker.destroyed) worker = PDFWorker.create({ verbosity: 0 });
  return worker;
}

/** A PDF that is being drawn while the rest of it comes. */
export interface PdfSource extends PageSource {
  /** Hands over what came after the head of the file, in order. */
  addChunk(chunk: Uint8Array<ArrayBuffer>): void;
  endChunks(): void;
}

/**
 * Opens a PDF by parts of it. Scripts, forms, links and attachments are never looked at: pages are pictures with
 * letters.
 *
 * @throws Error when it is no PDF that can be read.
 */
export async function openPdf(file: EvidenceFile, onFailure: (error: unknown) => void): Promise<PdfSource> {
  const isWhole = file.head.length >= file.size;
  const parts = new FileParts(file, onFailure);
  const loading = getDocument({
    range: parts,
    rangeChunkSize: PART_BYTES,
    // The rest of the file comes by the stream that is hashed.
    disableAutoFetch: true,
    worker: getWorker(),
    verbosity: 0,
    isEvalSupported: false,
    // Compiling WebAssembly would take a wider content policy; the same decoders are there as scripts.
    useWasm: false,
    enableXfa: false,
    cMapUrl: `${FILES}cmaps/`,
    standardFontDataUrl: `${FILES}standard_fonts/`,
    wasmUrl: `${FILES}wasm/`,
  });
  if (isWhole) parts.onDataProgressiveDone();
  const document = await loading.promise;
  const first = (await document.getPage(1)).getViewport({ scale: 1 });
  return {
    pageCount: document.numPages,
    firstSize: { width: first.width, height: first.height },
    addChunk: (chunk) => parts.onDataProgressiveRead(chunk),
    endChunks: () => parts.onDataProgressiveDone(),
    async readSize(page) {
      const { width, height } = (await document.getPage(page)).getViewport({ scale: 1 });
      return { width, height };
    },
    draw: (page, canvas, options) => drawPage(document, page, { canvas, ...options }),
    letter: (page, container, signal) => letterPage(document, page, { container, signal }),
    release: (page) => void document.getPage(page).then((proxy) => proxy.cleanup(), ignoreClosed),
    close: () => void loading.destroy().catch(ignoreClosed),
  };
}

/** A document that is closed while a page of it is asked for answers with an error that nobody waits for. */
const ignoreClosed = (): undefined => undefined;

/** Gives pdf.js the parts of the file that it asks for. */
class FileParts extends PDFDataRangeTransport {
  readonly #file: EvidenceFile;
  readonly #onFailure: (error: unknown) => void;

  constructor(file: EvidenceFile, onFailure: (error: unknown) => void) {
    // The head is handed away for good, and is still needed for the hash.
    super(file.size, file.head.slice(), file.head.length >= file.size);
    this.#file = file;
    this.#onFailure = onFailure;
  }

  override requestDataRange(begin: number, end: number): void {
    this.#file.readPart(begin, end).then((bytes) => this.onDataRange(begin, bytes), this.#onFailure);
  }
}

async function drawPage(
  document: PDFDocumentProxy,
  page: number,
  { canvas, width, signal }: { canvas: HTMLCanvasElement; width: number; signal: AbortSignal },
): Promise<void> {
  const proxy = await document.getPage(page);
  signal.throwIfAborted();
  const viewport = proxy.getViewport({ scale: width / proxy.getViewport({ scale: 1 }).width });
  canvas.width = Math.round(viewport.width);
  canvas.height = Math.round(viewport.height);
  const task = proxy.render({ canvas, viewport });
  const cancel = (): void => task.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  try {
    await task.promise;
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

async function letterPage(
  document: PDFDocumentProxy,
  page: number,
  { container, signal }: { container: HTMLElement; signal: AbortSignal },
): Promise<PageLetters | null> {
  const proxy = await document.getPage(page);
  const lines = await proxy.getTextContent();
  signal.throwIfAborted();
  if (lines.items.every((item) => !("str" in item) || item.str.trim() === "")) return null;
  const content = { ...lines, items: await cutIntoWords(proxy, lines) };
  signal.throwIfAborted();
  const items = listItems(proxy, content.items);
  const viewport = proxy.getViewport({ scale: 1 });
  const layer = new TextLayer({ textContentSource: toPortions(content, signal), container, viewport });
  await layer.render();
  return { items, elements: layer.textDivs };
}

type TextContent = Awaited<ReturnType<PDFPageProxy["getTextContent"]>>;
type ContentItem = TextContent["items"][number];
type TextItem = Extract<ContentItem, { str: string }>;

/** Lines of a page as words that stand where they are drawn; what draws a broken page may say nothing of it. */
async function cutIntoWords(page: PDFPageProxy, { items, styles }: TextContent): Promise<TextItem[]> {
  const lines = items.filter((item) => "str" in item);
  const operators = await page.getOperatorList({ annotationMode: AnnotationMode.DISABLE }).catch(() => null);
  const pencil = globalThis.document.createElement("canvas").getContext("2d");
  if (operators === null || pencil === null) return lines;
  const glyphs = listGlyphs(operators, (name) => findFont(page, name));
  return splitWords(lines, glyphs, (text, fontName) => {
    const font = `100px ${styles[fontName]?.fontFamily ?? "sans-serif"}`;
    if (pencil.font !== font) pencil.font = font;
    return pencil.measureText(text).width;
  });
}

/** Fonts are there once the operators are listed. */
function findFont({ commonObjs }: PDFPageProxy, name: string): GlyphFont | null {
  if (!commonObjs.has(name)) return null;
  const font = commonObjs.get(name) as { fontMatrix?: readonly number[]; vertical?: boolean };
  return { unit: font.fontMatrix?.[0] ?? 0.001, isVertical: font.vertical === true };
}

/** The letters of a page in tasks of some milliseconds: a key that is pressed meanwhile is answered between two. */
function toPortions(content: TextContent, signal: AbortSignal): ReadableStream<TextContent> {
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve));
      if (signal.aborted) return controller.error(signal.reason);
      controller.enqueue({ ...content, items: content.items.slice(at, at + PORTION_ITEMS) });
      at += PORTION_ITEMS;
      if (at >= content.items.length) controller.close();
    },
  });
}

function listItems(page: PDFPageProxy, content: readonly ContentItem[]): PageItem[] {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const [a = 1, b = 0, c = 0, d = -1, e = 0, f = 0] = transform;
  return content.flatMap((item) => {
    if (!("str" in item)) return [];
    const [, , up = 0, over = 0, x = 0, y = 0] = item.transform as number[];
    return [
      {
        text: item.str,
        x: ((a * x + c * y + e) / width) * 100,
        y: ((b * x + d * y + f) / height) * 100,
        width: (item.width / width) * 100,
        size: (Math.hypot(up, over) / height) * 100,
      },
    ];
  });
}
