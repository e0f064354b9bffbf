import { createHash, timingSafeEqual } from "node:crypto";
import { formatMetrics, type Metric } from "../domain/operations/metric.ts";
import type { HttpHandler } from "./http-handler.ts";

export interface MetricsOptions {
  /** What the monitoring shows as its bearer token; null when nothing may be read. */
  readonly token: string | null;
  /** Asked anew for each answer. */
  readonly list: () => readonly Metric[];
}

/**
 * `GET /metrics` in the text format of Prometheus, for whoever shows the token.
 *
 * How much is written in rooms that are not opened is nobody else's business: without the token, and with a wrong one,
 * there is no such address.
 */
export function createMetricsHandler({ token, list }: MetricsOptions): HttpHandler {
  const expected = token === null ? null : hash(`Bearer ${token}`);
  return (request, response, url) => {
    if (url.pathname !== "/metrics" || expected === null) return false;
    const isKnown = timingSafeEqual(expected, hash(request.headers.authorization ?? ""));
    if (!isKnown || request.method !== "GET") return false;
    const type = "text/plain; version=0.0.4; charset=utf-8";
    response.writeHead(200, { "Content-Type": type, "Cache-Control": "no-store" });
    response.end(formatMetrics([...list(), ...listProcessMetrics()]));
    return true;
  };
}

/** Of equal length, whatever was sent. */
const hash = (text: string): Buffer => createHash("sha256").update(text).digest();

/** By the names that client libraries of Prometheus give them. */
function listProcessMetrics(): Metric[] {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return [
    {
      name: "process_cpu_seconds_total",
      help: "Time of the processor that the process used, in seconds.",
      type: "counter",
      samples: [{ value: (user + system) / 1e6 }],
    },
    {
      name: "process_resident_memory_bytes",
      help: "Memory that the process holds.",
      type: "gauge",
      samples: [{ value: rss }],
    },
    {
      name: "nodejs_heap_size_used_bytes",
      help: "Memory that objects take.",
      type: "gauge",
      samples: [{ value: heapUsed }],
    },
  ];
}
