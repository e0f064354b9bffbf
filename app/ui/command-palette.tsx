import { useNavigate } from "@remix-run/react";
import type { TFunction } from "i18next";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.ts";
import { Icon } from "./icon.tsx";
import { Keys } from "./kbd.tsx";
import { listPaletteGroups, type PaletteGroup, type PaletteOption } from "./palette-options.ts";
import { type PaletteSearch, usePaletteSearch } from "./use-palette-search.ts";
import type { Shortcut } from "./shortcut.ts";
import type { NavItem } from "./app-shell.tsx";

export interface CommandPaletteProps {
  readonly nav: readonly NavItem[];
  readonly shortcuts: readonly Shortcut[];
  readonly onClose: () => void;
}

/** Searches pages, commands, items, entities, indicators and own notes; everything by keys. */
export default function CommandPalette({ nav, shortcuts, onClose }: CommandPaletteProps) {
  const { t } = useTranslation(["palette", "shell"]);
  const { locale } = useFormat();
  const navigate = useNavigate();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const search = usePaletteSearch(query);
  const groups = useMemo(
    () => listPaletteGroups({ query, nav, shortcuts, hits: search.hits, locale, t }),
    [query, nav, shortcuts, search.hits, locale, t],
  );
  const options = groups.flatMap((group) => group.options);
  const current = options[Math.min(at, options.length - 1)];
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  useEffect(() => setAt(0), [query]);
  const take = (option: PaletteOption | undefined): void => {
    if (option === undefined) return;
    // The dialog is closed first: what a command opens or focuses comes after it.
    dialog.current?.close();
    if (option.to !== null) void navigate(option.to);
    else requestAnimationFrame(() => option.run?.());
  };
  return (
    <dialog ref={dialog} className="palette" aria-label={t("title")} onClose={onClose}>
      <div className="palette-head">
        <Icon name="search" size="s" />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={current === undefined ? undefined : `${id}-${current.id}`}
          aria-autocomplete="list"
          aria-label={t("title")}
          placeholder={t("placeholder")}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => steer(event, { count: options.length, move: setAt, take: () => take(current) })}
        />
        <Keys keys={["Esc"]} />
      </div>
      <div className="palette-list scroll" id={`${id}-list`} role="listbox" aria-label={t("results")}>
        <Groups id={id} groups={groups} current={current} onTake={take} />
      </div>
      <p className="palette-foot cap" role="status">
        {say(t, { state: search.state, count: options.length, query })}
      </p>
    </dialog>
  );
}

interface Steering {
  readonly count: number;
  readonly move: (to: (before: number) => number) => void;
  readonly take: () => void;
}

/** Keys of a combobox; what an input method composes is its own. */
function steer(event: KeyboardEvent, { count, move, take }: Steering): void {
  if (event.nativeEvent.isComposing) return;
  const moves: Readonly<Record<string, (before: number) => number>> = {
    ArrowDown: (before) => (before + 1) % Math.max(count, 1),
    ArrowUp: (before) => (before + count - 1) % Math.max(count, 1),
    Home: () => 0,
    End: () => Math.max(0, count - 1),
  };
  const next = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined;
  if (next === undefined && event.key !== "Enter") return;
  event.preventDefault();
  if (next === undefined) take();
  else move((before) => next(Math.min(before, Math.max(0, count - 1))));
}

/** The last line: how the search goes, or how much there is. */
function say(
  t: TFunction<["palette", "shell"]>,
  { state, count, query }: { state: PaletteSearch["state"]; count: number; query: string },
): string {
  if (state === "failed") return t("failed");
  if (state === "searching") return t("searching");
  return count === 0 ? t("none", { query }) : t("count", { count });
}

interface GroupsProps {
  readonly id: string;
  readonly groups: readonly PaletteGroup[];
  readonly current: PaletteOption | undefined;
  readonly onTake: (option: PaletteOption) => void;
}

function Groups({ id, groups, current, onTake }: GroupsProps) {
  const { t } = useTranslation("palette");
  return groups.map((group) => (
    <div key={group.key} role="group" aria-labelledby={`${id}-group-${group.key}`}>
      <p className="cap" id={`${id}-group-${group.key}`}>
        {t(`group.${group.key}`)}
      </p>
      {group.options.map((option) => (
        <Option
          key={option.id}
          id={`${id}-${option.id}`}
          option={option}
          isCurrent={option === current}
          onTake={() => onTake(option)}
        />
      ))}
    </div>
  ));
}

interface OptionProps {
  readonly id: string;
  readonly option: PaletteOption;
  readonly isCurrent: boolean;
  readonly onTake: () => void;
}

function Option({ id, option, isCurrent, onTake }: OptionProps) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isCurrent) ref.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  return (
    // Keys go through the field, as in every combobox; this is for the pointer.
    <div ref={ref} id={id} role="option" aria-selected={isCurrent} className="palette-option" onClick={onTake}>
      <span className="clip">
        <b className="med">{option.label}</b>
        {option.detail !== null && <span className="cap"> {option.detail}</span>}
      </span>
      {option.keys.length > 0 && <Keys keys={option.keys} />}
    </div>
  );
}
