import { memo } from "react";
import { Link, useNavigate } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { IconButton } from "#app/ui/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Keys } from "#app/ui/kbd.tsx";
import { useKeyNotice } from "#app/ui/key-notice.tsx";
import { NumberState } from "#app/ui/number-state.tsx";
import { toItemNotesPath, toItemPath, toRunPath, toTracePath } from "#app/ui/places.ts";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import { StateGlyph, type GlyphState } from "#app/ui/state-glyph.tsx";
import type { ItemListView, ListedItem } from "../../../server/services/workbench/workbench-view.ts";
import { FollowSwitch } from "./follow-notice.tsx";
import { useChosen, useDesk } from "./use-desk.ts";
import { useFollowedChair } from "./use-follow-chair.ts";
import { RunLine } from "./run-line.tsx";
import { useIsRun } from "./use-is-run.ts";

const GLYPH_CLASSES: Partial<Record<GlyphState, string>> = {
  todo: "muted",
  draft: "pen",
  sealed: "blind",
  open: "pen",
  ready: "ok",
  dispute: "warn",
};

/** The panel's items of this entity, with the person's own numbers. A drawer on narrow screens. */
export function ItemList({ list, isOpen, onToggle }: { list: ItemListView; isOpen: boolean; onToggle: () => void }) {
  const { t } = useTranslation("workbench");
  const { locale } = useFormat();
  const { view } = useDesk();
  const isBlind = view.stage === "blind";
  useItemKeys(list, onToggle);
  return (
    <aside
      className={isOpen ? "items is-open" : "items"}
      aria-label={t("itemsOf", { entity: view.item.entityName[locale] })}
    >
      <div className="hd">
        <b className="strong">{view.item.entityName[locale]}</b>
        <span className="cap">
          {isBlind && view.seat === "expert"
            ? t("itemsSealed", { sealed: list.sealed, total: list.total })
            : t("itemsFinal", { final: list.final, total: list.total })}
        </span>
        <span className="sp" />
        <EntityLink id={list.previousEntityItemId} label={t("previousEntity")} icon="chevronLeft" />
        <EntityLink id={list.nextEntityItemId} label={t("nextEntity")} icon="chevronRight" />
      </div>
      <RunLine list={list} />
      <nav className="scroll" aria-label={t("items")}>
        {list.groups.map((group) => (
          <section key={group.code} aria-labelledby={`group-${group.code}`}>
            <h3 className="h3" id={`group-${group.code}`}>
              {group.code} {group.name[locale]}
            </h3>
            {group.items.map((item) =>
              item.id === view.item.id ? (
                <CurrentLink key={item.id} item={item} />
              ) : (
                <ItemLink key={item.id} item={item} isCurrent={false} />
              ),
            )}
          </section>
        ))}
      </nav>
      <ListFoot />
    </aside>
  );
}

function EntityLink({ id, label, icon }: { id: string | null; label: string; icon: "chevronLeft" | "chevronRight" }) {
  const isRun = useIsRun();
  if (id === null) return <IconButton icon={icon} label={label} aria-disabled />;
  return (
    <Link className="btn quiet icon sm" to={isRun ? toRunPath(id) : toItemPath(id)} aria-label={label} title={label}>
      <Icon name={icon} size="s" />
    </Link>
  );
}

/** What is being chosen here shows at once; on the next visit it comes with the page. */
function CurrentLink({ item }: { item: ListedItem }) {
  const chosen = useChosen();
  const isDrafting = chosen !== null && (item.glyph === "todo" || item.glyph === "draft");
  if (!isDrafting) return <ItemLink item={item} isCurrent />;
  const numberState = chosen.state === "blank" ? null : "draft";
  return <ItemLink item={{ ...item, value: chosen, numberState, glyph: "draft" }} isCurrent />;
}

