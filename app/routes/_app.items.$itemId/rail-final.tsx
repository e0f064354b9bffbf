import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { FreeText } from "#app/ui/free-text.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import { toTracePath } from "#app/ui/places.ts";
import { ScoreNumber } from "#app/ui/score-number.tsx";
import { ChangeStream } from "./change-stream.tsx";
import { ConclusionText } from "./conclusion-text.tsx";
import { LateChange } from "./late-change.tsx";
import { ConvergenceSection } from "./convergence-section.tsx";
import { MinorityOpinions } from "./minority-opinions.tsx";
import { ReasonList } from "./reason-list.tsx";
import { RubricSection } from "./rubric-section.tsx";
import { useDesk } from "./use-desk.ts";
import { useOpinion } from "./use-opinion.ts";

/** The final score with its way: read only, with the trace one step away. */
export function FinalRail() {
  const { t } = useTranslation(["workbench", "common"]);
  const format = useFormat();
  const { view } = useDesk();
  const { decision, reconciliation, item } = view;
  const { begun, begin } = useOpinion();
  const isDisputed = item.state === "under-review";
  return (
    <>
      <LateChange onDissent={view.rights.canDissent ? (given) => begin({ given, resumed: null }) : null} />
      {decision === null ? (
        <p className="rail-note cap">{t("finalLater")}</p>
      ) : (
        <section className="final-score">
          <div className="row">
            <span className="big">
              <ScoreNumber
                value={decision.value}
                state={isDisputed ? "disputed" : item.state === "published" ? "published" : "final"}
                to={toTracePath(item.id, decision.seq)}
              />
            </span>
            <span className="muted score-max">/ {format.plain(item.maxMilliPoints / 1000)}</span>
            <span className="sp" />
            <span className="cap r">
              {t("finalAt", { at: format.dayTime(decision.at) })}
              <br />
              {t(`rule.${decision.rule as "median"}`)}
            </span>
          </div>
          {decision.isProvisional && <span className="tag warn">{t("common:provisional")}</span>}
          {isDisputed && (
            <div className="mt2">
              <InlineAlert tone="warn" title={t("underReview.title")}>
                {t("underReview.text")} <Link to="/reviews">{t("underReview.link")}</Link>
              </InlineAlert>
            </div>
          )}
          {decision.isReviewed && <p className="cap mt1">{t("fromReview")}</p>}
          {decision.reason !== "" && (
            <p className="t12 mt2">
              <FreeText text={decision.reason} />
            </p>
          )}
        </section>
      )}
      {reconciliation !== null ? (
        <>
          <MinorityOpinions opinions={reconciliation.opinions} begun={begun} onBegin={begin} />
          <ConvergenceSection reconciliation={reconciliation} />
          <ReasonList scores={reconciliation.scores} />
          <ChangeStream changes={reconciliation.changes} />
          <ConclusionText nodes={reconciliation.conclusion.nodes} />
        </>
      ) : (
        <RubricSection />
      )}
    </>
  );
}
