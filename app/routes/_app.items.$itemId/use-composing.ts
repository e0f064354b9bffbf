import { type RefObject, useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useKeyNotice } from "#app/ui/key-notice.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import { toPercentBox } from "#domain/annotation/target.ts";
import { readSelection, returnToText, type TextStretch } from "./text-selection.ts";
import { useDesk } from "./use-desk.ts";
import { type Resumed, useResumed, useWhenResumed } from "./use-resumed.ts";
import type { PageRegion } from "./viewer/region-layer.tsx";

/** A note that is being written on a selection. */
export interface Composing {
  readonly hasSelection: boolean;
  /** The stretch that the note will be on; null while none is written. */
  readonly pending: TextStretch | null;
  /** The region that it will be on instead; null while none is. */
  readonly region: PageRegion | null;
  /** The refused note whose words are written anew there; null for a new one. */
  readonly resumed: Resumed<"annotation.created"> | null;
  readonly begin: () => void;
  readonly beginOnRegion: (region: PageRegion) => void;
  /** Ends the writing, done or not; the focus is in the text again. */
  readonly cancel: () => void;
}

export interface ComposingOptions {
  readonly evidenceId: string;
  readonly sheetsRef: RefObject<HTMLElement | null>;
  /** Of two documents side by side one hears the keys. */
  readonly hasKeys: boolean;
}

/** Follows the selection in the evidence and begins a note on it. Nothing for those who may not write. */
export function useComposing({ evidenceId, sheetsRef, hasKeys }: ComposingOptions): Composing {
  const { t } = useTranslation(["workbench", "keys"]);
  const tell = useKeyNotice();
  const { view, focusNote } = useDesk();
  const [hasSelection, setHasSelection] = useState(false);
  const [pending, setPending] = useState<TextStretch | null>(null);
  const [region, setRegion] = useState<PageRegion | null>(null);
  const [isResumed, setResumed] = useState(false);
  const { canAnnotate } = view.rights;
  const refused = useResumed("annotation.created", ({ value }) => value.target.evidence === evidenceId);
  useWhenResumed(refused, ({ value: { target } }) => {
    focusNote(null);
    setResumed(true);
    setPending(target.kind === "text" ? { start: target.start, end: target.end } : null);
    setRegion(target.kind === "text" ? null : { page: target.page, ...toPercentBox(target.box) });
  });
  useEffect(() => {
    if (!canAnnotate) return;
    const look = (): void => setHasSelection(sheetsRef.current !== null && readSelection(sheetsRef.current) !== null);
    document.addEventListener("selectionchange", look);
    return () => document.removeEventListener("selectionchange", look);
  }, [sheetsRef, canAnnotate]);
  const begin = useCallback((): void => {
    const selected = sheetsRef.current === null ? null : readSelection(sheetsRef.current);
    if (selected === null) return;
    focusNote(null);
    setResumed(false);
    setRegion(null);
    setPending(selected);
  }, [sheetsRef, focusNote]);
  const beginOnRegion = useCallback(
    (chosen: PageRegion): void => {
      focusNote(null);
      setResumed(false);
      setPending(null);
      setRegion(chosen);
    },
    [focusNote],
  );
  const cancel = useCallback((): void => {
    setPending(null);
    setRegion(null);
    if (sheetsRef.current !== null && pending !== null) returnToText(sheetsRef.current, pending.end);
  }, [sheetsRef, pending]);
  const press = (): void => {
    if (sheetsRef.current !== null && readSelection(sheetsRef.current) !== null) begin();
    else tell(t("keys:nothing.selection"));
  };
  const label = t("keys.annotate");
  useShortcuts(
    canAnnotate && hasKeys
      ? [{ id: "workbench.annotate", code: "KeyA", keys: ["A"], label, hint: label, run: press }]
      : [],
  );
  const resumed = isResumed ? refused : null;
  return { hasSelection: hasSelection && canAnnotate, pending, region, resumed, begin, beginOnRegion, cancel };
}
