import { useTranslation } from "react-i18next";
import type { LogView } from "../../../server/services/audit-log/log-view.ts";
import { ExportPanel } from "./export-panel.tsx";
import { LogState } from "./log-state.tsx";
import { PrefixBars } from "./prefix-bars.tsx";
import type { LogCheck } from "./use-log-check.ts";
import { WitnessTable } from "./witness-table.tsx";

/** Why the log can be believed, and the way to take it along. */
export function LogSide({ view, check, query }: { view: LogView; check: LogCheck; query: string }) {
  const { t } = useTranslation("log");
  return (
    <aside className="side" aria-label={t("facet.proof")}>
      <LogState check={check} facets={view.facets} />
      <WitnessTable newest={view.newest} witnesses={view.witnesses} />
      <PrefixBars newest={view.newest} />
      <ExportPanel found={view.found} size={view.size} query={query} />
    </aside>
  );
}
