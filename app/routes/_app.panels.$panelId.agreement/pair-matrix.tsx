import { useTranslation } from "react-i18next";
import type { PairAgreement } from "#domain/agreement/panel-agreement.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { writeStatistic } from "#app/ui/write-statistic.ts";
import type { AgreementView } from "../../../server/services/agreement/agreement-view.ts";
import { type Measure, pickMeasure } from "./measures.ts";

/** Lower ends of the lighter shades, from full agreement; what is below all of them is the darkest. */
const SHADES = [0.8, 0.667, 0.4, 0.2, 0] as const;

/** Every two experts of the panel, the less they agree the darker. */
export function PairMatrix({ view, measure }: { view: AgreementView; measure: Measure }) {
  const { t } = useTranslation("agreementPage");
  const { experts, agreement } = view;
  const pairs = new Map(agreement.pairs.map((pair) => [pair.experts.join("\n"), pair]));
  const [, ...rows] = experts;
  return (
    <section aria-labelledby="pairs">
      <div className="row b mb1">
        <h2 className="h2" id="pairs">
          {t("pairs")}
        </h2>
        <span className="sp" />
        <span className="cap">{t("pairsNote", { measure: t(`measure.${measure}`) })}</span>
      </div>
      <table className="pair-matrix">
        <thead>
          <tr>
            <td />
            {experts.slice(0, -1).map((one) => (
              <th key={one.actorId} scope="col">
                {one.letter}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row.actorId}>
              <th scope="row">{row.letter}</th>
              {experts.slice(0, at + 1).map((column) => (
                <PairCell
                  key={column.actorId}
                  pair={pairs.get(`${column.actorId}\n${row.actorId}`)}
                  measure={measure}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function PairCell({ pair, measure }: { pair: PairAgreement | undefined; measure: Measure }) {
  const { t } = useTranslation("agreement");
  const format = useFormat();
  if (pair === undefined) return <td />;
  const { value, interval } = pickMeasure(pair, measure);
  const text = writeStatistic(value, interval, { t, format });
  if (value.reason !== null) {
    return (
      <td className="sec" title={text}>
        <span aria-hidden="true">–</span>
        <span className="sr">{text}</span>
      </td>
    );
  }
  const step = SHADES.findIndex((low) => value.value >= low);
  return (
    <td className={`n c${step === -1 ? SHADES.length : step}`} title={text}>
      {format.decimal(value.value, 2)}
    </td>
  );
}
