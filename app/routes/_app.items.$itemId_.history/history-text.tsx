import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { patientLazy } from "#app/live/patient-lazy.tsx";
import { Button } from "#app/ui/button.tsx";
import { PersonChip, toPersonClass, usePersonName } from "#app/ui/person-chip.tsx";
import { SegmentedControl } from "#app/ui/segmented-control.tsx";
import type { HistoryBlock, HistoryPiece, HistoryView } from "../../../server/services/history/history-view.ts";
import { GapNotice } from "./gap-notice.tsx";
import { useFaces, useStepTime } from "./use-step.ts";

const RestoreDialog = patientLazy(() => import("./restore-dialog.tsx"));

type Mode = "changes" | "hands";

/** What was said at the shown step: what changed since the version before, or who wrote what. */
export function HistoryText({ view }: { view: HistoryView }) {
  const { t } = useTranslation("history");
  const [mode, setMode] = useState<Mode>("changes");
  const [isRestoring, setRestoring] = useState(false);
  const { blocks, restorable, room, namedBy, gap } = view;
  const toFace = useFaces(view);
  const getTime = useStepTime(view);
  const writers = [...new Set(blocks.flatMap(({ pieces }) => pieces.map(({ by }) => by)))];
  return (
    <div className="hist-text">
      <div className="row wrap">
        <SegmentedControl
          label={t("mode.label")}
          value={mode}
          onChange={(value) => setMode(value as Mode)}
          segments={[
            { value: "changes", label: t("mode.changes") },
            { value: "hands", label: t("mode.hands") },
          ]}
        />
        <span className="sp" />
        {writers.map((id) => (
          <PersonChip key={id ?? ""} person={toFace(id)} />
        ))}
        {restorable !== null && room !== null && (
          <Button size="sm" onClick={() => setRestoring(true)}>
            {t("restore.open")}
          </Button>
        )}
      </div>
      {namedBy !== null && <p className="cap ok">{t("named", { seq: namedBy })}</p>}
      {view.restoredFrom !== null && (
        <p className="cap">{t("restored", { time: getTime({ at: view.restoredFrom }) })}</p>
      )}
      {gap !== null && <GapNotice view={view} gap={gap} />}
      <div className="prose hist-prose">
        {blocks.length === 0
          ? (gap === null || gap.since !== null) && (
              <p className="cap">{t(gap === null ? "nothingYet" : "gap.empty")}</p>
            )
          : blocks.map((block, at) => <Block key={at} view={view} block={block} mode={mode} />)}
      </div>
      {isRestoring && restorable !== null && room !== null && (
        <Suspense>
          <RestoreDialog
            itemId={view.item.id}
            of={view.of}
            nodes={restorable}
            room={room}
            onClose={() => setRestoring(false)}
          />
        </Suspense>
      )}
    </div>
  );
}

function Block({ view, block, mode }: { view: HistoryView; block: HistoryBlock; mode: Mode }) {
  const shown = block.pieces.filter((piece) => mode === "changes" || piece.change !== "removed");
  if (shown.length === 0) return null;
  return (
    <p className={block.kind === "item" ? "item" : undefined}>
      {shown.map((piece, at) => (
        <Piece key={at} view={view} piece={piece} mode={mode} isNewHand={shown[at - 1]?.by !== piece.by} />
      ))}
    </p>
  );
}

interface PieceProps {
  readonly view: HistoryView;
  readonly piece: HistoryPiece;
  readonly mode: Mode;
  readonly isNewHand: boolean;
}

function Piece({ view, piece, mode, isNewHand }: PieceProps) {
  const { t } = useTranslation(["history", "common"]);
  const toFace = useFaces(view);
  const getName = usePersonName();
  const { cite, change } = piece;
  const plain = cite === null ? piece.text : <span className="cite">@{view.noteNumbers[cite] ?? "?"}</span>;
  const italic = piece.isItalic ? <i>{plain}</i> : plain;
  const text = piece.isBold ? <b>{italic}</b> : italic;
  if (mode === "changes") {
    if (change === "same") return text;
    return change === "added" ? (
      <ins>
        <span className="sr">{t("added")} </span>
        {text}
      </ins>
    ) : (
      <del>
        <span className="sr">{t("removed")} </span>
        {text}
      </del>
    );
  }
  const face = toFace(piece.by);
  const letter = face.role === "chair" ? t("common:roleLetter.chair") : face.letter;
  return (
    <span className={`by ${toPersonClass(face)}`} title={getName(face)}>
      {isNewHand && (
        <>
          <sup aria-hidden="true">{letter}</sup>
          <span className="sr">{getName(face)}: </span>
        </>
      )}
      {text}
    </span>
  );
}
