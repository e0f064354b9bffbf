import { useTranslation } from "react-i18next";
import { OfflineNotice } from "#app/ui/offline-notice.tsx";
import { BatchBar } from "./batch-bar.tsx";
import { CaseBrief } from "./case-brief.tsx";
import { FinalRail } from "./rail-final.tsx";
import { ReconcileRail } from "./rail-reconcile.tsx";
import { BlindBanner } from "./blind-banner.tsx";
import { FollowNotice } from "./follow-notice.tsx";
import { RubricSection } from "./rubric-section.tsx";
import { ScoreDesk } from "./score-desk.tsx";
import { useDesk } from "./use-desk.ts";

/** What is done with the item: scored blind, reconciled, read when final, or scored anew for a case. */
export function Rail() {
  const { t } = useTranslation("workbench");
  const { view } = useDesk();
  const { stage, seat, seals } = view;
  return (
    <section className="rail" aria-label={t(`rail.${stage}`)}>
      <OfflineNotice />
      <FollowNotice />
      {stage === "blind" && <BlindBanner />}
      {stage === "re-review" && <CaseBrief />}
      {stage === "reconcile" && <ReconcileRail />}
      {stage === "final" && <FinalRail />}
      {(stage === "re-review" || (stage === "blind" && seat === "expert")) && <ScoreDesk />}
      {stage === "blind" && seat !== "expert" && (
        <>
          <RubricSection />
          <p className="rail-note cap">
            {t(seat === "chair" ? "chairScoresNot" : seals === null ? "viewerSeesLater" : "viewerSeesCounts")}
          </p>
          <BatchBar />
        </>
      )}
    </section>
  );
}
