import type { EvidenceContent } from "../../server/services/workbench/read-evidence-content.ts";
import { toByteRange } from "./byte-range.server.ts";

/** Under which type a file goes out, and what a browser does with it. */
export interface FileDelivery {
  readonly mediaType: string;
  /** Value of `Content-Disposition`. */
  readonly disposition: string;
}

/**
 * The bytes of somebody's document, whole or in a range, streamed. It is somebody else's file: it runs nothing under
 * our address, nobody frames or embeds it, and no cache keeps it.
 */
export async function answerFile(
  request: Request,
  { sha256, size, read }: EvidenceContent,
  { mediaType, disposition }: FileDelivery,
): Promise<Response> {
  const etag = `"${sha256}"`;
  const headers = {
    "Content-Type": mediaType,
    "Content-Disposition": disposition,
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "Accept-Ranges": "bytes",
    ETag: etag,
  };
  const isSame = (name: string): boolean => (request.headers.get(name) ?? etag) === etag;
  if (request.headers.has("if-none-match") && isSame("if-none-match")) {
    return new Response(null, { status: 304, headers });
  }
  // Who has parts of another file wants the whole of this one.
  const range = isSame("if-range") ? toByteRange(request.headers.get("range"), size) : null;
  if (range === "unsatisfiable") {
    return new Response(null, { status: 416, headers: { ...headers, "Content-Range": `bytes */${size}` } });
  }
  const { start, end } = range ?? { start: 0, end: size };
  const length = { "Content-Length": String(end - start) };
  const part = range === null ? {} : { "Content-Range": `bytes ${start}-${end - 1}/${size}` };
  const status = range === null ? 200 : 206;
  return new Response(await read(start, end), { status, headers: { ...headers, ...length, ...part } });
}

/**
 * Has a browser keep a file under a name of any letters.
 *
 * @param name - NFC, safe: see `toSafeFileName`.
 * @returns with the letters of ASCII for what does not know the other form.
 * @see RFC 6266, 4.3 and appendix D; RFC 8187, 3.2.1.
 */
export function toAttachment(name: string): string {
  const plain = name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/đ/g, "d")
    .replace(/Đ/g, "D")
    .replace(/[^ -~]|["\\%]/g, "_");
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
