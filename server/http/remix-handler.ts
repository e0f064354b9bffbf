import type { IncomingMessage } from "node:http";
import { type AppLoadContext, createRequestHandler, type ServerBuild } from "@remix-run/node";
import { createRequest, sendResponse } from "@remix-run/node-fetch-server";
import { answer, type HttpHandler } from "./http-handler.ts";

/** Forms carry text; files have a handler of their own. */
const BODY_BYTES_MAX = 1024 * 1024;

export interface RemixOptions {
  /** Public origin, which every request is seen under. */
  readonly origin: string;
  readonly build: ServerBuild | (() => Promise<ServerBuild>);
  readonly mode: "production" | "development";
  /** Made anew for each request: who is asking, and the services. */
  readonly toLoadContext: (request: IncomingMessage) => Promise<AppLoadContext>;
}

/** Hands everything that is left to Remix: streams bodies both ways, and aborts when the browser goes away. */
export function createRemixHandler({ origin, build, mode, toLoadContext }: RemixOptions): HttpHandler {
  const handle = createRequestHandler(build, mode);
  const { host, protocol } = new URL(origin);
  return async (request, response) => {
    const problem = findBodyProblem(request);
    if (problem !== null) {
      // The rest of the body is never read, so the connection cannot carry another request.
      response.setHeader("Connection", "close");
      answer(response, problem.status, problem.text);
      return true;
    }
    // Remix compares Origin with these headers, and a proxy may have changed them; the origin was checked before.
    request.headers.host = host;
    delete request.headers["x-forwarded-host"];
    response.setHeader("Cache-Control", "no-store");
    const fetchRequest = createRequest(request, response, { host, protocol });
    const result = await handle(fetchRequest, await toLoadContext(request));
    if (!response.destroyed) await sendResponse(response, result);
    return true;
  };
}

/** Node holds a body to its declared length, so the declaration is all there is to check. */
function findBodyProblem(request: IncomingMessage): { status: number; text: string } | null {
  if (request.headers["transfer-encoding"] !== undefined) return { status: 411, text: "send a Content-Length" };
  if (Number(request.headers["content-length"] ?? 0) > BODY_BYTES_MAX) return { status: 413, text: "too large" };
  return null;
}
