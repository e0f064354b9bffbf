import { Link, useNavigate } from "@remix-run/react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton, LinkButton } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { usePlainText } from "#app/ui/free-text.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import { PersonChip } from "#app/ui/person-chip.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import { Margin } from "./margin.tsx";
import { PageMap } from "./page-map.tsx";
import { Sheets } from "./sheets.tsx";
import { listPlacedNotes, useDesk } from "./use-desk.ts";
import { useComposing } from "./use-composing.ts";
import { useCurrentPage } from "./use-current-page.ts";
import { useEvidencePresence } from "./use-evidence-presence.ts";

const TAB_KEYS_MAX = 4;

/** The evidence: its documents, one of them as text, the map of its pages and the notes in its margin. */
export function EvidencePane({ onDrawer }: { onDrawer: (() => void) | null }) {
  const { t } = useTranslation("workbench");
  const { view } = useDesk();
  const stageRef = useRef<HTMLDivElement>(null);
  const sheetsRef = useRef<HTMLDivElement>(null);
  const extraction = view.shown?.extraction ?? null;
  const page = useCurrentPage(stageRef, view.shown?.evidenceId ?? "");
  const composing = useComposing(sheetsRef);
  useEvidencePresence(sheetsRef, page);
  const shown = view.evidence.find((one) => one.id === view.shown?.evidenceId);
  return (
    <section className="docv" aria-label={t("evidence")}>
      <div className="dtools">
        {onDrawer && <IconButton icon="list" label={t("items")} onClick={onDrawer} />}
        <Files />
        <span className="sp" />
        {composing.hasSelection && (
          <Button size="sm" shortcut="A" onClick={composing.begin}>
            {t("annotate")}
          </Button>
        )}
        {shown && <span className="cap nowrap">{t("page", { page, total: shown.pageCount })}</span>}
        {shown && (
          <LinkButton
            to={`/evidence/${encodeURIComponent(shown.id)}/file`}
            size="sm"
            icon="download"
            download
            className="zoom"
          >
            {t("original")}
          </LinkButton>
        )}
        <WhoIsHere file={shown?.sha256 ?? null} />
      </div>
      <div className="stage" ref={stageRef}>
        {extraction !== null && shown !== undefined ? (
          <>
            <PageMap
              pageCount={extraction.pageCount}
              current={page}
              notePages={listPlacedNotes(view).map((note) => note.page)}
            />
            <Sheets sheetsRef={sheetsRef} extraction={extraction} pending={composing.pending} />
            <Margin sheetsRef={sheetsRef} composing={composing} />
          </>
        ) : (
          <div className="stage-note">
            {shown === undefined ? (
              <EmptyState title={t("noEvidence.title")}>{t("noEvidence.text")}</EmptyState>
            ) : (
              <InlineAlert tone="warn" title={t("notExtracted.title")}>
                {t("notExtracted.text")}
              </InlineAlert>
            )}
          </div>
        )}
      </div>
    </section>
  );
}

/** Documents of the item as tabs; their place is in the address. */
function Files() {
  const { t } = useTranslation("workbench");
  const plain = usePlainText();
  const navigate = useNavigate();
  const { view } = useDesk();
  const to = (position: number): string => {
    const params = new URLSearchParams({
      evidence: String(position),
      ...(view.case === null ? {} : { case: view.case.id }),
    });
    return `?${params.toString()}`;
  };
  useShortcuts(
    view.evidence.slice(0, TAB_KEYS_MAX).map(({ position }) => ({
      id: `workbench.evidence-${position}`,
      code: `Digit${position}`,
      hasShift: true,
      keys: ["Shift", String(position)],
      label: t("keys.evidence", { position }),
      run: () => navigate(to(position), { preventScrollReset: true }),
    })),
  );
  return (
    <nav className="files" aria-label={t("evidence")}>
      {view.evidence.map((one) => {
        const isCurrent = one.id === view.shown?.evidenceId;
        return (
          <Link
            key={one.id}
            to={to(one.position)}
            preventScrollReset
            aria-current={isCurrent ? "page" : undefined}
            title={`${plain(one.number)} ${plain(one.name)}`}
          >
            {isCurrent && <Icon name="document" size="xs" />}
            <span className="clip">
              {one.position} {plain(one.name)}
            </span>
          </Link>
        );
      })}
    </nav>
  );
}

/** Before the opening only that positions are hidden; after it who is in this item, with a ring in this document. */
function WhoIsHere({ file }: { file: string | null }) {
  const { t } = useTranslation("workbench");
  const { view, viewers } = useDesk();
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
