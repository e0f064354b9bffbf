import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { LinkButton } from "#app/ui/button.tsx";
import { CopyLink } from "#app/ui/copy-link.tsx";
import { NumberState } from "#app/ui/number-state.tsx";
import { toDossierPath } from "#app/ui/places.ts";
import type { TraceView } from "../../../server/services/trace/trace-view.ts";

/** What is traced: the entity's value where the person may see it, and the final score. */
export function TraceHead({ view }: { view: TraceView }) {
  const { t } = useTranslation(["trace", "common", "dossier"]);
  const format = useFormat();
  const { index, item, decision, round } = view;
  const { indicator } = item;
  return (
    <div className="tc-head">
      {index !== null && index.value !== null && (
        <span className="strong t16">
          <NumberState value={index.value / 10_000} state={index.isPublished ? "published" : "open"} format="index" />
        </span>
      )}
      <h1 className="h2">{t("heading", { entity: item.entityName[format.locale], year: round.year })}</h1>
      {index !== null && index.rank !== null && (
        <span className="cap">
          {index.isPublished
            ? t("rank", { rank: index.rank })
            : t("provisionalRank", { rank: index.rank, coverage: format.percent(index.coverage / 10_000, 0) })}
          {index.profile.milliPoints !== null &&
            ` · ${t("pointsOf", {
              points: format.points(index.profile.milliPoints / 1000),
              max: format.plain(index.scaleMilliPoints / 1000),
            })}`}
          {` · ${t("resultIn", { hash: format.hash(index.resultHash), seq: format.count(index.seq) })}`}
        </span>
      )}
      <span className="sp" />
      {decision !== null && (
        <LinkButton size="sm" to={toDossierPath(item.id)}>
          {t("dossier:link")}
        </LinkButton>
      )}
      <CopyLink icon="copy" />
      <p className="tc-item">
        <b className="strong">
          {indicator.code} {indicator.name[format.locale]}
        </b>{" "}
        {indicator.isSample && <span className="tag out">{t("sample")}</span>}{" "}
        <span className="sec">
          {decision === null ? t("noDecision") : `${t("decision")}: `}
          {decision?.value.state === "number" && (
            <NumberState value={decision.value.milliPoints / 1000} state={decision.state} />
          )}
          {decision !== null && decision.value.state !== "number" && t(`state.${decision.value.state}`)}{" "}
          {t("common:outOf", { max: format.plain(indicator.maxMilliPoints / 1000) })}{" "}
          {decision?.isProvisional === true && <span className="tag warn">{t("common:provisional")}</span>}
        </span>
      </p>
    </div>
  );
}
