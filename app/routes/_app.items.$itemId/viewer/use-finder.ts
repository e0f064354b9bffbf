import { useDeferredValue, useEffect, useMemo, useState } from "react";
import type { Extraction } from "#domain/annotation/extraction.ts";
import { findInText, foldText, type FoundStretch, matchesMax } from "#domain/annotation/find-in-text.ts";
import type { ViewHandle } from "./use-pane.ts";

export interface Finder {
  readonly isOpen: boolean;
  readonly query: string;
  readonly found: readonly FoundStretch[];
  /** Which of them is looked at; −1 when there is none. */
  readonly at: number;
  /** There may be more than are listed. */
  readonly isCut: boolean;
  readonly open: () => void;
  readonly close: () => void;
  readonly ask: (query: string) => void;
  /** Goes on by so many places, around the ends. */
  readonly step: (by: number) => void;
  readonly choose: (at: number) => void;
}

const NOTHING: readonly FoundStretch[] = [];

/** Searching in the whole of a document, marks and case aside; the text is folded when the first search is. */
export function useFinder(extraction: Extraction | null, viewRef: { readonly current: ViewHandle | null }): Finder {
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  // Typing stays quick while a long document is searched behind it.
  const wanted = useDeferredValue(query);
  const folded = useMemo(
    () => (isOpen && extraction !== null ? foldText(extraction.text) : null),
    [isOpen, extraction],
  );
  const found = useMemo(() => (folded === null ? NOTHING : findInText(folded, wanted)), [folded, wanted]);
  const place = found.length === 0 ? -1 : Math.min(at, found.length - 1);
  const start = found[place]?.start ?? null;
  useEffect(() => {
    if (start !== null) viewRef.current?.goToOffset(start);
  }, [start, viewRef]);
  return {
    isOpen,
    query,
    found,
    at: place,
    isCut: found.length >= matchesMax,
    open: () => setOpen(true),
    close: () => setOpen(false),
    ask: (next) => {
      setQuery(next);
      setAt(0);
    },
    step: (by) => {
      if (found.length > 0) setAt((place + by + found.length) % found.length);
    },
    choose: setAt,
  };
}
