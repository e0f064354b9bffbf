import { deflateSync } from "node:zlib";

/** A PDF of these objects, numbered from 1; the first one is the catalogue. Readers rebuild the missing table. */
export function makePdf(objects: readonly (string | Uint8Array)[]): Uint8Array {
  const parts = objects.flatMap((body, number) => [`${number + 1} 0 obj\n`, body, "\nendobj\n"]);
  const all = ["%PDF-1.7\n", ...parts, "trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"];
  return Buffer.concat(all.map((part) => Buffer.from(part)));
}

/** The same with a catalogue in front. @param pages - the root of the page tree, object 2. */
export const pagesOf = (pages: string, ...more: (string | Uint8Array)[]): Uint8Array =>
  makePdf(["<< /Type /Catalog /Pages 2 0 R >>", pages, ...more]);

/** Empty pages, which are what a scan without a text layer is to a reader of text. */
export function makePages(count: number): Uint8Array {
  const pages = Array.from({ length: count }, () => "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>");
  const kids = pages.map((_, number) => `${number + 3} 0 R`).join(" ");
  return pagesOf(`<< /Type /Pages /Kids [${kids}] /Count ${count} >>`, ...pages);
}

/** One page whose content is a short stream that unpacks to `content` many times over. */
export function makeBomb(content: string, times: number): Uint8Array {
  const packed = deflateSync(Buffer.alloc(content.length * times, content));
  const stream = Buffer.concat([
    Buffer.from(`<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`),
    packed,
    Buffer.from("\nendstream"),
  ]);
  const page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Resources << >> /Contents 4 0 R >>";
  return pagesOf("<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream);
}
