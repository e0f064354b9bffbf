import { type RefObject, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ulid } from "ulid";
import { quoteLengthMax } from "#domain/annotation/anchor.ts";
import { describeTextTarget } from "#domain/annotation/describe-target.ts";
import { toRegionBox } from "#domain/annotation/target.ts";
import type { Act } from "#domain/event/act.ts";
import { useCommand } from "#app/live/use-commands.ts";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import type { NoteView } from "../../../server/services/workbench/workbench-view.ts";
import { type NoteDraft, NoteForm } from "./note-form.tsx";
import type { TextStretch } from "./text-selection.ts";
import { useKeptWords } from "./kept-words.ts";
import { useAwaitedEdit } from "./use-awaited-edit.ts";
import { useCardInView } from "./use-card-in-view.ts";
import { useCardPlace } from "./use-card-place.ts";
import { useDesk } from "./use-desk.ts";
import { type Resumed, useResumed } from "./use-resumed.ts";
import { useWhenRecorded } from "./use-when-recorded.ts";
import { type CardPlace, PENDING_ID } from "./use-margin-layout.ts";
import type { PageRegion } from "./viewer/region-layer.tsx";
import { type Pane, usePane } from "./viewer/use-pane.ts";

export interface NoteComposerProps {
  /** What the note is on: a stretch of the text, or else a region of a page. */
  readonly stretch: TextStretch | null;
  readonly region: PageRegion | null;
  readonly place: CardPlace | null;
  /** A refused note on the same place that is written anew; null for a new one. */
  readonly resumed: Resumed<"annotation.created"> | null;
  readonly onDone: () => void;
}

const NEW_NOTE: NoteDraft = { kind: "supports", criterion: null, body: "", mentions: [] };

/** A new note on a selection or a region. */
export function NoteComposer({ stretch, region, place, resumed, onDone }: NoteComposerProps) {
  const { t } = useTranslation("workbench");
  const { view, focusNote } = useDesk();
  const command = useCommand();
  const ref = useCardPlace(place);
  useCardInView(ref, true);
  const written = useRef<string | null>(null);
  useWhenRecorded(command.status, () => {
    focusNote(written.current);
    onDone();
  });
  const { evidence, extraction } = usePane();
  const isTooLong = stretch !== null && stretch.end - stretch.start > quoteLengthMax;
  const save = async ({ kind, criterion, body, mentions }: NoteDraft): Promise<void> => {
    const described = describe({ evidence, extraction, stretch, region });
    if (described === null) return;
    const { target, text } = described;
    const annotation = ulid();
    written.current = annotation;
    const value = { annotation, version: 1, kind, criterion, target, mentions: [...mentions] };
    await command.submit(
      { type: "annotation.created", facts: view.item.facts, value, text: { ...text, body } },
      resumed?.command,
    );
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
          draft={resumed === null ? NEW_NOTE : toDraft(resumed.act)}
          name={resumed === null ? "new" : null}
          command={command}
          onSave={save}
          onCancel={onDone}
        />
      )}
    </article>
  );
}

const toDraft = ({ value, text }: Act<"annotation.created"> | Act<"annotation.revised">): NoteDraft => ({
  ...value,
  body: text.body,
});

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
  const { t } = useTranslation("edits");
  const { view } = useDesk();
  const kept = useKeptWords(note.id);
  // What the words were begun upon. Whatever comes meanwhile is no silent loss: both are shown, and one is chosen.
  const [upon] = useState(() => kept.find()?.upon ?? note.version);
  const awaited = useAwaitedEdit("annotation.revised", note.id, note.version);
  const command = useCommand();
  const resumed = useResumed("annotation.revised", ({ value }) => value.annotation === note.id);
  useWhenRecorded(command.status, onDone);
  const save = async ({ kind, criterion, body, mentions }: NoteDraft): Promise<void> => {
    const { target, words } = note;
    const facts = { ...view.item.facts, expects: upon };
    const value = { annotation: note.id, version: upon + 1, kind, criterion, target, mentions: [...mentions] };
    await command.submit({ type: "annotation.revised", facts, value, text: { ...words, body } }, resumed?.command);
  };
  const draft = resumed === null ? note : toDraft(resumed.act);
  const name = resumed === null ? note.id : null;
  return (
    <NoteForm
      draft={draft}
      name={name}
      upon={upon}
      obstacle={awaited === null ? null : t("locked")}
      command={command}
      onSave={save}
      onCancel={onDone}
    />
  );
}
