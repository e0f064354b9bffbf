import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Extraction } from "#domain/annotation/extraction.ts";
import { IconButton } from "#app/ui/button.tsx";
import { findPlaceOnPage } from "./page-index.ts";
import type { Finder } from "./use-finder.ts";

/** So many places are listed below the field; the rest is reached by stepping. */
const LISTED_MAX = 50;
/** Letters that are shown before and after what was found. */
const AROUND = 28;

/** The field for searching in the document, what was found, and the way from one place to the next. */
export function FindBar({ finder, extraction }: { finder: Finder; extraction: Extraction }) {
  const { t } = useTranslation("viewer");
  const inputRef = useRef<HTMLInputElement>(null);
  useEffect(() => inputRef.current?.select(), []);
  const { query, found, at, isCut, step } = finder;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") finder.close();
    else if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const isEmpty = query.trim() === "";
  const count = isEmpty
    ? ""
    : found.length === 0
      ? t("find.none")
      : t(isCut ? "find.placeOfMany" : "find.place", { at: at + 1, total: found.length });
  return (
    <div className="find-bar" role="search" aria-label={t("find.label")} onKeyDown={onKeyDown}>
      <div className="row">
        <input
          ref={inputRef}
          className="input"
          type="search"
          value={query}
          placeholder={t("find.placeholder")}
          aria-label={t("find.placeholder")}
          autoFocus
          onChange={(event) => finder.ask(event.target.value)}
        />
        <span className="cap nowrap" role="status">
          {count}
        </span>
        <IconButton icon="chevronLeft" label={t("find.previous")} onClick={() => step(-1)} />
        <IconButton icon="chevronRight" label={t("find.next")} onClick={() => step(1)} />
        <IconButton icon="close" label={t("find.close")} onClick={finder.close} />
      </div>
      {found.length > 0 && <FoundList finder={finder} extraction={extraction} />}
    </div>
  );
}

function FoundList({ finder: { found, at, choose }, extraction }: { finder: Finder; extraction: Extraction }) {
  const { t } = useTranslation("viewer");
  const first = Math.min(Math.max(0, at - LISTED_MAX / 2), Math.max(0, found.length - LISTED_MAX));
  return (
    <ol className="found-list" aria-label={t("find.list")}>
      {found.slice(first, first + LISTED_MAX).map(({ start, end }, place) => {
        const { text } = extraction;
        const { page } = findPlaceOnPage(extraction, start);
        return (
          <li key={start}>
            <button
              type="button"
              aria-current={first + place === at ? "true" : undefined}
              onClick={() => choose(first + place)}
            >
              <span className="cap">{t("find.page", { page })}</span>
              <span className="clip" lang="vi">
                {text.slice(Math.max(0, start - AROUND), start)}
                <b>{text.slice(start, end)}</b>
                {text.slice(end, end + AROUND)}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
