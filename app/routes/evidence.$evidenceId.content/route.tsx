import type { LoaderFunctionArgs } from "@remix-run/node";
import { toByteRange } from "#app/http/byte-range.server.ts";
import { refusalToScript, requireSessionForScript } from "#app/http/script-answer.server.ts";
import type { EvidenceContent } from "../../../server/services/workbench/read-evidence-content.ts";

/** The bytes of a document for our own viewer, whole or in ranges. Nobody else frames, embeds or keeps them. */
export async function loader({ request, context, params }: LoaderFunctionArgs): Promise<Response> {
  try {
    const { account } = requireSessionForScript(context);
    const content = await context.services.pages.evidenceContent(account, params["evidenceId"] ?? "");
    return await respond(request, content);
  } catch (error) {
    return refusalToScript(error);
  }
}

async function respond(request: Request, { sha256, size, mediaType, read }: EvidenceContent): Promise<Response> {
  const etag = `"${sha256}"`;
  const headers = {
    "Content-Type": mediaType,
    "Content-Disposition": mediaType === "application/octet-stream" ? "attachment" : "inline",
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
