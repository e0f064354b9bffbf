import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Button } from "#app/ui/button.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import { PersonChip } from "#app/ui/person-chip.tsx";
import { useDesk } from "./use-desk.ts";
import { FollowContext, useFollowChair, useFollowedChair } from "./use-follow-chair.ts";

/** Follows for all below it; they alone are drawn anew with it, as `children` stay the same. */
export function FollowProvider({ children }: { children: ReactNode }) {
  return <FollowContext.Provider value={useFollowChair()}>{children}</FollowContext.Provider>;
}

/** The chair went away from the page that followed: where to, and what next. */
export function FollowNotice() {
  const { t } = useTranslation("keys");
  const { isLeft, chairElsewhereId, toggle, stay } = useFollowedChair();
  const toName = useItemName();
  if (!isLeft) return null;
  const isGone = chairElsewhereId === null;
  return (
    <div className="rail-note" data-follow>
      <InlineAlert
        tone="neutral"
        isLive
        title={isGone ? t("chair.left") : t("chair.moved", { item: toName(chairElsewhereId) })}
        actions={
          <>
            {!isGone && (
              <Button size="sm" variant="primary" shortcut="Shift F" onClick={toggle}>
                {t("chair.go")}
              </Button>
            )}
            <Button size="sm" onClick={stay}>
              {t("chair.stay")}
            </Button>
          </>
        }
      >
        {isGone && t("chair.gone")}
      </InlineAlert>
    </div>
  );
}

/** Where the chair is, and the key that leads there or ends it; nothing while no chair is known to be anywhere. */
export function FollowSwitch() {
  const { t } = useTranslation(["workbench", "keys"]);
  const { isChairHere, chairElsewhereId, isFollowing, toggle } = useFollowedChair();
  const toName = useItemName();
  return (
    <>
      <p className="row t12">
        <PersonChip person={{ role: "chair", letter: "" }} size="sm" hasText />
        <span>
          {isChairHere || chairElsewhereId === null
            ? t("chairHere")
            : t("keys:chair.at", { item: toName(chairElsewhereId) })}
        </span>
      </p>
      <Button size="sm" shortcut="Shift F" className="mt1" data-follow aria-pressed={isFollowing} onClick={toggle}>
        {t(isFollowing ? "following" : "follow")}
      </Button>
    </>
  );
}

/** An item of the list beside by its code and name; of others nothing is known here. */
function useItemName(): (itemId: string) => string {
  const { t } = useTranslation("keys");
  const { locale } = useFormat();
  const { list } = useDesk().view;
  return (itemId) => {
    const item = list?.groups.flatMap(({ items }) => items).find(({ id }) => id === itemId);
    if (item === undefined) return t("chair.otherItem");
    return t("chair.item", { code: item.code, name: item.shortName[locale] });
  };
}
