import { useCallback, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { JsonValue } from "#domain/ledger/canonical-json.ts";
import { CONCLUSION_ROOT } from "#domain/live/document-shape.ts";
import { useDesk } from "./use-desk.ts";

/** Where a note is cited: the way back from the note to the words. Nothing when it is cited nowhere. */
export function CitedIn({ noteId }: { noteId: string }) {
  const { t } = useTranslation("prose");
  const isCited = useIsInConclusion(noteId);
  if (!isCited) return null;
  const jump = (): void => {
    const cite = document.querySelector<HTMLElement>(`.conclusion [data-cite="${CSS.escape(noteId)}"]`);
    cite?.scrollIntoView({ block: "center" });
    cite?.focus();
  };
  return (
    <p className="cap">
      <button type="button" className="link" onClick={jump}>
        {t("citedInConclusion")}
      </button>
    </p>
  );
}

/** As the room has it now; before it is joined, as the page was loaded. */
function useIsInConclusion(noteId: string): boolean {
  const { room, view } = useDesk();
  const nodes = view.reconciliation?.conclusion.nodes;
  const subscribe = useCallback(
    (listener: () => void) => {
      const root = room?.doc.getXmlFragment(CONCLUSION_ROOT);
      root?.observeDeep(listener);
      return () => root?.unobserveDeep(listener);
    },
    [room],
  );
  const isLoaded = (nodes ?? []).some((node) => hasCite(node, noteId));
  const look = (): boolean =>
    room === null
      ? isLoaded
      : room.doc.getXmlFragment(CONCLUSION_ROOT).toJSON().includes(`<cite annotation="${noteId}"`);
  return useSyncExternalStore(subscribe, look, () => isLoaded);
}

function hasCite(node: JsonValue, noteId: string): boolean {
  if (typeof node !== "object" || node === null || Array.isArray(node)) return false;
  const { name, attributes, children } = node as { [key: string]: JsonValue };
  const isIt = name === "cite" && (attributes as { annotation?: JsonValue }).annotation === noteId;
  return isIt || (Array.isArray(children) && children.some((child) => hasCite(child as JsonValue, noteId)));
}
