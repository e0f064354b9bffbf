import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { isOriginAllowed } from "./check-origin.ts";
import { answer, type HttpHandler } from "./http-handler.ts";
import { toSecurityHeaders } from "./security-headers.ts";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** What belongs to one request, for those who make the page's load context. */
export interface RequestFacts {
  /** In the response's `X-Request-Id` and in every line of the log. */
  readonly id: string;
  readonly nonce: string;
  readonly log: Logger;
}

export interface ListenerOptions {
  readonly publicOrigin: string;
  readonly isDevelopment: boolean;
  readonly log: Logger;
  /** Asked in order; the last one takes everything. */
  readonly handlers: readonly HttpHandler[];
}

const factsByRequest = new WeakMap<IncomingMessage, RequestFacts>();

/** @throws RangeError for a request that did not come through the listener. */
export function getRequestFacts(request: IncomingMessage): RequestFacts {
  const facts = factsByRequest.get(request);
  if (facts === undefined) throw new RangeError(`getRequestFacts: ${request.method} ${request.url} was never heard`);
  return facts;
}

/** What happens to every request: an id, headers, one line in the log, the origin check, then the handlers. */
export function createRequestListener(options: ListenerOptions): RequestListener {
  return (request, response) => {
    const id = randomUUID();
    const facts = { id, nonce: randomBytes(16).toString("base64"), log: options.log.child({ requestId: id }) };
    factsByRequest.set(request, facts);
    logWhenDone(request, response, facts.log);
    // Whatever fails below is answered and logged here.
    void answerRequest(request, response, options).catch((error: unknown) => {
      if (response.destroyed) return;
      facts.log.error({ err: error, method: request.method, path: toPath(request) }, "request failed");
      answer(response, 500, "something went wrong");
    });
  };
}

async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { publicOrigin, isDevelopment, handlers }: ListenerOptions,
): Promise<void> {
  const { id, nonce } = getRequestFacts(request);
  response.setHeader("X-Request-Id", id);
  const headers = toSecurityHeaders({ origin: publicOrigin, nonce, isDevelopment });
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value);

  if (!METHODS.includes(request.method ?? "")) return answer(response, 405, "no such method here");
  const url = parseUrl(request, publicOrigin);
  if (url === null) return answer(response, 400, "no such address");
  if (!isOriginAllowed(request, publicOrigin)) return answer(response, 403, "this request comes from another site");
  if (isOtherLocalName(request, url)) {
    response.writeHead(307, { Location: url.href }).end();
    return;
  }
  for (const handle of handlers) if (await handle(request, response, url)) return;
  answer(response, 404, "nothing here");
}

/** @returns null for what is no path: `*`, or a whole address as proxies are asked for. */
function parseUrl(request: IncomingMessage, publicOrigin: string): URL | null {
  const target = request.url ?? "";
  return target.startsWith("/") && URL.canParse(publicOrigin + target) ? new URL(publicOrigin + target) : null;
}

/**
 * This machine has several names, one of which is the origin: pages under another are sent there, or forms would fail.
 * Elsewhere the name is the proxy's business.
 */
function isOtherLocalName(request: IncomingMessage, url: URL): boolean {
  const host = request.headers.host ?? "";
  const isPage = request.method === "GET" && (request.headers.accept ?? "").includes("text/html");
  return isPage && LOCAL_HOST.test(url.host) && LOCAL_HOST.test(host) && host !== url.host;
}

/** Paths only: a query may carry what nobody else should read. */
function logWhenDone(request: IncomingMessage, response: ServerResponse, log: Logger): void {
  const startedMs = performance.now();
  const path = toPath(request);
  response.once("close", () => {
    const durationMs = Math.round(performance.now() - startedMs);
    const line = { method: request.method, path, status: response.statusCode, durationMs };
    if (response.writableFinished) log.info(line, "request answered");
    else log.info(line, "request aborted");
  });
}

function toPath(request: IncomingMessage): string {
  return (request.url ?? "").split("?", 1)[0] ?? "";
}
