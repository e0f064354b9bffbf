import { useTranslation } from "react-i18next";
import { Icon, type IconName } from "#app/ui/icon.tsx";
import { useDesk } from "./use-desk.ts";

export type WorkTab = "evidence" | "notes" | "criteria" | "rationale";

const TABS: readonly { id: WorkTab; icon: IconName }[] = [
  { id: "evidence", icon: "document" },
  { id: "notes", icon: "comment" },
  { id: "criteria", icon: "scales" },
  { id: "rationale", icon: "pencil" },
];

/** On a phone one pane shows at a time: which one. The score stays in reach below every one. */
export function WorkTabs({ selected, onSelect }: { selected: WorkTab; onSelect: (tab: WorkTab) => void }) {
  const { t } = useTranslation("workbench");
  const { view } = useDesk();
  const isOpen = view.stage === "reconcile";
  const names: Record<WorkTab, string> = {
    evidence: t("tabs.evidence"),
    notes: `${t("tabs.notes")} ${view.notes.length}`,
    criteria: isOpen ? t("tabs.changes") : t("tabs.criteria"),
    rationale: isOpen ? t("tabs.conclusion") : t("tabs.rationale"),
  };
  return (
    <div className="work-tabs" role="group" aria-label={t("tabs.label")}>
      {TABS.map(({ id, icon }) => (
        <button key={id} type="button" aria-pressed={id === selected} onClick={() => onSelect(id)}>
          <Icon name={icon} />
          {names[id]}
        </button>
      ))}
    </div>
  );
}
