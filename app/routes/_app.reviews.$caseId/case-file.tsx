import { Link } from "@remix-run/react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { MILLI_POINTS_PER_POINT } from "#domain/scoring/milli-points.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { FreeText, usePlainText } from "#app/ui/free-text.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { toTracePath } from "#app/ui/places.ts";
import { ScoreNumber } from "#app/ui/score-number.tsx";
import { StateGlyph } from "#app/ui/state-glyph.tsx";
import type { CaseView } from "../../../server/services/review/read-case.ts";
import { Argument } from "./argument.tsx";
import { CaseSteps } from "./case-steps.tsx";

/** The case on paper: what is asked, how far it is, what each side says, and on which documents. */
export function CaseFile({ view }: { view: CaseView }) {
  const { t } = useTranslation("review");
  return (
    <section className="dpl" aria-label={t("case", { number: view.number })}>
      <CaseHead view={view} />
      <CaseSteps view={view} />
      <Argument view={view} />
      <Evidence view={view} />
    </section>
  );
}

function CaseHead({ view }: { view: CaseView }) {
  const { t } = useTranslation("review");
  const format = useFormat();
  const { before, after, indicator } = view;
  const entity = view.entityName[format.locale];
  const isDone = view.state === "closed" || view.state === "inadmissible";
  const max = format.plain(indicator.maxMilliPoints / MILLI_POINTS_PER_POINT);
  return (
    <header className="dp-head">
      <div className="row wrap">
        <span className="mono sec">{view.number}</span>
        <span className={isDone ? "tag" : "tag warn"}>
          <StateGlyph state={isDone ? "final" : "dispute"} hasText />
          {t(`state.${view.state}`)}
        </span>
        <span className="sp" />
        <span className="cap">{t("filedBy", { entity, panel: view.panelNumber })}</span>
      </div>
      <h1 className="h1 mt1">{t("heading", { entity, code: indicator.code })}</h1>
      <p className="sec">
        {indicator.code} {indicator.name[format.locale]}
        {indicator.isSample && ` (${t("sample")})`}
      </p>
      {before !== null && (
        <p className="row wrap mt2">
          <span className="cap">{t("before")}</span>
          <ScoreNumber
            value={before.value}
            state={isDone ? "final" : "disputed"}
            to={toTracePath(view.itemId, before.seq)}
          />
          {after !== null && (
            <>
              <Icon name="arrowRight" size="xs" />
              <span className="cap">{t("after")}</span>
              <ScoreNumber value={after.value} state="final" to={toTracePath(view.itemId, after.seq)} />
            </>
          )}
          <span className="cap">{t("outOf", { max })}</span>
        </p>
      )}
    </header>
  );
}

function Evidence({ view }: { view: CaseView }) {
  const { t } = useTranslation("review");
  const plain = usePlainText();
  const format = useFormat();
  const headingId = useId();
  return (
    <section className="dp-head" aria-labelledby={headingId}>
      <div className="row wrap">
        <h2 id={headingId} className="h2">
          {t("evidence")}
        </h2>
        <span className="sp" />
        {view.hasItemPage && (
          <Link to={`/items/${encodeURIComponent(view.itemId)}?case=${view.id}`}>{t("openItem")}</Link>
        )}
      </div>
      {view.evidence.length === 0 ? (
        <p className="cap mt1">{t("noEvidence")}</p>
      ) : (
        <ol className="case-documents">
          {view.evidence.map((one, position) => (
            <li key={one.id}>
              <span className="tag out">{t("documentTag", { position: position + 1 })}</span>
              <span className="col">
                <b className="med" lang="vi">
                  <FreeText text={one.name} />
                </b>
                <span className="cap">
                  {t("document", { number: plain(one.number), at: format.date(one.issuedOn), pages: one.pageCount })}
                </span>
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
