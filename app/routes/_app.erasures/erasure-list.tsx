import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { FreeText } from "#app/ui/free-text.tsx";
import { usePersonName } from "#app/ui/person-chip.tsx";
import { toLogPath } from "#app/ui/places.ts";
import type { ErasureCard } from "../../../server/services/erasure/erasure-view.ts";
import { ConfirmErasure } from "./confirm-erasure.tsx";
import { EarlierExports } from "./earlier-exports.tsx";

/** What waits for a second person, and what was erased. */
export function ErasureList({ erasures }: { erasures: readonly ErasureCard[] }) {
  const { t } = useTranslation("erasure");
  return (
    <section aria-labelledby="erasures">
      <h2 id="erasures" className="h2">
        {t("list.title")}
      </h2>
      {erasures.length === 0 && <EmptyState title={t("list.empty")} />}
      <ol className="erasures-list">
        {erasures.map((card) => (
          <li key={card.seq}>
            <Erasure card={card} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Erasure({ card }: { card: ErasureCard }) {
  const { t } = useTranslation("erasure");
  const format = useFormat();
  const nameOf = usePersonName();
  const { confirmed } = card;
  return (
    <article aria-labelledby={`erasure-${card.seq}`}>
      <div className="row wrap">
        <h3 id={`erasure-${card.seq}`} className="h3">
          <Link to={toLogPath(card.seq)}>{t("list.proposal", { seq: format.count(card.seq) })}</Link>
        </h3>
        <span className={confirmed === null ? "tag out" : "tag"}>
          {t(confirmed === null ? "list.waiting" : "list.done")}
        </span>
      </div>
      <p className="cap mt1">{t("list.proposed", { who: nameOf(card.by), at: format.dayTime(card.at) })}</p>
      {confirmed !== null && (
        <p className="cap">
          <Link to={toLogPath(confirmed.seq)}>
            {t("list.confirmed", {
              who: nameOf(confirmed.by),
              at: format.dayTime(confirmed.at),
              seq: format.count(confirmed.seq),
            })}
          </Link>
        </p>
      )}
      <dl className="erasures-facts mt2">
        <dt>{t("list.ground")}</dt>
        <dd>{t(`ground.${card.ground}`)}</dd>
        <dt>{t("list.reason")}</dt>
        <dd>
          <FreeText text={card.reason} />
        </dd>
        <dt>{t("list.what")}</dt>
        <dd>
          <What card={card} />
        </dd>
      </dl>
      <EarlierExports card={card} />
      {card.obstacle === "same-person" && <p className="cap mt2">{t("list.samePerson")}</p>}
      {card.obstacle === "other-office" && <p className="cap mt2">{t("list.otherOffice")}</p>}
      {card.canConfirm && <ConfirmErasure card={card} />}
    </article>
  );
}

function What({ card: { entries, identities } }: { card: ErasureCard }) {
  const { t } = useTranslation("erasure");
  const format = useFormat();
  return (
    <>
      {entries.length > 0 && (
        <span className="erasures-numbers">
          {t("list.entries", { count: entries.length })}:
          {entries.map((seq) => (
            <Link key={seq} to={toLogPath(seq)}>
              {format.count(seq)}
            </Link>
          ))}
        </span>
      )}
      {identities.length > 0 && (
        <span className="erasures-numbers">
          {t("list.identities", { count: identities.length })}: <span className="mono">{identities.join(", ")}</span>
        </span>
      )}
    </>
  );
}
