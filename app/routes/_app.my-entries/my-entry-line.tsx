import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Icon, type IconName } from "#app/ui/icon.tsx";
import { toTracePath } from "#app/ui/places.ts";
import { PART_NAMES } from "#domain/ledger/commitment.ts";
import type { MyEntry } from "../../../server/services/my-entries/my-entries-view.ts";
import type { ReceiptState } from "./compare-receipts.ts";

const ICONS: Record<ReceiptState, IconName> = { matches: "check", differs: "alert", none: "minus" };
const TONES: Record<ReceiptState, string> = { matches: "ok", differs: "bad strong", none: "muted" };

/** One act; it opens to what the log holds of it. `receipt` is null before the comparison, and for acts of others. */
export function MyEntryLine({ entry, receipt }: { entry: MyEntry; receipt: ReceiptState | null }) {
  const { t } = useTranslation(["receipts", "log"]);
  const format = useFormat();
  const { seq, at, type, isMine, item, actorId } = entry;
  return (
    <li>
      <details>
        <summary>
          <Icon name="chevronRight" size="xs" />
          <span className="hash">#{format.count(seq)}</span>
          <time className="n sec" dateTime={at}>
            {format.dateTimeExact(at)}
          </time>
          <span className="what">
            <span className="med">{t(`log:event.${type}`)}</span>
            {item && (
              <span className="sec">
                {" "}
                {item.entityName[format.locale]} {item.indicator}
              </span>
            )}
            {!isMine && <span className="tag out">{t("mine.about")}</span>}
          </span>
          {receipt !== null && (
            <span className={`row ${TONES[receipt]}`}>
              <Icon name={ICONS[receipt]} size="xs" />
              {t(`mine.receipt.${receipt}`)}
            </span>
          )}
        </summary>
        <div className="mine-detail">
          {receipt === "differs" && <p className="bad">{t("mine.differsText")}</p>}
          <p className="cap">{t("mine.actor", { actor: actorId })}</p>
          {PART_NAMES.map((part) => {
            const held = entry.parts[part];
            return (
              <div key={part}>
                <p className="cap">{t(`part.${part}`)}</p>
                <p className="pre">
                  {held === null ? t("part.withheld") : held === "erased" ? t("part.erased") : held.bytes}
                </p>
              </div>
            );
          })}
          <p className="cap">{t("mine.publicEntry")}</p>
          <p className="pre">{entry.entry}</p>
          {item && <Link to={`${toTracePath(item.itemId)}?at=${seq}`}>{t("mine.trace")}</Link>}
        </div>
      </details>
    </li>
  );
}
