import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { toTracePath } from "#app/ui/places.ts";
import { NumberState } from "#app/ui/number-state.tsx";
import type { EntityProfile, ProfileComponent } from "../../../server/services/index/index-view.ts";

/** Every component with its value or why it has none; what experts scored leads to its trace. */
export function ComponentTable({ profile }: { profile: EntityProfile }) {
  const { t } = useTranslation("index");
  const { locale } = useFormat();
  return (
    <section aria-labelledby="components">
      <h3 className="h2" id="components">
        {t("componentsTitle")}
      </h3>
      <table className="tb t12">
        {profile.mainIndices.map(({ code, name, components }) => (
          <tbody key={code}>
            <tr className="grp">
              <th scope="rowgroup" colSpan={2} className="left" id={`components-${code}`} tabIndex={-1}>
                {code} {name[locale]}
              </th>
            </tr>
            {components.map((component) => (
              <tr key={component.code}>
                <td className="wrap">
                  {component.code} {component.name[locale]}{" "}
                  {component.isSample && <span className="tag out">{t("sample")}</span>}
                  <span className="cap"> {t(`source.${component.source}`)}</span>
                </td>
                <td className="r">
                  <ComponentValue component={component} />
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

function ComponentValue({ component }: { component: ProfileComponent }) {
  const { t } = useTranslation(["index", "common"]);
  const format = useFormat();
  const { state, milliPoints, maxMilliPoints, itemId, isUnderReview } = component;
  if (state !== "number") return <span className="muted">{t(`state.${state}`)}</span>;
  if (milliPoints === null) return <span className="muted">{t("state.blank")}</span>;
  return (
    <>
      {itemId === null ? (
        <span className="n">{format.points(milliPoints / 1000)}</span>
      ) : (
        <NumberState value={milliPoints / 1000} state={isUnderReview ? "disputed" : "final"} to={toTracePath(itemId)} />
      )}
      <span className="muted n"> {t("common:outOf", { max: format.plain(maxMilliPoints / 1000) })}</span>
    </>
  );
}
