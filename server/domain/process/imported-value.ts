import type { ReportedKind } from "../event/process-events.ts";
import type { FrameworkComponent } from "../framework/framework.ts";
import type { ScoreValue } from "../scoring/value.ts";

/** Which components each kind of import is for; self-scores and completeness are for what agencies report. */
const SOURCES: Readonly<Record<ReportedKind, readonly FrameworkComponent["source"][]>> = {
  "self-score": ["expert", "self-report"],
  completeness: ["expert", "self-report"],
  appraised: ["self-report"],
  survey: ["survey"],
  measured: ["measured"],
};

/** Why a value cannot be imported for a component, or null. A completeness result is 1, complete, or 0, in points. */
export function checkImportedValue(
  component: FrameworkComponent | null,
  kind: ReportedKind,
  value: ScoreValue,
): "import.unknown-indicator" | "import.other-source" | "import.out-of-range" | null {
  if (component === null) return "import.unknown-indicator";
  if (!SOURCES[kind].includes(component.source)) return "import.other-source";
  const maximum = kind === "completeness" ? 1_000 : component.maxMilliPoints;
  if (value.state === "number" && (value.milliPoints < 0 || value.milliPoints > maximum)) return "import.out-of-range";
  return null;
}
