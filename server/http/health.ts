import type { HttpHandler } from "./http-handler.ts";

/** What the probes ask. */
export interface Health {
  /** Why nothing can be written any more, or null while writes are accepted. */
  findFailure(): Error | null;
  /** False once the server is shutting down. */
  isReady(): boolean;
}

/** `/healthz`: writes are accepted. `/readyz`: requests are welcome. The reason of a failure stays in the log. */
export function createHealthHandler(health: Health): HttpHandler {
  return (request, response, url) => {
    if (url.pathname !== "/healthz" && url.pathname !== "/readyz") return false;
    const isWritable = health.findFailure() === null;
    const isOk = url.pathname === "/healthz" ? isWritable : isWritable && health.isReady();
    const status = isOk ? "ok" : isWritable ? "closing" : "writes-stopped";
    response.writeHead(isOk ? 200 : 503, { "Content-Type": "application/json", "Cache-Control": "no-store" });
    response.end(`${JSON.stringify({ status })}\n`);
    return true;
  };
}
