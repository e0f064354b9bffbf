import { type MutableRefObject, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { REASON_LENGTH_MIN } from "#domain/event/text-rules.ts";
import { patientLazy } from "#app/live/patient-lazy.tsx";
import { Button } from "#app/ui/button.tsx";
import { Keys } from "#app/ui/kbd.tsx";
import { useKeyNotice } from "#app/ui/key-notice.tsx";
import { PersonChip } from "#app/ui/person-chip.tsx";
import { ScoreNumber } from "#app/ui/score-number.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import { useScoreText } from "#app/ui/use-score-text.ts";
import type { OwnScoreView, ReconciliationView } from "../../../server/services/workbench/workbench-view.ts";
import { ChangeEffect } from "./change-effect.tsx";
import { ChangeStatus } from "./change-status.tsx";
import type { RichContent } from "./rich-content.ts";
import { NewDetailFields, NewValueField } from "./new-value-field.tsx";
import type { RichTextApi } from "./rich-text.tsx";
import { useChange } from "./use-change.ts";
import { useDesk, useFace } from "./use-desk.ts";
import { useHydrated } from "./use-hydrated.ts";

const RichText = patientLazy(() => import("./rich-text.tsx"));

/** The own score after the opening: changed with a reason, or kept. The old one stays beside the new. */
export function ChangeComposer({ own, reconciliation }: { own: OwnScoreView; reconciliation: ReconciliationView }) {
  const { t } = useTranslation(["workbench", "common", "keys"]);
  const { view } = useDesk();
  const toFace = useFace();
  const toText = useScoreText();
  const change = useChange(own);
  const { wanted, chosen, setWanted, onReason, given, editor, command, obstacle, waiting } = change;
  const tell = useKeyNotice();
  const focusReason = (): void => (editor.current === null ? tell(t("keys:nothing.loading")) : editor.current.focus());
  const label = t("keys.record");
  useShortcuts([
    {
      id: "workbench.record",
      code: "Enter",
      hasCtrl: true,
      keys: ["Ctrl Enter"],
      label,
      hint: label,
      run: () => (obstacle === null ? void change.change() : tell(obstacle)),
    },
    { id: "workbench.reason", code: "KeyE", keys: ["E"], label: t("change.reason"), run: focusReason },
  ]);
  return (
    <section className="change" aria-label={t("change.title")}>
      <div className="row">
        <PersonChip person={toFace(view.actorId ?? "")} hasText />
        <b className="strong">{t("common:you")}</b>
        <span className="t14">
          <ScoreNumber value={own.value} state="open" />
        </span>
        <span aria-label={t("change.into")} role="img">
          →
        </span>
        <NewValueField chosen={chosen} onChange={setWanted} />
      </div>
      <NewDetailFields chosen={chosen} onChange={setWanted} />
      <ReasonEditor editor={editor} given={given} onChange={onReason} />
      <ChangeEffect
        actorId={view.actorId ?? ""}
        wanted={wanted === null ? null : chosen}
        reconciliation={reconciliation}
      />
      <div className="row">
        <Button
          variant="primary"
          size="sm"
          shortcut="Ctrl Enter"
          disabledReason={obstacle}
          onClick={() => void change.change()}
        >
          {t("change.submit")}
        </Button>
        <Button
          size="sm"
          disabledReason={waiting}
          onClick={() => void change.keep()}
          aria-pressed={own.state === "kept"}
        >
          {t("change.keep", { score: toText(own.value) })}
        </Button>
        <span className="sp" />
        <span className="cap r desk-only">{t("change.oldStays")}</span>
      </div>
      <ChangeStatus command={command} own={own} onTake={change.clear} />
    </section>
  );
}

interface ReasonEditorProps {
  readonly editor: MutableRefObject<RichTextApi | null>;
  readonly given: RichContent | null;
  readonly onChange: (content: RichContent) => void;
}

/** Why the score changes; notes can be cited in it. */
function ReasonEditor({ editor, given, onChange }: ReasonEditorProps) {
  const { t } = useTranslation(["workbench", "scoring"]);
  const { notes } = useDesk().view;
  const isHydrated = useHydrated();
  const waiting = <div className="ed ed-wait" />;
  return (
    <div className="change-reason">
      <p className="row t12 reason-label" aria-hidden="true">
        <b className="med">{t("change.reason")}</b> <Keys keys={["E"]} />
        <span className="sp" />
        <span className="cap clip">{t("scoring:reasonRule", { count: REASON_LENGTH_MIN })}</span>
      </p>
      {isHydrated ? (
        <Suspense fallback={waiting}>
          <RichText
            label={t("change.reason")}
            field="draft"
            room={null}
            notes={notes}
            apiRef={editor}
            given={given}
            onChange={onChange}
          />
        </Suspense>
      ) : (
        waiting
      )}
    </div>
  );
}
