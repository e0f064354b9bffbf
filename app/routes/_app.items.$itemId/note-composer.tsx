import { type KeyboardEvent, type RefObject, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ulid } from "ulid";
import { quoteLengthMax } from "#domain/annotation/anchor.ts";
import { describeTextTarget } from "#domain/annotation/describe-target.ts";
import { toRegionBox } from "#domain/annotation/target.ts";
import { ANNOTATION_KINDS, type AnnotationKind } from "#domain/event/annotation-events.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import type { NoteView } from "../../../server/services/workbench/workbench-view.ts";
import { ClosedNotice } from "./closed-notice.tsx";
import type { TextStretch } from "./text-selection.ts";
import { useCardPlace } from "./use-card-place.ts";
import { KIND_MARKS, useDesk } from "./use-desk.ts";
import { useWhenRecorded } from "./use-when-recorded.ts";
import { type CardPlace, PENDING_ID } from "./use-margin-layout.ts";
import type { PageRegion } from "./viewer/region-layer.tsx";
import { type Pane, usePane } from "./viewer/use-pane.ts";

/** What a person says of a stretch of evidence. */
interface NoteDraft {
  readonly kind: AnnotationKind;
  readonly criterion: string | null;
  readonly body: string;
}

export interface NoteComposerProps {
  /** What the note is on: a stretch of the text, or else a region of a page. */
  readonly stretch: TextStretch | null;
  readonly region: PageRegion | null;
  readonly place: CardPlace | null;
  readonly onDone: () => void;
}

/** A new note on a selection or a region. */
export function NoteComposer({ stretch, region, place, onDone }: NoteComposerProps) {
  const { t } = useTranslation("workbench");
  const { view, focusNote } = useDesk();
  const command = useCommand();
  const ref = useCardPlace(place);
  const written = useRef<string | null>(null);
  useWhenRecorded(command.status, () => {
    focusNote(written.current);
    onDone();
  });
  const { evidence, extraction } = usePane();
  const isTooLong = stretch !== null && stretch.end - stretch.start > quoteLengthMax;
  const save = async ({ kind, criterion, body }: NoteDraft): Promise<void> => {
    const described = describe({ evidence, extraction, stretch, region });
    if (described === null) return;
    const { target, text } = described;
    const annotation = ulid();
    written.current = annotation;
    await command.submit({
      type: "annotation.created",
      facts: view.item.facts,
      value: { annotation, version: 1, kind, criterion, target, mentions: [] },
      text: { ...text, body },
    });
  };
  return (
    <article
      ref={ref as RefObject<HTMLElement>}
      className={place === null ? "th cur" : "th cur placed"}
      data-card={PENDING_ID}
      aria-label={t("annotate")}
    >
      {isTooLong ? (
        <InlineAlert tone="warn">{t("selectionTooLong", { count: quoteLengthMax })}</InlineAlert>
      ) : (
        <NoteForm
          draft={{ kind: "supports", criterion: null, body: "" }}
          command={command}
          onSave={save}
          onCancel={onDone}
        />
      )}
    </article>
  );
}

interface Described {
  readonly evidence: Pane["evidence"];
  readonly extraction: Pane["extraction"];
  readonly stretch: TextStretch | null;
  readonly region: PageRegion | null;
}

/** What the entry says of the place; null while the text that it would quote is not here. */
function describe({ evidence, extraction, stretch, region }: Described) {
  if (region !== null) {
    const { page, ...box } = region;
    const target = {
      kind: "region",
      evidence: evidence.id,
      sha256: evidence.sha256,
      page,
      box: toRegionBox(box),
    } as const;
    return { target, text: { exact: "", prefix: "", suffix: "" } };
  }
  return extraction === null || stretch === null ? null : describeTextTarget(evidence, extraction, stretch);
}

/** A new version of an own note, on the same stretch. */
export function NoteEditor({ note, onDone }: { note: NoteView; onDone: () => void }) {
  const { view } = useDesk();
  const command = useCommand();
  useWhenRecorded(command.status, onDone);
  const save = async ({ kind, criterion, body }: NoteDraft): Promise<void> => {
    const { target, words } = note;
    await command.submit({
      type: "annotation.revised",
      facts: { ...view.item.facts, expects: note.version },
      value: { annotation: note.id, version: note.version + 1, kind, criterion, target, mentions: [...note.mentions] },
      text: { ...words, body },
    });
  };
  return <NoteForm draft={note} command={command} onSave={save} onCancel={onDone} />;
}

interface NoteFormProps {
  readonly draft: NoteDraft;
  readonly command: ReturnType<typeof useCommand>;
  readonly onSave: (draft: NoteDraft) => Promise<void>;
  readonly onCancel: () => void;
}

function NoteForm({ draft, command, onSave, onCancel }: NoteFormProps) {
  const { t } = useTranslation(["workbench", "common"]);
  const { view } = useDesk();
  const [kind, setKind] = useState(draft.kind);
  const [criterion, setCriterion] = useState(draft.criterion);
  const [body, setBody] = useState(draft.body);
  const name = useId();
  const { canAnnotate } = view.rights;
  const save = (): void => void (canAnnotate && body.trim() !== "" && onSave({ kind, criterion, body: body.trim() }));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") onCancel();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    save();
  };
  return (
    <div className="note-form" onKeyDown={onKeyDown}>
      <fieldset>
        <legend className="sr">{t("kind")}</legend>
        {ANNOTATION_KINDS.map((one) => (
          <label key={one} className="kind">
            <input type="radio" name={name} checked={one === kind} onChange={() => setKind(one)} />
            <span className={`flag ${KIND_MARKS[one]}`} aria-hidden="true" />
            {t(`common:annotationKind.${KIND_MARKS[one]}`)}
          </label>
        ))}
      </fieldset>
      <label>
        <span className="sr">{t("annotationText")}</span>
        <textarea
          className="input"
          rows={3}
          autoFocus
          value={body}
          readOnly={!canAnnotate}
          placeholder={t("annotationText")}
          onChange={(event) => setBody(event.target.value)}
        />
      </label>
      <CriterionSelect criterion={criterion} onChoose={setCriterion} />
      <div className="row">
        {canAnnotate && (
          <Button
            size="sm"
            variant="primary"
            disabledReason={body.trim() === "" ? t("noteEmpty") : null}
            onClick={save}
          >
            {t("common:action.save")}
          </Button>
        )}
        <Button size="sm" onClick={onCancel}>
          {t(canAnnotate ? "common:action.cancel" : "common:action.discard")}
        </Button>
      </div>
      {!canAnnotate && <ClosedNotice />}
      <CommandStatus status={command.status} onRetry={command.retry} />
    </div>
  );
}

function CriterionSelect({
  criterion,
  onChoose,
}: {
  criterion: string | null;
  onChoose: (criterion: string | null) => void;
}) {
  const { t } = useTranslation("workbench");
  const { locale } = useFormat();
  const { criteria } = useDesk().view.item;
  if (criteria.length === 0) return null;
  return (
    <label>
      <span className="sr">{t("criterionLabel")}</span>
      <select className="input" value={criterion ?? ""} onChange={(event) => onChoose(event.target.value || null)}>
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
