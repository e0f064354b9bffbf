import { Link } from "@remix-run/react";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { patientLazy } from "#app/live/patient-lazy.tsx";
import { PersonChip } from "#app/ui/person-chip.tsx";
import { ConclusionText } from "./conclusion-text.tsx";
import { RoomSaveState } from "./room-save-state.tsx";
import { StrandedTexts } from "./stranded-prose.tsx";
import { useDesk, usePresence } from "./use-desk.ts";

const RichText = patientLazy(() => import("./rich-text.tsx"));

/** The panel's conclusion, written together; until its room is joined it is there to read. */
export function ConclusionEditor() {
  const { t } = useTranslation(["workbench", "history", "prose"]);
  const { view, room } = useDesk();
  const saved = <ConclusionText nodes={view.reconciliation?.conclusion.nodes ?? []} />;
  if (room === null) return saved;
  return (
    <Suspense fallback={saved}>
      <section className="conclusion">
        <div className="row b mb1">
          <h2 className="h3">{t("conclusion")}</h2>
          <span className="sp" />
          <Link className="cap" to={`/items/${encodeURIComponent(view.item.id)}/history`}>
            {t("history:open")}
          </Link>
          <Writers />
          <RoomSaveState room={room} />
        </div>
        <StrandedTexts
          path={`conclusion/${view.item.id}`}
          epoch={view.reconciliation?.conclusion.epoch ?? null}
          root="conclusion"
        />
        <RichText
          label={t("conclusion")}
          field="conclusion"
          room={room}
          notes={view.notes}
          hasCarets
          hasTools
          placeholder={t("prose:conclusionHint")}
          isReadOnly={!view.rights.canWriteConclusion}
        />
      </section>
    </Suspense>
  );
}

/** Who has their caret in the conclusion. */
function Writers() {
  const { t } = useTranslation("workbench");
  const { peers } = usePresence();
  const writers = peers.filter(({ isWriting }) => isWriting);
  if (writers.length === 0) return null;
  return (
    <span className="row t12 gap1">
      {writers.map(({ clientId, user }) => (
        <PersonChip
          key={clientId}
          size="sm"
          person={{ role: user.role === "chair" ? "chair" : "expert", letter: user.letter }}
        />
      ))}
      <span className="cap">{t("writing")}</span>
    </span>
  );
}