const ItemLink = memo(function ItemLink({ item, isCurrent }: { item: ListedItem; isCurrent: boolean }) {
  const { locale } = useFormat();
  const { t } = useTranslation("common");
  const { value, numberState, glyph } = item;
  // The whole row is the link, so the number in it is not another one.
  const number =
    numberState === null ? null : numberState === "sealed" ? (
      <NumberState value={null} state="sealed" />
    ) : value?.state === "number" ? (
      <NumberState value={value.milliPoints / 1000} state={numberState} />
    ) : value === null ? null : (
      <span className="t11" title={t(`scoreState.${value.state}`)}>
        {t(`scoreState.${value.state}`)}
      </span>
    );
  return (
    <Link className="it" to={toItemPath(item.id)} aria-current={isCurrent ? "page" : undefined}>
      <StateGlyph state={glyph} className={GLYPH_CLASSES[glyph] ?? ""} />
      <span>{item.code}</span>
      <span className="clip">{item.shortName[locale]}</span>
      {number}
    </Link>
  );
});

function ListFoot() {
  const { t } = useTranslation(["workbench", "scoring"]);
  const { view } = useDesk();
  const notes = <NotesLink itemId={view.item.id} />;
  const { isChairHere, chairElsewhereId } = useFollowedChair();
  if (view.stage !== "reconcile" || (!isChairHere && chairElsewhereId === null)) {
    return (
      <div className="items-foot cap">
        <p>
          <Keys keys={["J", "K"]} /> {t("keys.items")}
        </p>
        {view.stage === "blind" && view.seat === "expert" && (
          <p>
            <Keys keys={["U"]} /> {t("scoring:keys.nextUnscored")}
          </p>
        )}
        <p>
          <Keys keys={["G"]} /> {t("then")} <Keys keys={["H"]} /> {t("keys.home")}
        </p>
        {notes}
      </div>
    );
  }
  return (
    <div className="items-foot">
      <FollowSwitch />
      {notes}
    </div>
  );
}

/** Where every version of the item's notes stands, and where notes are taken in and out. */
function NotesLink({ itemId }: { itemId: string }) {
  const { t } = useTranslation("notes");
  return (
    <p className="mt1">
      <Link to={toItemNotesPath(itemId)}>{t("pageLink")}</Link>
    </p>
  );
}

/** The next item without a seal after this one, from the top again at the end; none when all are sealed. */
function findUnscored(list: ItemListView, at: number): string | null {
  const items = list.groups.flatMap((group) => group.items);
  const ahead = [...items.slice(at + 1), ...items.slice(0, Math.max(at, 0))];
  return ahead.find(({ glyph }) => glyph === "todo" || glyph === "draft")?.id ?? null;
}

function useItemKeys(list: ItemListView, onToggle: () => void): void {
  const { t } = useTranslation(["keys", "scoring", "workbench"]);
  const navigate = useNavigate();
  const { view } = useDesk();
  const ids = list.groups.flatMap((group) => group.items.map((item) => item.id));
  const at = ids.indexOf(view.item.id);
  const isRun = useIsRun();
  const next = isRun ? list.nextEntityItemId : (ids[at + 1] ?? null);
  const previous = isRun ? list.previousEntityItemId : (ids[at - 1] ?? null);
  const tell = useKeyNotice();
  const go = (id: string | null, nothing: string) => () => {
    if (id === null) tell(nothing);
    else navigate(isRun ? toRunPath(id) : toItemPath(id));
  };
  useShortcuts([
    {
      id: "workbench.next-item",
      code: "KeyJ",
      keys: ["J"],
      label: t("nextItem"),
      run: go(next, t("nothing.nextItem")),
    },
    {
      id: "workbench.previous-item",
      code: "KeyK",
      keys: ["K"],
      label: t("previousItem"),
      run: go(previous, t("nothing.previousItem")),
    },
    {
      id: "workbench.next-unscored",
      code: "KeyU",
      keys: ["U"],
      label: t("scoring:keys.nextUnscored"),
      run: go(findUnscored(list, at), t("nothing.nextUnscored")),
    },
    { id: "workbench.drawer", code: "KeyL", keys: ["L"], label: t("workbench:keys.drawer"), run: onToggle },
    {
      id: "workbench.trace",
      code: "KeyT",
      keys: ["T"],
      label: t("workbench:keys.trace"),
      run: () => navigate(toTracePath(view.item.id)),
    },
  ]);
}
