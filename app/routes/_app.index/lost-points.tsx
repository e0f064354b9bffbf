import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import type { EntityProfile } from "../../../server/services/index/index-view.ts";

/** Main indices by the points that were not reached, the largest loss first. */
export function LostPoints({ profile }: { profile: EntityProfile }) {
  const { t } = useTranslation("index");
  const format = useFormat();
  const losses = profile.mainIndices
    .flatMap((one) =>
      one.milliPoints === null || one.maxMilliPoints === null
        ? []
        : [{ ...one, lost: one.maxMilliPoints - one.milliPoints, maxMilliPoints: one.maxMilliPoints }],
    )
    .sort((a, b) => b.lost - a.lost);
  if (losses.length === 0) return null;
  return (
    <section aria-labelledby="lost">
      <h3 className="h2" id="lost">
        {t("whereLost")}
      </h3>
      <table className="tb t12">
        <tbody>
          {losses.map(({ code, name, lost, maxMilliPoints, components }) => (
            <tr key={code}>
              <th scope="row" className="left wrap ink">
                {code} {name[format.locale]}
              </th>
              <td className="r n strong">{format.change(-lost / 1000, 1)}</td>
              <td className="r n sec">{t("ofPoints", { max: format.plain(maxMilliPoints / 1000) })}</td>
              <td className="r">
                <a href={`#components-${code}`}>{t("components", { count: components.length })}</a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
