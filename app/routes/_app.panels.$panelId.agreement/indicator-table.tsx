import { useTranslation } from "react-i18next";
import type { DisagreementCounts } from "#domain/agreement/panel-agreement.ts";
import type { AgreementSummary } from "#domain/agreement/summarise-agreement.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { writeStatistic } from "#app/ui/write-statistic.ts";
import type { AgreementView } from "../../../server/services/agreement/agreement-view.ts";
import { type Measure, pickMeasure, type Shown } from "./measures.ts";
import { type Domain, Whisker } from "./whisker.tsx";

/** Krippendorff: enough for tentative conclusions, and enough to rely on. */
const MARKS = [0, 0.667, 0.8] as const;

export interface IndicatorTableProps {
  readonly view: AgreementView;
  readonly measure: Measure;
}

/** The panel as a whole and each indicator, with one coefficient of each. */
export function IndicatorTable({ view, measure }: IndicatorTableProps) {
  const { t } = useTranslation("agreementPage");
  const { locale } = useFormat();
  const { agreement, indicators } = view;
  const byCode = new Map(indicators.map((one) => [one.code, one]));
  const domain = findDomain([agreement.panel, ...agreement.indicators].map((one) => pickMeasure(one, measure)));
  return (
    <table className="tb agreement-table">
      <caption className="sr">{t("byIndicator")}</caption>
      <thead className="stick">
        <tr>
          <th scope="col">{t("indicator")}</th>
          <th scope="col" className="r" title={t("pairableMeaning")}>
            {t("pairable")}
          </th>
          <th scope="col" className="r">
            {t("raters")}
          </th>
          <th scope="col" className="r">
            {t(`measure.${measure}`)}
          </th>
          <th scope="col">
            <Scale domain={domain} />
          </th>
          <th scope="col" className="r" title={t("disagreementMeaning")}>
            {t("disagreement")}
          </th>
        </tr>
      </thead>
      <tbody>
        <Row name={t("wholePanel")} summary={agreement.panel} measure={measure} domain={domain} isWhole />
        {agreement.indicators.map((one) => (
          <Row
            key={one.indicator}
            name={`${one.indicator} ${byCode.get(one.indicator)?.shortName[locale] ?? ""}`}
            summary={one}
            measure={measure}
            domain={domain}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly name: string;
  readonly summary: AgreementSummary & { readonly disagreement: DisagreementCounts };
  readonly measure: Measure;
  readonly domain: Domain;
  readonly isWhole?: boolean;
}

function Row({ name, summary, measure, domain, isWhole = false }: RowProps) {
  const { t } = useTranslation("agreementPage");
  const { t: words } = useTranslation("agreement");
  const format = useFormat();
  const { value, interval } = pickMeasure(summary, measure);
  const { judgedCount, byIprasCount } = summary.disagreement;
  const text = writeStatistic(value, interval, { t: words, format });
  return (
    <tr className={isWhole ? "b" : undefined}>
      <th scope="row">{name}</th>
      <td className="r n">{t("ofItems", { count: summary.pairableCount, total: summary.itemCount })}</td>
      <td className="r n">{summary.raterCount}</td>
      {value.reason === null ? (
        <>
          <td className="r n">{format.decimal(value.value, 3)}</td>
          <td>
            <Whisker
              value={value.value}
              interval={interval?.value ?? null}
              domain={domain}
              marks={MARKS}
              label={text}
            />
          </td>
        </>
      ) : (
        <td colSpan={2} className="sec wrap">
          {text}
        </td>
      )}
      <td className="r n">{judgedCount === 0 ? "–" : t("ofItems", { count: byIprasCount, total: judgedCount })}</td>
    </tr>
  );
}

/** What the column of points is measured on. */
function Scale({ domain }: { domain: Domain }) {
  const { t } = useTranslation("agreementPage");
  const format = useFormat();
  return (
    <span className="agreement-scale">
      <span>{format.plain(domain.low)}</span>
      <span>{t("marks", { low: format.plain(MARKS[1]), high: format.plain(MARKS[2]) })}</span>
      <span>{format.plain(domain.high)}</span>
    </span>
  );
}

/** From 0, or from the quarter below the lowest end of an interval, to 1: one scale for all rows. */
function findDomain(shown: readonly Shown[]): Domain {
  const lows = shown.map(({ value, interval }) => interval?.value?.low ?? value.value ?? 0);
  return { low: Math.max(-1, Math.floor(Math.min(0, ...lows) * 4) / 4), high: 1 };
}
