import { useNavigate } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { isUnderWay, useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { FreeText } from "#app/ui/free-text.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import type { NoteView } from "../../../server/services/workbench/workbench-view.ts";
import { useFileAddress } from "./files.tsx";
import { isAsked } from "./note-places.ts";
import { useDesk } from "./use-desk.ts";
import { usePane } from "./viewer/use-pane.ts";

type Earlier = NonNullable<NoteView["earlier"]>;

/** A note of an earlier version of its document: what became of its words, and its author's say. */
export function EarlierVersion({ note, isFocused }: { note: NoteView; isFocused: boolean }) {
  const { t } = useTranslation("threads");
  const { earlier } = note;
  const { canAnnotate } = useDesk().view.rights;
  if (earlier === null) return null;
  return (
    <div className="earlier-version">
      <p className="cap">
        <Fate earlier={earlier} />
        {!note.isOwn && !earlier.isLeft && ` ${t("earlier.waits")}`}
      </p>
      {!earlier.isLeft && earlier.proposal?.found === "fuzzy" && (
        <blockquote className="sec">
          <FreeText text={earlier.proposal.words.exact} />
        </blockquote>
      )}
      {isFocused && canAnnotate && isAsked(note) && <Say note={note} earlier={earlier} />}
      {isFocused && <Compare note={note} />}
    </div>
  );
}

function Fate({ earlier: { isLeft, proposal } }: { earlier: Earlier }) {
  const { t } = useTranslation("threads");
  if (isLeft) return t("earlier.left");
  if (proposal === null) return t("earlier.gone");
  if (proposal.found === "unchecked") return t("earlier.unchecked");
  return t(proposal.found === "fuzzy" ? "earlier.similar" : "earlier.same", { page: proposal.target.page });
}

/** Takes the note over as it is, or leaves it where it is. */
function Say({ note, earlier }: { note: NoteView; earlier: Earlier }) {
  const { t } = useTranslation(["threads", "outbox"]);
  const { facts } = useDesk().view.item;
  const { hasKeys } = usePane();
  const { status, submit, retry } = useCommand();
  const { proposal, newestId } = earlier;
  const confirm = async (): Promise<void> => {
    if (proposal === null || isUnderWay(status)) return;
    const { id, version, kind, criterion, mentions, body } = note;
    await submit({
      type: "annotation.revised",
      facts: { ...facts, expects: version },
      value: {
        annotation: id,
        version: version + 1,
        kind,
        criterion,
        target: proposal.target,
        mentions: [...mentions],
      },
      text: { ...proposal.words, body },
    });
  };
  const leave = async (): Promise<void> => {
    if (isUnderWay(status)) return;
    const value = { annotation: note.id, version: note.version, evidence: newestId };
    const expected = { ...facts, expects: note.version };
    await submit({ type: "annotation.left-on-earlier", facts: expected, value, text: {} });
  };
  const label = t("keys.confirm");
  const key = { id: "workbench.move-note", code: "KeyY", keys: ["Y"], label, run: () => void confirm() };
  useShortcuts(hasKeys && proposal !== null ? [key] : []);
  const waiting = isUnderWay(status) ? t("outbox:waiting") : null;
  return (
    <div className="th-actions">
      {proposal !== null && (
        <Button size="sm" shortcut="Y" disabledReason={waiting} onClick={() => void confirm()}>
          {t("earlier.confirm")}
        </Button>
      )}
      <Button size="sm" variant="quiet" disabledReason={waiting} onClick={() => void leave()}>
        {t("earlier.leave")}
      </Button>
      <CommandStatus status={status} onRetry={retry} />
    </div>
  );
}

/** Opens the version that the note was written on beside the newer one. */
function Compare({ note }: { note: NoteView }) {
  const { t } = useTranslation("threads");
  const navigate = useNavigate();
  const { earlierEvidence } = useDesk().view;
  const { evidence } = usePane();
  const to = useFileAddress();
  const written = earlierEvidence.find((one) => one.id === note.evidenceId);
  if (written === undefined || evidence.id === written.id) return null;
  return (
    <Button
      size="sm"
      variant="quiet"
      className="tool-wide"
      icon="columns"
      onClick={() => navigate(to("beside", written.position), { preventScrollReset: true, replace: true })}
    >
      {t("earlier.compare")}
    </Button>
  );
}
