import { useTranslation } from "react-i18next";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import { CommandStatus, useRefusalSentence } from "#app/ui/command-status.tsx";
import { useCommand } from "#app/live/use-commands.ts";
import type { CaseView } from "../../../server/services/review/read-case.ts";
import { AdmissionForm } from "./admission-form.tsx";
import { AssignForm } from "./assign-form.tsx";
import { Effect } from "./effect.tsx";
import { IndependentReview } from "./independent-review.tsx";
import { RescoreForm } from "./rescore-form.tsx";
import { TwoPersons } from "./two-persons.tsx";

/** What is to be done now, by whom it is, and what it would do. */
export function DecisionSide({ view }: { view: CaseView }) {
  const { t } = useTranslation("review");
  const toSentence = useRefusalSentence();
  const { acts } = view;
  // One for all forms: a form goes as soon as its act is recorded, and what was recorded is said in its place.
  const command = useCommand();
  return (
    <section className="side" aria-label={t("decision")}>
      {command.status.state === "recorded" && (
        <section>
          <CommandStatus status={command.status} onRetry={command.retry} />
        </section>
      )}
      {acts.obstacle === "fresh-eyes.stake" && (
        <section>
          <InlineAlert tone="warn">{toSentence(acts.obstacle)}</InlineAlert>
        </section>
      )}
      {view.admissionReason !== null && (
        <section>
          <h2 className="h2">{t(view.state === "inadmissible" ? "refusalReason" : "admissionReason")}</h2>
          <p className="case-text t12 mt1">{view.admissionReason}</p>
        </section>
      )}
      {acts.canAdmit && <AdmissionForm facts={acts.facts} command={command} />}
      {acts.reviewers !== null && (
        <AssignForm
          facts={acts.facts}
          reviewers={acts.reviewers}
          isAgain={view.state === "re-review"}
          command={command}
        />
      )}
      {acts.rescore !== null && <RescoreForm rescore={acts.rescore} command={command} />}
      {view.reviewer !== null && <IndependentReview view={view} />}
      <TwoPersons view={view} command={command} />
      <Effect view={view} />
    </section>
  );
}
