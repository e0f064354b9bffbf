import { useTranslation } from "react-i18next";
import type { Cite } from "#domain/event/head.ts";
import { isErasedText } from "#domain/event/erased-text.ts";
import { Erased } from "#app/ui/free-text.tsx";
import { LOST_CITE } from "./to-cites.ts";
import { useDesk } from "./use-desk.ts";

/** A citation, or `LOST_CITE`. */
const CITE = /(@\d+|@\u2060\?)/;

export interface CitedTextProps {
  readonly text: string;
  readonly cites: readonly Pick<Cite, "annotation">[];
}

/** A text with citations: `@k` names the k-th of them and shows the note's number of now, or that it is gone. */
export function CitedText({ text, cites }: CitedTextProps) {
  const { view, focusNote } = useDesk();
  if (isErasedText(text)) return <Erased />;
  return text.split(CITE).map((piece, at) => {
    if (piece === LOST_CITE) return <LostCite key={at} />;
    const cite = /^@\d+$/.test(piece) ? cites[Number(piece.slice(1)) - 1] : undefined;
    if (cite === undefined) return piece;
    const note = view.notes.find((one) => one.id === cite.annotation);
    if (note === undefined) return <LostCite key={at} />;
    return (
      <button key={at} type="button" className="cite" onClick={() => focusNote(cite.annotation)}>
        @{note.number}
      </button>
    );
  });
}

/** There is no note to go to: the place is kept, and says why. */
export function LostCite() {
  const { t } = useTranslation("prose");
  return (
    <span className="cite lost" title={t("citeLost")}>
      {LOST_CITE}
      <span className="sr"> ({t("citeLost")})</span>
    </span>
  );
}
