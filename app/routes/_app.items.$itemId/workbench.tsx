import { Suspense, useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import type { ScoreValue } from "#domain/scoring/value.ts";
import { OutboxSubjectContext } from "#app/live/outbox/outbox-context.ts";
import { patientLazy } from "#app/live/patient-lazy.tsx";
import type { RoomClient } from "#app/live/room-provider.ts";
import { usePeersOf } from "#app/live/use-observed.ts";
import { type Crumb, Page, type PhaseStep } from "#app/ui/context-bar.tsx";
import { toPhaseSteps } from "#app/ui/phase-steps.ts";
import type { WorkbenchView } from "../../../server/services/workbench/workbench-view.ts";
import { EvidencePane } from "./evidence-pane.tsx";
import { ItemList } from "./item-list.tsx";
import type { BegunWords } from "./kept-words.ts";
import { Rail } from "./rail.tsx";
import { type Desk, DeskContext, type UnsentChange } from "./use-desk.ts";
import { useHydrated } from "./use-hydrated.ts";
import { useOpenedNote } from "./use-opened-note.ts";
import { useSubject } from "./use-subject.ts";
import { useViewers } from "./use-viewers.ts";
import type { ViewHandle } from "./viewer/use-pane.ts";
import { ViewersLine } from "./viewers-line.tsx";
import { WorkTabs, type WorkTab } from "./work-tabs.tsx";

const RoomJoiner = patientLazy(() => import("./room-joiner.tsx"));

/** One item: its neighbours, its evidence, and the rail where it is scored. */
export function Workbench({ view }: { view: WorkbenchView }) {
  const [focusedId, focusNote] = useState<string | null>(null);
  const [chosen, showChosen] = useState<ScoreValue | null>(null);
  const [room, setRoom] = useState<RoomClient | null>(null);
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const [tab, setTab] = useState<WorkTab>("evidence");
  const unsent = useRef<UnsentChange | null>(null);
  const kept = useRef(new Map<string, BegunWords>());
  const viewRef = useRef<ViewHandle | null>(null);
  const peers = usePeersOf(room);
  const { viewers, boardPath, onBoardRoom } = useViewers(view, peers);
  const epoch = view.reconciliation?.conclusion.epoch ?? null;
  const hasRoom = view.stage === "reconcile" && view.actorId !== null;
  const toggleDrawer = useCallback(() => setDrawerOpen((isOpen) => !isOpen), []);
  const desk = useMemo<Desk>(
    () => ({ view, focusedId, focusNote, room, peers, viewers, unsent, kept, chosen, showChosen, viewRef }),
    [view, focusedId, room, peers, viewers, chosen],
  );
  useOpenedNote({ view, focusedId, focusNote });
  const isHydrated = useHydrated();
  return (
    <DeskContext.Provider value={desk}>
      <OutboxSubjectContext.Provider value={useSubject(view)}>
        <Page hasPanes crumbs={useCrumbs(view)} phases={usePhases(view)}>
          <h1 className="sr">
            <ItemName view={view} />
          </h1>
          <div className={`wb tab-${tab}`} data-stage={view.stage}>
            {view.list !== null && <ItemList list={view.list} isOpen={isDrawerOpen} onToggle={toggleDrawer} />}
            <EvidencePane onDrawer={view.list === null ? null : toggleDrawer} />
            <Rail />
            <WorkTabs selected={tab} onSelect={setTab} />
          </div>
          {isHydrated && hasRoom && (
            <Suspense>
              <RoomJoiner path={`conclusion/${view.item.id}`} epoch={epoch} onRoom={setRoom} />
            </Suspense>
          )}
          {isHydrated && boardPath !== null && (
            <Suspense>
              <RoomJoiner path={boardPath} epoch={null} onRoom={onBoardRoom} />
            </Suspense>
          )}
          {isHydrated && <ViewersLine />}
        </Page>
      </OutboxSubjectContext.Provider>
    </DeskContext.Provider>
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

function usePhases({ item, now }: WorkbenchView): PhaseStep[] {
  const format = useFormat();
  const { batchPhase: phase, state, openedAt, dueAt } = item;
  const isOpened = phase === "reconciliation" && openedAt !== null;
  const detail = isOpened ? format.dayTime(openedAt) : format.deadline(dueAt, now);
  return toPhaseSteps("independent", [{ phase, isFinal: state !== "opened", dueAt }], () => detail);
}
