import { memo, type MutableRefObject, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { patientLazy } from "#app/live/patient-lazy.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { useKeyNotice } from "#app/ui/key-notice.tsx";
import { Skeleton } from "#app/ui/skeleton.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import type { DraftDesk } from "./draft-joiner.tsx";
import { ProseNotice } from "./prose-notice.tsx";
import type { RichTextApi } from "./rich-text.tsx";
import { RoomSaveState } from "./room-save-state.tsx";
import { StrandedTexts } from "./stranded-prose.tsx";
import { useDesk } from "./use-desk.ts";
import { type SealedProse, useSealedProse } from "./use-sealed-prose.ts";
import { useHydrated } from "./use-hydrated.ts";

const RichText = patientLazy(() => import("./rich-text.tsx"));

export interface JustificationProps {
  /** Null until the draft's room is joined; a case has none and is written here only. */
  readonly desk: DraftDesk | null;
  readonly editor: MutableRefObject<RichTextApi | null>;
  /** What was sealed, where another ballot is to take its place; else null. */
  readonly sealed: SealedProse | null;
  /** Out of sight, as it stands. */
  readonly isHidden: boolean;
}

/** Why this score: the person's own prose, private until the ballots open. Points are changed without drawing it. */
export const Justification = memo(function Justification({ desk, editor, sealed, isHidden }: JustificationProps) {
  const { t } = useTranslation(["workbench", "keys", "prose"]);
  const { view } = useDesk();
  const isHydrated = useHydrated();
  const hasRoom = view.stage === "blind";
  const label = t("keys.justify");
  const tell = useKeyNotice();
  const run = (): void => (editor.current === null ? tell(t("keys:nothing.loading")) : editor.current.focus());
  useShortcuts([{ id: "workbench.justify", code: "KeyE", keys: ["E"], label, hint: label, run }]);
  const { shown, exchange, onContent } = useSealedProse({ sealed, room: desk?.room ?? null, editor });
  const isReady = isHydrated && (!hasRoom || desk !== null);
  return (
    <section className="justification" hidden={isHidden}>
      <div className="row b mb1">
        <h2 className="h3">{t("justification")}</h2>
        <span className="sp" />
        <span className="cap">
          <Icon name="lock" size="xs" className="inline" />{" "}
          {t(view.stage === "re-review" ? "justificationReview" : "justificationPrivate")}
        </span>
      </div>
      {hasRoom && view.actorId !== null && (
        <StrandedTexts path={`draft/${view.item.id}/${view.actorId}`} epoch={view.draftEpoch} root="draft" />
      )}
      {!isHidden && <ProseNotice shown={shown} exchange={exchange} />}
      {isReady ? (
        <Suspense fallback={<EditorSkeleton />}>
          <RichText
            label={t("justification")}
            field="draft"
            room={desk?.room ?? null}
            notes={view.notes}
            apiRef={editor}
            hasTools
            {...(onContent === undefined ? {} : { onChange: onContent })}
            placeholder={t("prose:justificationHint")}
            toolsEnd={desk === null ? null : <RoomSaveState room={desk.room} />}
          />
        </Suspense>
      ) : (
        <EditorSkeleton />
      )}
    </section>
  );
});

function EditorSkeleton() {
  return (
    <div className="ed ed-wait">
      <Skeleton lines={2} />
    </div>
  );
}
