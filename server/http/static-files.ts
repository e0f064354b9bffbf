import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sirv from "sirv";
import { answer, type HttpHandler } from "./http-handler.ts";

/** The verifier page, one file whose script stands in it. */
const VERIFIER = "verifier.html";

/** The policy that a page names for itself: ours, with a nonce, would stop its script. Nobody may frame it either. */
function readPolicy(path: string): string {
  const html = existsSync(path) ? readFileSync(path, "utf8") : "";
  const own = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? "default-src 'none'";
  return `${own}; frame-ancestors 'none'`;
}

/**
 * Files of the browser's build, known by name since the start, so no path leads out of the folder.
 *
 * A `.br` or `.gz` beside a file is sent in its place. What lies under `/assets/` has a hash in its name and never
 * changes; when it is missing this answers 404, or Remix would render a page for it.
 *
 * @param clientDir - `build/client`.
 */
export function createStaticHandler(clientDir: string): HttpHandler {
  const verifierPolicy = readPolicy(join(clientDir, VERIFIER));
  const serve = sirv(clientDir, {
    etag: true,
    brotli: true,
    gzip: true,
    extensions: [],
    setHeaders: (response, pathname) => {
      const isHashed = pathname.startsWith("/assets/");
      response.setHeader("Cache-Control", isHashed ? "public, max-age=31536000, immutable" : "public, max-age=3600");
      if (pathname === `/${VERIFIER}`) response.setHeader("Content-Security-Policy", verifierPolicy);
    },
  });
  return (request, response, url) => {
    if (request.method !== "GET" && request.method !== "HEAD") return false;
    let isFound = true;
    // Files of the build are small, and a range that makes no sense would end in an exception.
    const { range } = request.headers;
    delete request.headers.range;
    // A build that replaces files under a running server must not stop it.
    response.once("pipe", (file) => file.once("error", (error) => response.destroy(error)));
    serve(request, response, () => {
      isFound = false;
    });
    if (isFound) return true;
    response.removeAllListeners("pipe");
    if (range !== undefined) request.headers.range = range;
    if (!url.pathname.startsWith("/assets/")) return false;
    answer(response, 404, "no such file");
    return true;
  };
}
