import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Button } from "#app/ui/button.tsx";
import { Meter } from "#app/ui/meter.tsx";
import { SegmentedControl } from "#app/ui/segmented-control.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import { type ExportState, useExport } from "./use-export.ts";

type Range = "view" | "whole";
type Format = "ndjson" | "csv";

export interface ExportPanelProps {
  /** Entries that the filter finds. */
  found: number;
  size: number;
  query: string;
}

/** The log as a file, as far as the person may read it. */
export function ExportPanel({ found, size, query }: ExportPanelProps) {
  const { t } = useTranslation("log");
  const [range, setRange] = useState<Range>(query === "" ? "whole" : "view");
  const [format, setFormat] = useState<Format>("ndjson");
  const { state, run, stop } = useExport();
  const address = `/audit-log/export?${new URLSearchParams({ range, format, q: query }).toString()}`;
  // `run` handles what fails itself.
  const start = (): void => void run(address);
  useShortcuts([
    { id: "log.export", code: "KeyE", hasCtrl: true, keys: ["Ctrl", "E"], label: t("keys.export"), run: start },
  ]);
  const isWholeLog = range === "whole" && format === "ndjson";
  return (
    <section aria-labelledby="export">
      <h2 className="h2" id="export">
        {t("export.title")}
      </h2>
      <div className="row wrap mt2">
        <SegmentedControl
          label={t("export.range")}
          value={range}
          onChange={(value) => setRange(value as Range)}
          segments={[
            { value: "view", label: t("export.view", { count: found }) },
            { value: "whole", label: t("export.whole") },
          ]}
        />
        <SegmentedControl
          label={t("export.format")}
          value={format}
          onChange={(value) => setFormat(value as Format)}
          segments={[
            { value: "ndjson", label: t("export.ndjson") },
            { value: "csv", label: t("export.csv") },
          ]}
        />
      </div>
      {isWholeLog && <p className="pre mt2">{`assay verify assay-log-${size}.ndjson`}</p>}
      <div className="row mt2">
        {state.state === "running" ? (
          <Button icon="close" onClick={stop}>
            {t("export.stop")}
          </Button>
        ) : (
          <Button variant="primary" icon="download" shortcut="Ctrl E" onClick={start}>
            {t("export.run")}
          </Button>
        )}
        <span className="cap" role="status">
          {state.state === "idle" &&
            t(isWholeLog ? "export.offline" : format === "csv" ? "export.table" : "export.proofs")}
          <Progress state={state} />
        </span>
      </div>
      {state.state === "running" && state.total > 0 && (
        <Meter
          parts={[
            { fill: "inkf", value: state.done },
            { fill: "mk", value: state.total - state.done },
          ]}
          label={`${state.done} / ${state.total}`}
        />
      )}
    </section>
  );
}

function Progress({ state }: { state: ExportState }) {
  const { t } = useTranslation("log");
  const format = useFormat();
  const toMegabytes = (bytes: number): string => format.decimal(bytes / 1_000_000, 1);
  switch (state.state) {
    case "idle":
      return null;
    case "failed":
      return t("export.failed");
    case "done":
      return t("export.done", { megabytes: toMegabytes(state.bytes) });
    case "running": {
      const { done, total, bytes } = state;
      const counts = { done: format.count(done), total: format.count(total) };
      return t("export.progress", { ...counts, megabytes: toMegabytes(bytes) });
    }
  }
}
