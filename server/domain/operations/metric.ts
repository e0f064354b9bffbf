/** Something that is counted for those who run the server. */
export interface Metric {
  /** As Prometheus expects it: `assay_…`, base units, `_total` at the end of a counter. */
  readonly name: string;
  /** One sentence. */
  readonly help: string;
  /** A counter only grows while the process lives; a gauge goes up and down. */
  readonly type: "counter" | "gauge";
  readonly samples: readonly MetricSample[];
}

export interface MetricSample {
  /** Few and known values only: each is a series of its own for ever. None of a person, an item or a round. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * Metrics as text.
 *
 * @returns one block for each metric, in the order given; one without samples has its head alone.
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/ "Text-based format", version 0.0.4
 */
export function formatMetrics(metrics: readonly Metric[]): string {
  return metrics.map(formatMetric).join("");
}

function formatMetric({ name, help, type, samples }: Metric): string {
  const head = `# HELP ${name} ${escape(help)}\n# TYPE ${name} ${type}\n`;
  return head + samples.map(({ labels = {}, value }) => `${name}${formatLabels(labels)} ${value}\n`).join("");
}

function formatLabels(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escape(value).replaceAll('"', '\\"')}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

const escape = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
