import { getDocument, ImageKind, OPS, type PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { pdfOptions } from "./read-pdf.ts";
import type { PagePicture } from "./read-scans.ts";
import { type Matrix, walkOperators } from "./walk-operators.ts";

/** Pixels of one drawn page: A4 at 300 to the inch has nine million. */
const drawnPixelsMax = 12_000_000;
/** Pixels of one picture of the file; larger ones are left out. A4 at 600 to the inch has 35 million. */
const imagePixelsMax = 40_000_000;
const imagesMax = 200;

/** A decoded picture of a file, as pdf.js gives it. */
interface DecodedImage {
  readonly width: number;
  readonly height: number;
  readonly kind?: number;
  readonly data?: Uint8Array | Uint8ClampedArray;
}

interface PlacedImage {
  readonly image: DecodedImage;
  /** From the unit square to points of the page, from its upper left corner. */
  readonly matrix: Matrix;
  /** The grey of a pixel, 0–255; null where the picture paints nothing. */
  readonly read: (offset: number) => number | null;
}

/**
 * Draws the pictures of one page as they lie on it, in grey.
 *
 * A scan is a picture, or a few strips of one, on an empty page; nothing else is drawn. The pictures are decoded by
 * pdf.js, so that a program that reads the result is never given the file's own bytes.
 *
 * @param bytes - of a PDF; given away.
 * @returns as PGM; null when the page has no picture that can be drawn.
 */
export async function drawScan(bytes: Uint8Array, pageNumber: number): Promise<PagePicture | null> {
  const loading = getDocument({ ...pdfOptions, data: bytes, maxImageSize: imagePixelsMax });
  try {
    const page = await (await loading.promise).getPage(pageNumber);
    const images = await listImages(page);
    if (images.length === 0) return null;
    const { width, height } = page.getViewport({ scale: 1 });
    const scale = Math.min(Math.max(...images.map(toDensity)), Math.sqrt(drawnPixelsMax / (width * height)));
    const size = { width: Math.ceil(width * scale), height: Math.ceil(height * scale) };
    return { bytes: drawImages(images, { ...size, scale }), ...size };
  } finally {
    await loading.destroy();
  }
}

async function listImages(page: PDFPageProxy): Promise<PlacedImage[]> {
  const images: PlacedImage[] = [];
  const operators = await page.getOperatorList();
  for (const { operator, operands, matrix } of walkOperators(operators, page.getViewport({ scale: 1 }).transform)) {
    if (images.length === imagesMax) break;
    const isMask = operator === OPS.paintImageMaskXObject;
    if (!isMask && operator !== OPS.paintImageXObject && operator !== OPS.paintInlineImageXObject) continue;
    const image = await findImage(page, operands?.[0]);
    const read = image === null ? null : toReader(image, isMask);
    if (image !== null && read !== null) images.push({ image, matrix, read });
  }
  return images;
}

/** An operand is the image, names it, or has its data by name. */
async function findImage(page: PDFPageProxy, operand: unknown): Promise<DecodedImage | null> {
  if (typeof operand === "string") {
    const objects = operand.startsWith("g_") ? page.commonObjs : page.objs;
    return new Promise((resolve) => {
      objects.get(operand, (image: DecodedImage | null) => resolve(image));
    });
  }
  const image = operand as (DecodedImage & { data?: unknown }) | null | undefined;
  if (typeof image?.data !== "string") return image ?? null;
  return findImage(page, image.data);
}

function toReader({ width, kind, data }: DecodedImage, isMask: boolean): PlacedImage["read"] | null {
  if (data === undefined) return null;
  const toGrey = (at: number): number => (data[at]! * 77 + data[at + 1]! * 151 + data[at + 2]! * 28) >> 8;
  if (kind === ImageKind.RGB_24BPP) return (offset) => toGrey(offset * 3);
  if (kind === ImageKind.RGBA_32BPP) return (offset) => (data[offset * 4 + 3]! < 128 ? null : toGrey(offset * 4));
  const rowBytes = (width + 7) >> 3;
  const isSet = (offset: number): boolean => {
    const x = offset % width;
    return ((data[((offset - x) / width) * rowBytes + (x >> 3)]! >> (7 - (x & 7))) & 1) === 1;
  };
  // A mask paints where its bits are zero.
  return isMask ? (offset) => (isSet(offset) ? null : 0) : (offset) => (isSet(offset) ? 255 : 0);
}

/** Pixels of a picture to a point of the page, each way. */
function toDensity({ image: { width, height }, matrix: [a, b, c, d] }: PlacedImage): number {
  const area = Math.abs(a! * d! - b! * c!);
  return area === 0 ? 1 : Math.sqrt((width * height) / area);
}

function drawImages(
  images: readonly PlacedImage[],
  { width, height, scale }: { width: number; height: number; scale: number },
): Uint8Array {
  const head = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const drawn = new Uint8Array(head.length + width * height).fill(255);
  drawn.set(head);
  const grey = drawn.subarray(head.length);
  for (const { image, matrix, read } of images) {
    const [a, b, c, d, e, f] = matrix.map((value) => value * scale) as [number, number, number, number, number, number];
    const area = a * d - b * c;
    if (area === 0) continue;
    const xs = [e, e + a, e + c, e + a + c];
    const ys = [f, f + b, f + d, f + b + d];
    const [left, right] = [Math.max(0, Math.floor(Math.min(...xs))), Math.min(width, Math.ceil(Math.max(...xs)))];
    const [top, bottom] = [Math.max(0, Math.floor(Math.min(...ys))), Math.min(height, Math.ceil(Math.max(...ys)))];
    for (let y = top; y < bottom; y += 1) {
      for (let x = left; x < right; x += 1) {
        const [dx, dy] = [x + 0.5 - e, y + 0.5 - f];
        const u = (d * dx - c * dy) / area;
        const v = (a * dy - b * dx) / area;
        if (u < 0 || u >= 1 || v < 0 || v >= 1) continue;
        // The first row of a picture lies at the top of its square.
        const value = read(Math.floor((1 - v) * image.height) * image.width + Math.floor(u * image.width));
        if (value !== null) grey[y * width + x] = value;
      }
    }
  }
  return drawn;
}
