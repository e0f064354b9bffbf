import type { Cite } from "#domain/event/head.ts";
import { isErasedText } from "#domain/event/erased-text.ts";
import { Erased } from "#app/ui/free-text.tsx";
import { useDesk } from "./use-desk.ts";

/** A recorded text: `@k` names the k-th citation of its entry and shows the number that the note has now. */
export function CitedText({ text, cites }: { text: string; cites: readonly Cite[] }) {
  const { view, focusNote } = useDesk();
  if (isErasedText(text)) return <Erased />;
  return text.split(/(@\d+)/).map((piece, at) => {
    const cite = /^@\d+$/.test(piece) ? cites[Number(piece.slice(1)) - 1] : undefined;
    if (cite === undefined) return piece;
    const note = view.notes.find((one) => one.id === cite.annotation);
    return (
      <button key={at} type="button" className="cite" onClick={() => focusNote(cite.annotation)}>
        @{note?.number ?? "?"}
      </button>
    );
  });
}
