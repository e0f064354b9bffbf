import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { SegmentedControl } from "#app/ui/segmented-control.tsx";
import type { ResultsView } from "../../../server/services/results/read-results.ts";

/** What the year says in one sentence, and the choice of years. */
export function ResultsHead({ view }: { view: ResultsView }) {
  const { t } = useTranslation("public");
  const format = useFormat();
  const { sets, year, years } = view;
  const [set] = sets;
  const rows = sets.flatMap((one) => one.rows);
  const known = rows.filter((row) => row.value !== null).length;
  const ranked = rows.filter((row) => row.rank !== null).length;
  return (
    <div className="pub-head">
      <div>
        <p className="cap mb1">{t(`tier.${view.tier as "provincial"}`)}</p>
        <h1>
          <Headline view={view} />
        </h1>
        {year !== null && (
          <p className="lead mt2">
            {set?.source.kind === "round"
              ? t("leadAll", { year, total: rows.length })
              : t("lead", { year, known: format.count(known), ranked: format.count(ranked) })}
          </p>
        )}
        {years.length > 0 && (
          <p className="mt3">
            <SegmentedControl
              label={t("years")}
              value={String(year)}
              segments={years.map((one) => ({ value: String(one), label: one, to: `?year=${one}` }))}
            />
          </p>
        )}
      </div>
      {set !== undefined && set.mean !== null && (
        <dl className="r">
          <dt className="cap">{t("mean", { count: set.rows.length })}</dt>
          <dd className="pub-value n" data-s="published">
            {format.indexValue(set.mean / 10_000)}
          </dd>
        </dl>
      )}
    </div>
  );
}

function Headline({ view }: { view: ResultsView }) {
  const { t } = useTranslation("public");
  const { locale } = useFormat();
  const { year, sets } = view;
  if (year === null) return t("title");
  const leaders = sets.length === 1 ? (sets[0]?.rows.filter((row) => row.rank === 1) ?? []) : [];
  const [first] = leaders;
  if (first === undefined) return t("headlinePlain", { year });
  return leaders.length > 1
    ? t("headlineTied", { count: leaders.length, year })
    : t("headline", { first: first.name[locale], year });
}
