import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { OutboxSubjectContext } from "#app/live/outbox/outbox-context.ts";
import { type Crumb, Page, type PhaseSteps } from "#app/ui/context-bar.tsx";
import { toPhaseSteps } from "#app/ui/phase-steps.ts";
import type { WorkbenchView } from "../../../server/services/workbench/workbench-view.ts";
import { DeskProvider } from "./desk-provider.tsx";
import { EvidencePane } from "./evidence-pane.tsx";
import { FollowProvider } from "./follow-notice.tsx";
import { ItemList } from "./item-list.tsx";
import { Rail } from "./rail.tsx";
import { useHydrated } from "./use-hydrated.ts";
import { useSubject } from "./use-subject.ts";
import { ViewersLine } from "./viewers-line.tsx";
import { WorkTabs, type WorkTab } from "./work-tabs.tsx";

/** One item: its neighbours, its evidence, and the rail where it is scored. */
export function Workbench({ view }: { view: WorkbenchView }) {
  return (
    <DeskProvider view={view}>
      <OutboxSubjectContext.Provider value={useSubject(view)}>
        <Page hasPanes crumbs={useCrumbs(view)} phases={usePhases(view)}>
          <h1 className="sr">
            <ItemName view={view} />
          </h1>
          <FollowProvider>
            <Panes view={view} />
          </FollowProvider>
        </Page>
      </OutboxSubjectContext.Provider>
    </DeskProvider>
  );
}

function Panes({ view }: { view: WorkbenchView }) {
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const [tab, setTab] = useState<WorkTab>("evidence");
  const toggleDrawer = useCallback(() => setDrawerOpen((isOpen) => !isOpen), []);
  const isHydrated = useHydrated();
  return (
    <div className={`wb tab-${tab}`} data-stage={view.stage}>
      {view.list !== null && <ItemList list={view.list} isOpen={isDrawerOpen} onToggle={toggleDrawer} />}
      <EvidencePane onDrawer={view.list === null ? null : toggleDrawer} />
      <Rail />
      <WorkTabs selected={tab} onSelect={setTab} />
      {isHydrated && <ViewersLine />}
    </div>
  );
}

function ItemName({ view }: { view: WorkbenchView }) {
  const { locale } = useFormat();
  return `${view.item.code} ${view.item.name[locale]}, ${view.item.entityName[locale]}`;
}

function useCrumbs({ item, list }: WorkbenchView): Crumb[] {
  const { t } = useTranslation("workbench");
  const { locale } = useFormat();
  const first = list?.groups[0]?.items[0]?.id;
  return [
    { label: t("panel", { number: item.panelNumber }), to: list === null ? "/reviews" : "/board" },
    { label: item.entityName[locale], to: first === undefined ? "/reviews" : `/items/${encodeURIComponent(first)}` },
    { label: `${item.code} ${item.name[locale]}${item.isSample ? ` · ${t("sampleIndicator")}` : ""}` },
  ];
}

function usePhases({ item, now }: WorkbenchView): PhaseSteps {
  const format = useFormat();
  const { batchPhase: phase, state, openedAt, dueAt } = item;
  const isOpened = phase === "reconciliation" && openedAt !== null;
  const detail = isOpened ? format.dayTime(openedAt) : format.deadline(dueAt, now);
  return toPhaseSteps("independent", [{ phase, isFinal: state !== "opened", dueAt }], () => detail);
}
