import { useNavigate, useSearchParams } from "@remix-run/react";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { PersonChip } from "#app/ui/person-chip.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import type { EvidenceView } from "../../../server/services/workbench/workbench-view.ts";
import type { FilePlace } from "./file-address.ts";
import { Files, useFileAddress } from "./files.tsx";
import { useDesk, usePresence } from "./use-desk.ts";
import { useResumed, useWhenResumed } from "./use-resumed.ts";
import { DocumentPane } from "./viewer/document-pane.tsx";
import type { ExtractionCache } from "./viewer/use-extraction.ts";

const TAB_KEYS_MAX = 4;

/** The evidence: one of its documents, or two side by side. */
export function EvidencePane({ onDrawer }: { onDrawer: (() => void) | null }) {
  const { t } = useTranslation(["workbench", "viewer"]);
  const { view } = useDesk();
  const cache = useMemo<ExtractionCache>(() => new Map(), []);
  const { shown, beside, toggleBeside } = useShownFiles();
  const [inBeside, setInBeside] = useState(false);
  useFileKeys({ toggleBeside, isPair: beside !== null, place: beside !== null && inBeside ? "beside" : "evidence" });
  useResumedFile();
  const drawer = onDrawer && <IconButton icon="list" label={t("items")} onClick={onDrawer} />;
  if (shown === null) {
    return (
      <section className="docv" aria-label={t("evidence")}>
        <div className="dtools">{drawer}</div>
        <div className="stage-note">
          <EmptyState title={t("noEvidence.title")}>{t("noEvidence.text")}</EmptyState>
        </div>
      </section>
    );
  }
  const draw = (one: EvidenceView, isFirst: boolean, before: ReactNode, people: ReactNode): ReactNode => (
    <section
      className="docv"
      aria-label={isFirst ? t("evidence") : t("evidenceBeside")}
      data-focused={beside !== null && isFirst !== inBeside ? "" : undefined}
      onFocusCapture={() => setInBeside(!isFirst)}
      onPointerDownCapture={() => setInBeside(!isFirst)}
    >
      <DocumentPane
        key={one.id}
        evidence={one}
        hasKeys={beside === null || isFirst !== inBeside}
        pair={toggleBeside === null || !isFirst ? null : { isOn: beside !== null, toggle: toggleBeside }}
        {...{ cache, isFirst, before, people }}
      />
    </section>
  );
  const first = draw(
    shown,
    true,
    <>
      {drawer}
      <Files place="evidence" shown={shown} />
    </>,
    beside === null && <WhoIsHere file={shown.sha256} />,
  );
  if (beside === null) return first;
  return (
    <div className="docv-pair">
      {first}
      {draw(
        beside,
        false,
        <>
          <Files place="beside" shown={beside} />
          <WhoIsHere file={view.stage === "blind" ? null : shown.sha256} />
        </>,
        null,
      )}
    </div>
  );
}

/** What the address names. The second document is another one than the first; null when there is none. */
function useShownFiles() {
  const { view } = useDesk();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const to = useFileAddress();
  const all = [...view.evidence, ...view.earlierEvidence];
  const shown = all.find((one) => one.id === view.shown?.evidenceId) ?? null;
  const asked = all.find((one) => String(one.position) === params.get("beside"));
  const beside = asked === undefined || asked.id === shown?.id ? null : asked;
  const other = view.evidence.find((one) => one.id !== shown?.id);
  const toggleBeside = (): void => {
    const next = beside === null ? (other?.position ?? null) : null;
    navigate(to("beside", next), { preventScrollReset: true, replace: true });
  };
  return { shown, beside, toggleBeside: other === undefined ? null : toggleBeside };
}

/** Shows the document of a refused note whose words are taken up again. */
function useResumedFile(): void {
  const { view } = useDesk();
  const navigate = useNavigate();
  const to = useFileAddress();
  useWhenResumed(useResumed("annotation.created"), ({ value: { target } }) => {
    const file = [...view.evidence, ...view.earlierEvidence].find((one) => one.id === target.evidence);
    if (file === undefined || file.id === view.shown?.evidenceId) return;
    navigate(to("evidence", file.position), { preventScrollReset: true, replace: true });
  });
}

interface FileKeys {
  /** Null where there is no second document. */
  readonly toggleBeside: (() => void) | null;
  readonly isPair: boolean;
  /** Of two documents side by side the one that hears keys. */
  readonly place: FilePlace;
}

function useFileKeys({ toggleBeside, isPair, place }: FileKeys): void {
  const { t } = useTranslation(["workbench", "viewer", "viewerTools"]);
  const navigate = useNavigate();
  const { view } = useDesk();
  const to = useFileAddress();
  const tabs = view.evidence.slice(0, TAB_KEYS_MAX).map(({ position }) => ({
    id: `workbench.evidence-${position}`,
    code: `Digit${position}`,
    hasShift: true,
    keys: ["Shift", String(position)],
    label: t("keys.evidence", { position }),
    run: () => navigate(to(place, position), { preventScrollReset: true, replace: true }),
  }));
  const label = t("viewer:keys.beside");
  const pair = { id: "viewer.beside", code: "KeyB", hasShift: true, keys: ["Shift", "B"], label };
  const other = { id: "viewer.other", code: "KeyD", hasShift: true, keys: ["Shift", "D"], run: goToOther };
  useShortcuts([
    ...tabs,
    ...(toggleBeside === null ? [] : [{ ...pair, run: toggleBeside }]),
    ...(isPair ? [{ ...other, label: t("viewerTools:other") }] : []),
  ]);
}

/** Goes into the document that does not hear keys; from then on it does. */
function goToOther(): void {
  document.querySelector<HTMLElement>(".docv-pair > .docv:not([data-focused]) .sheets")?.focus({ preventScroll: true });
}

/** Before the opening only that positions are hidden; after it who is in this item, with a ring in this document. */
function WhoIsHere({ file }: { file: string | null }) {
  const { t } = useTranslation("workbench");
  const { view } = useDesk();
  const { viewers } = usePresence();
  if (view.stage === "blind" && view.seals !== null) {
    return (
      <span className="row gap1 hidden-peers" role="img" aria-label={t("hiddenPositions")} title={t("hiddenPositions")}>
        {[0, 1, 2].map((place) => (
          <span key={place} className="p pX sm" />
        ))}
      </span>
    );
  }
  if (viewers.length === 0) return null;
  return (
    <span className="stack" role="group" aria-label={t("viewersHere")}>
      {viewers.map(({ user, evidence }) => (
        <PersonChip
          key={user.actorId}
          size="sm"
          person={{ role: user.role === "chair" ? "chair" : "expert", letter: user.letter }}
          presence={evidence !== null && evidence.evidence === file ? "here" : undefined}
        />
      ))}
    </span>
  );
}
