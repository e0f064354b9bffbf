import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Icon } from "#app/ui/icon.tsx";
import { StateGlyph } from "#app/ui/state-glyph.tsx";
import { useDesk } from "./use-desk.ts";

const DAY_MS = 86_400_000;

/** Says that nobody sees anybody's work yet, and how many ballots are sealed: a count, no names. */
export function BlindBanner() {
  const { t } = useTranslation("workbench");
  const format = useFormat();
  const { view } = useDesk();
  const { seals, item, now } = view;
  const leftMs = new Date(item.dueAt).getTime() - new Date(now).getTime();
  const isLastDay = leftMs > 0 && leftMs < DAY_MS;
  const counts = { sealed: seals?.given ?? 0, total: seals?.due ?? 0 };
  return (
    <div className="banner">
      <div>
        <p className="row">
          <Icon name="hidden" className="blind" />
          <b className="strong">{t("banner.title")}</b>
          <span className="sp" />
          {seals !== null && (
            <>
              <span className="row seal-count" role="img" aria-label={t("banner.sealedSpoken", counts)}>
                {Array.from({ length: seals.due }, (_, place) => (
                  <StateGlyph
                    key={place}
                    state={place < seals.given ? "sealed" : "todo"}
                    hasText
                    className={place < seals.given ? "blind" : "muted"}
                  />
                ))}
              </span>
              <span className="t12" aria-hidden="true">
                {t("banner.sealed", counts)}
              </span>
            </>
          )}
        </p>
        <p className={isLastDay ? "t12 sec banner-text" : "t12 sec banner-text is-long"}>
          {isLastDay
            ? t("banner.lastDay", { left: format.deadline(item.dueAt, now) })
            : seals === null
              ? t("banner.textAlone")
              : t("banner.text", { at: format.dayTime(item.dueAt) })}
        </p>
      </div>
    </div>
  );
}
