import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { isSameScoreValue } from "#domain/scoring/value.ts";
import type { PageCommands } from "#app/live/use-commands.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { useRefusalSentence } from "#app/ui/command-status.tsx";
import { FreeText } from "#app/ui/free-text.tsx";
import { toTracePath } from "#app/ui/places.ts";
import { CheckGlyph } from "#app/ui/state-glyph.tsx";
import { useScoreText } from "#app/ui/use-score-text.ts";
import type { CaseActs } from "../../../server/services/review/case-acts.ts";
import type { CaseView } from "../../../server/services/review/read-case.ts";
import { DecideForm } from "./decide-form.tsx";
import { ProposeForm } from "./propose-form.tsx";

/** The two slots of a decision: who proposed what, and the place of the second person. */
export function TwoPersons({ view, command }: { view: CaseView; command: PageCommands }) {
  const { t } = useTranslation("review");
  const { acts, proposal, after, returnReason } = view;
  const isWaiting = view.scores !== null && view.state !== "closed" && view.state !== "inadmissible";
  if (!isWaiting && after === null) return null;
  return (
    <section aria-labelledby="two-persons">
      <h2 id="two-persons" className="h2 mb2">
        {t("decision")}
      </h2>
      {returnReason !== null && (
        <div className="slot">
          <b className="med">{t("returnReason")}</b>
          <p className="case-text t12 sec">{returnReason}</p>
        </div>
      )}
      {proposal !== null && <ProposedSlot view={view} proposal={proposal} />}
      {proposal === null && acts.propose !== null && <ProposeForm propose={acts.propose} command={command} />}
      {proposal === null && acts.propose === null && after === null && (
        <p className="slot wait cap">{t("waitingForProposal")}</p>
      )}
      {after === null && proposal !== null && <SecondSlot view={view} command={command} />}
      {after !== null && (
        <div className="slot">
          <div className="row wrap">
            <b className="med">{t("approvedBy")}</b>
            <Outcome view={view} value={after.value} />
            <span className="sp" />
            <EntryLink view={view} seq={after.seq} />
          </div>
          <p className="case-text t12 sec">
            <FreeText text={after.reason} />
          </p>
        </div>
      )}
    </section>
  );
}

function ProposedSlot({ view, proposal }: { view: CaseView; proposal: NonNullable<CaseView["proposal"]> }) {
  const { t } = useTranslation("review");
  return (
    <div className="slot">
      <div className="row wrap">
        <span className="p pS" aria-hidden="true">
          1
        </span>
        <b className="med">
          {t("proposal")}
          {proposal.isOwn && ` (${t("mine")})`}
        </b>
        <Outcome view={view} value={proposal.value} />
        <span className="sp" />
        <EntryLink view={view} seq={proposal.seq} />
      </div>
      <p className="case-text t12 sec mt1">
        <FreeText text={proposal.reason} />
      </p>
    </div>
  );
}

function Outcome({ view, value }: { view: CaseView; value: NonNullable<CaseView["after"]>["value"] }) {
  const { t } = useTranslation("review");
  const toText = useScoreText();
  const isKept = view.before !== null && isSameScoreValue(view.before.value, value);
  return <span className="tag ok">{t(isKept ? "keep" : "accept", { score: toText(value) })}</span>;
}

function EntryLink({ view, seq }: { view: CaseView; seq: number }) {
  const format = useFormat();
  return (
    <Link className="hash" to={toTracePath(view.itemId, seq)}>
      #{format.count(seq)}
    </Link>
  );
}

/** The second person's place: theirs to fill, or why it is not. */
function SecondSlot({ view, command }: { view: CaseView; command: PageCommands }) {
  const { t } = useTranslation("review");
  const toSentence = useRefusalSentence();
  const { decide, checks, obstacle } = view.acts;
  return (
    <>
      {decide !== null && <DecideForm decide={decide} command={command} />}
      {decide === null && (
        <div className="slot wait">
          <p className="cap">{obstacle === null ? t("waitingForSecond") : toSentence(obstacle)}</p>
        </div>
      )}
      {checks !== null && <Checks checks={checks} />}
    </>
  );
}

function Checks({ checks }: { checks: NonNullable<CaseActs["checks"]> }) {
  const { t } = useTranslation("review");
  return (
    <ul className="case-checks" aria-label={t("checks")}>
      {(["isNotProposer", "hasNoEntry", "hasNoConflict"] as const).map((check) => (
        <li key={check}>
          <CheckGlyph state={checks[check] ? "met" : "missing"} />
          {t(`check.${check}`)}
        </li>
      ))}
    </ul>
  );
}
