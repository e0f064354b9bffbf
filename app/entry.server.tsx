import { Transform } from "node:stream";
import { createReadableStreamFromReadable } from "@remix-run/node";
import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { en } from "./i18n/en.ts";
import { makeI18n } from "./i18n/make-i18n.ts";
import { vi } from "./i18n/vi.ts";
import { NonceContext } from "./ui/nonce-context.ts";

/** Deferred data that is not there by then is rejected; the page itself is cut a second later. */
export const streamTimeout = 5_000;

/** Both are here from the start: a build beside a running server takes away what it has not loaded. */
const CATALOGUES = { vi, en };

/**
 * Renders one document.
 *
 * Content-Security-Policy: every inline script carries the request's nonce. Nothing server-rendered may carry a `style`
 * attribute, because a strict `style-src` ignores it: geometry is written as SVG attributes or classes, and what only
 * the browser knows is set after hydration through CSSOM, which is allowed (`app/ui/use-css-properties.ts`).
 *
 * @returns the streamed response; for crawlers only when everything is there.
 */
export default async function handleRequest(
  request: Request,
  responseStatusCode: number,
  responseHeaders: Headers,
  remixContext: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  const { locale, nonce } = loadContext;
  const i18n = makeI18n(locale, CATALOGUES[locale]);
  const isComplete = isbot(request.headers.get("user-agent") ?? "");
  let status = responseStatusCode;

  return new Promise((resolve, reject) => {
    let isShellSent = false;
    const respond = (): void => {
      isShellSent = true;
      const body = new Transform({ transform: (chunk: Buffer, _encoding, done) => done(null, withoutZeros(chunk)) });
      responseHeaders.set("Content-Type", "text/html; charset=utf-8");
      responseHeaders.set("Content-Language", locale);
      resolve(new Response(createReadableStreamFromReadable(body), { headers: responseHeaders, status }));
      stream.pipe(body);
    };
    const stream = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <I18nextProvider i18n={i18n}>
          <RemixServer context={remixContext} url={request.url} nonce={nonce} />
        </I18nextProvider>
      </NonceContext.Provider>,
      {
        nonce,
        ...(isComplete ? { onAllReady: respond } : { onShellReady: respond }),
        onShellError: reject,
        onError(error: unknown) {
          status = 500;
          // Before the shell, the rejection reaches handleError; after it, nobody else would hear of this.
          if (isShellSent) loadContext.log.error({ err: error, url: request.url }, "rendering a page failed");
        },
      },
    );
    setTimeout(() => stream.abort(), streamTimeout + 1_000).unref();
  });
}

/** React 18 leaves zero bytes at the end of a chunk where the next letter, of two bytes or more, has no room. */
function withoutZeros(chunk: Buffer): Uint8Array {
  return chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk;
}

/** Logs what a loader, an action or the renderer threw; an aborted request and a wrong address are not failures. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs): void {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  context.log.error({ err: error, method: request.method, path: new URL(request.url).pathname }, "request failed");
}
