import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { LinkButton } from "#app/ui/button.tsx";
import { toTracePath } from "#app/ui/places.ts";
import type { EntityProfile, IndexRow, IndexView } from "../../../server/services/index/index-view.ts";
import { ComponentTable } from "./component-table.tsx";
import { LostPoints } from "./lost-points.tsx";
import { IndexValue } from "./ranking-table.tsx";
import { SpreadPlot } from "./spread-plot.tsx";
import { YearsChart } from "./years-chart.tsx";

interface EntityPaneProps {
  view: IndexView;
  row: IndexRow;
  profile: EntityProfile;
}

/** One entity: value, main indices, the years, and where its points went. */
export function EntityPane({ view, row, profile }: EntityPaneProps) {
  const { t } = useTranslation(["index", "common"]);
  const format = useFormat();
  const name = row.name[format.locale];
  const { scaleMilliPoints } = view.round;
  return (
    <aside className="ix-side scroll" aria-label={name}>
      <section>
        <div className="row">
          <h2 className="h1">{name}</h2>
          {!view.isPublished && <span className="tag warn">{t("provisional.tag")}</span>}
          <span className="sp" />
          {row.traceItemId !== null && (
            <LinkButton to={toTracePath(row.traceItemId)} size="sm" shortcut="T">
              {t("common:action.trace")}
            </LinkButton>
          )}
        </div>
        <p className="row b wrap mt1">
          <IndexValue row={row} isPublished={view.isPublished} isBig />
          {profile.milliPoints !== null && (
            <span className="sec">
              {t("pointsOf", {
                points: format.points(profile.milliPoints / 1000),
                max: format.plain(scaleMilliPoints / 1000),
              })}
            </span>
          )}
        </p>
        <RankSentence view={view} row={row} />
      </section>
      <SpreadPlot view={view} row={row} />
      <YearsChart view={view} row={row} profile={profile} />
      <LostPoints profile={profile} />
      <ComponentTable profile={profile} />
    </aside>
  );
}

/** A rank is never said without how much of it is known. */
function RankSentence({ view, row }: { view: IndexView; row: IndexRow }) {
  const { t } = useTranslation("index");
  const format = useFormat();
  const total = view.rows.length;
  if (row.rank === null) return <p className="mt2">{t("provisional.none")}</p>;
  const moved = row.change?.rank ?? null;
  const coverage = format.percent(row.coverage / 10_000, 0);
  return (
    <p className="mt2">
      {view.isPublished
        ? t("provisional.rankPublished", { rank: row.rank, total })
        : t("provisional.rank", { rank: row.rank, total, coverage })}{" "}
      {moved !== null && (
        <span className="sec">
          {moved === 0 ? t("stay") : t(moved > 0 ? "climb" : "fall", { count: Math.abs(moved) })}
          {view.round.previousYear !== null && `, ${t("change", { year: view.round.previousYear }).toLowerCase()}`}
        </span>
      )}
    </p>
  );
}
