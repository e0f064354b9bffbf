import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Button } from "#app/ui/button.tsx";
import { NumberState } from "#app/ui/number-state.tsx";
import { toDossierPath, toTracePath } from "#app/ui/places.ts";
import type { DossierView } from "../../../server/services/dossier/dossier-view.ts";

/** Whose score it is, what it is, and what can be done with the document. */
export function DossierHead({ view, name }: { view: DossierView; name: string }) {
  const { t } = useTranslation(["dossier", "common", "shell"]);
  const format = useFormat();
  const { item } = view.dossier;
  const { value, state, round } = view;
  return (
    <header>
      <p className="cap">{t(`shell:tier.${round.tier as "provincial"}`, { year: round.year })}</p>
      <h1>{t("title")}</h1>
      <p className="t16 mt1">
        {t("of", { indicator: name, entity: item.entity[format.locale] })}{" "}
        {view.isSample && <span className="tag out">{t("sample")}</span>}
      </p>
      <p className="mt1">
        {t("score")}:{" "}
        {value.state === "number" ? (
          <b className="strong t16">
            <NumberState value={value.milliPoints / 1000} state={state} />
          </b>
        ) : (
          <b className="strong">{t(`value.${value.state}`)}</b>
        )}{" "}
        <span className="sec">{t("common:outOf", { max: format.plain(item.maxMilliPoints / 1000) })}</span>
      </p>
      <p className="cap mt1">{t("made", { time: format.dateTimeExact(view.now) })}</p>
      <div className="row wrap mt2 dossier-acts" role="group" aria-label={t("actions")}>
        <a className="btn pri" href={`${toDossierPath(item.id)}.json`} download>
          {t("save")}
        </a>
        <Button onClick={() => print()}>{t("print")}</Button>
        <Link to={toTracePath(item.id)}>{t("back")}</Link>
      </div>
    </header>
  );
}
