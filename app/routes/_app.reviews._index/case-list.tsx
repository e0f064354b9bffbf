import { Link, useSearchParams } from "@remix-run/react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { CaseState } from "#domain/policy/thing.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { SegmentedControl } from "#app/ui/segmented-control.tsx";
import { StateGlyph } from "#app/ui/state-glyph.tsx";
import type { CaseLine } from "../../../server/services/review/case-line.ts";
import type { ReviewsView } from "../../../server/services/review/read-reviews.ts";

/** With whom a case is: the filters of the list, in the address as `?with=`. */
const HOLDERS = ["office", "review", "done"] as const;
type Holder = (typeof HOLDERS)[number];

const HOLDER_BY_STATE: Readonly<Record<CaseState, Holder>> = {
  opened: "office",
  admissible: "office",
  inadmissible: "done",
  "re-review": "review",
  "re-scored": "office",
  proposed: "office",
  closed: "done",
};

type CaseListProps = Pick<ReviewsView, "cases" | "viewer" | "now">;

/** Cases, newest first; those who see many can narrow them down. */
export function CaseList({ cases, viewer, now }: CaseListProps) {
  const { t } = useTranslation("review");
  const [search] = useSearchParams();
  const headingId = useId();
  const wanted = HOLDERS.find((holder) => holder === search.get("with")) ?? "all";
  const shown = cases.filter((one) => wanted === "all" || HOLDER_BY_STATE[one.state] === wanted);
  const countOf = (holder: Holder): number => cases.filter((one) => HOLDER_BY_STATE[one.state] === holder).length;
  return (
    <section aria-labelledby={headingId}>
      <div className="row wrap reviews-head">
        <h2 id={headingId} className="h2">
          {t("list.cases")}
        </h2>
        <span className="sp" />
        {viewer === "overseer" && cases.length > 0 && (
          <SegmentedControl
            label={t("list.filter")}
            value={wanted}
            segments={[
              { value: "all", label: t("list.all", { count: cases.length }), to: "?" },
              ...HOLDERS.map((holder) => ({
                value: holder,
                label: t(`list.${holder}`, { count: countOf(holder) }),
                to: `?with=${holder}`,
              })),
            ]}
          />
        )}
      </div>
      {cases.length === 0 && <EmptyState title={t(`empty.${viewer}`)}>{t(`empty.${viewer}Text`)}</EmptyState>}
      {cases.length > 0 && shown.length === 0 && <EmptyState title={t("empty.filtered")} />}
      {shown.length > 0 && (
        <ul className="review-rows">
          {shown.map((one) => (
            <CaseRow key={one.id} line={one} now={now} />
          ))}
        </ul>
      )}
    </section>
  );
}

function CaseRow({ line, now }: { line: CaseLine; now: string }) {
  const { t } = useTranslation("review");
  const format = useFormat();
  const isDone = HOLDER_BY_STATE[line.state] === "done";
  const { indicator } = line;
  return (
    <li className="review-row">
      <div className="col">
        <Link to={`/reviews/${line.id}`} className="med">
          <span className="mono">{line.number}</span> {line.entityName[format.locale]} · {indicator.code}
        </Link>
        <span className="cap">
          {indicator.name[format.locale]}
          {indicator.isSample && ` (${t("sample")})`}
        </span>
      </div>
      <span className="cap">{t(`ground.${line.ground}`)}</span>
      <span className="row t12">
        <StateGlyph state={isDone ? "final" : "dispute"} hasText />
        {t(`state.${line.state}`)}
      </span>
      <span className="col cap review-dates">
        <span>{t("list.filed", { at: format.dayTime(line.openedAt) })}</span>
        {line.closedAt === null ? (
          <span className={line.dueAt <= now ? "bad" : "warn"}>
            {t("list.due", { at: format.dayTime(line.dueAt) })} · {format.deadline(line.dueAt, now)}
          </span>
        ) : (
          <span>{t("list.closed", { at: format.dayTime(line.closedAt) })}</span>
        )}
      </span>
    </li>
  );
}
