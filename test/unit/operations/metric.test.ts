import { expect, test } from "vitest";
import { formatMetrics } from "../../../server/domain/operations/metric.ts";

test("metrics are written as Prometheus reads them, the example of its own documentation", () => {
  const text = formatMetrics([
    {
      name: "http_requests_total",
      help: "The total number of HTTP requests.",
      type: "counter",
      samples: [
        { labels: { method: "post", code: "200" }, value: 1027 },
        { labels: { method: "post", code: "400" }, value: 3 },
      ],
    },
    {
      name: "msdos_file_access_time_seconds",
      help: "A line\nand a \\.",
      type: "gauge",
      samples: [{ labels: { path: "C:\\DIR\\FILE.TXT", error: 'Cannot find:\n"FILE.TXT"' }, value: 1.458255915e9 }],
    },
    { name: "something_weird", help: "Nothing yet.", type: "counter", samples: [] },
    { name: "metric_without_labels", help: "Plain.", type: "gauge", samples: [{ value: 12.47 }] },
  ]);
  expect(text.split("\n")).toEqual([
    "# HELP http_requests_total The total number of HTTP requests.",
    "# TYPE http_requests_total counter",
    'http_requests_total{method="post",code="200"} 1027',
    'http_requests_total{method="post",code="400"} 3',
    String.raw`# HELP msdos_file_access_time_seconds A line\nand a \\.`,
    "# TYPE msdos_file_access_time_seconds gauge",
    String.raw`msdos_file_access_time_seconds{path="C:\\DIR\\FILE.TXT",error="Cannot find:\n\"FILE.TXT\""} 1458255915`,
    "# HELP something_weird Nothing yet.",
    "# TYPE something_weird counter",
    "# HELP metric_without_labels Plain.",
    "# TYPE metric_without_labels gauge",
    "metric_without_labels 12.47",
    "",
  ]);
  expect(formatMetrics([])).toBe("");
});
