import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { isUnderWay, type PageCommands } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { Kbd } from "#app/ui/kbd.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import { ANNOTATION_KINDS, type AnnotationKind } from "#domain/event/annotation-events.ts";
import { ClosedNotice } from "./closed-notice.tsx";
import { makeFormKeys } from "./form-keys.ts";
import { MentionField, MentionLine } from "./mention-field.tsx";
import { KIND_MARKS, useDesk } from "./use-desk.ts";
import { useKeptWords } from "./kept-words.ts";
import type { Said } from "./use-mentions.ts";
import { useWhenRecorded } from "./use-when-recorded.ts";

/** What a person says of a stretch of evidence. */
export interface NoteDraft extends Said {
  readonly kind: AnnotationKind;
  readonly criterion: string | null;
}

export interface NoteFormProps {
  readonly draft: NoteDraft;
  /** Its name, under which what was typed is kept when Escape closes it. Null: it begins with the draft in any case. */
  readonly name: string | null;
  /** Version that an edit is upon; left out for a new note. */
  readonly upon?: number;
  /** Why it cannot be saved now; null when it can. */
  readonly obstacle?: string | null;
  readonly command: PageCommands;
  readonly onSave: (draft: NoteDraft) => Promise<void>;
  readonly onCancel: () => void;
}

/** The fields of a note. The focus is in its words at once; its kind is chosen from there by Alt and a digit. */
export function NoteForm({ draft, name, upon, obstacle = null, command, onSave, onCancel }: NoteFormProps) {
  const { t } = useTranslation(["workbench", "common", "outbox"]);
  const { view } = useDesk();
  const kept = useKeptWords(name);
  const [begun] = useState(() => ({ ...draft, ...kept.find() }));
  const [kind, setKind] = useState(begun.kind);
  const [criterion, setCriterion] = useState(begun.criterion);
  const [said, setSaid] = useState<Said>({ body: begun.body, mentions: begun.mentions });
  const { canAnnotate } = view.rights;
  const isEmpty = said.body.trim() === "";
  const isSent = isUnderWay(command.status);
  const save = (): void => {
    if (!canAnnotate || isEmpty || isSent || obstacle !== null) return;
    void onSave({ kind, criterion, body: said.body.trim(), mentions: said.mentions });
  };
  const leave = (): void => {
    // What waits in the outbox is kept there.
    if (!isEmpty && !isSent) kept.keep({ kind, criterion, ...said, upon });
    onCancel();
  };
  const cancel = (): void => {
    kept.drop();
    onCancel();
  };
  useWhenRecorded(command.status, kept.drop);
  return (
    <div className="note-form" onKeyDown={makeFormKeys({ send: save, leave })}>
      <KindChoice kind={kind} isReadOnly={isSent} onChoose={setKind} />
      <MentionField
        label={t("annotationText")}
        className="input"
        rows={3}
        hasFocus
        said={said}
        onChange={setSaid}
        isReadOnly={!canAnnotate || isSent}
      />
      <MentionLine said={said} onChange={setSaid} isReadOnly={isSent} />
      <CriterionSelect criterion={criterion} isReadOnly={isSent} onChoose={setCriterion} />
      <div className="row">
        {canAnnotate && (
          <Button
            size="sm"
            variant="primary"
            disabledReason={
              isSent ? t("outbox:waiting") : obstacle !== null ? obstacle : isEmpty ? t("noteEmpty") : null
            }
            onClick={save}
          >
            {t("common:action.save")}
          </Button>
        )}
        <Button size="sm" onClick={cancel}>
          {t(isSent ? "common:action.close" : canAnnotate ? "common:action.cancel" : "common:action.discard")}
        </Button>
      </div>
      {!canAnnotate && <ClosedNotice />}
      <CommandStatus status={command.status} onRetry={command.retry} />
    </div>
  );
}

interface KindChoiceProps {
  readonly kind: AnnotationKind;
  readonly isReadOnly: boolean;
  readonly onChoose: (kind: AnnotationKind) => void;
}

function KindChoice({ kind, isReadOnly, onChoose }: KindChoiceProps) {
  const { t } = useTranslation(["workbench", "common", "threads"]);
  const name = useId();
  const toLabel = (one: AnnotationKind): string => t(`common:annotationKind.${KIND_MARKS[one]}`);
  useShortcuts(
    ANNOTATION_KINDS.map((one, at) => ({
      id: `workbench.kind-${one}`,
      code: `Digit${at + 1}`,
      hasAlt: true,
      keys: ["Alt", String(at + 1)],
      label: t("threads:keys.kind", { kind: toLabel(one) }),
      run: () => void (isReadOnly || onChoose(one)),
    })),
  );
  return (
    <fieldset disabled={isReadOnly}>
      <legend className="sr">{t("kind")}</legend>
      <p className="kind-keys cap" aria-hidden="true">
        {t("kind")} <Kbd>{`Alt 1–${ANNOTATION_KINDS.length}`}</Kbd>
      </p>
      {ANNOTATION_KINDS.map((one, at) => (
        <label key={one} className="kind">
          <input
            type="radio"
            name={name}
            checked={one === kind}
            aria-keyshortcuts={`Alt+${at + 1}`}
            onChange={() => onChoose(one)}
          />
          <span className={`flag ${KIND_MARKS[one]}`} aria-hidden="true" />
          <span>{toLabel(one)}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface CriterionSelectProps {
  readonly criterion: string | null;
  readonly isReadOnly: boolean;
  readonly onChoose: (criterion: string | null) => void;
}

function CriterionSelect({ criterion, isReadOnly, onChoose }: CriterionSelectProps) {
  const { t } = useTranslation("workbench");
  const { locale } = useFormat();
  const { criteria } = useDesk().view.item;
  if (criteria.length === 0) return null;
  return (
    <label>
      <span className="sr">{t("criterionLabel")}</span>
      <select
        className="input"
        disabled={isReadOnly}
        value={criterion ?? ""}
        onChange={(event) => onChoose(event.target.value || null)}
      >
        <option value="">{t("noCriterion")}</option>
        {criteria.map((one) => (
          <option key={one.code} value={one.code}>
            {t("criterion", { number: one.code })} {one.name[locale]}
          </option>
        ))}
      </select>
    </label>
  );
}
