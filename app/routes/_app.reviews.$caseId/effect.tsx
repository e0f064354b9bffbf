import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { VALUE_SCALE } from "#domain/index-calculator/compute-index.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { toTracePath } from "#app/ui/places.ts";
import { useScoreText } from "#app/ui/use-score-text.ts";
import type { DryRun, Movement } from "../../../server/services/review/case-effect.ts";
import type { CaseView } from "../../../server/services/review/read-case.ts";

/** What the decision did to value and rank, or would do. Absent for whoever may not know the index yet. */
export function Effect({ view }: { view: CaseView }) {
  const { t } = useTranslation("review");
  const format = useFormat();
  const { effect, dryRun } = view;
  if (effect !== null) {
    return (
      <section>
        <div className="row b mb1">
          <h2 className="h2">{t("effect")}</h2>
          <span className="sp" />
          <Link className="cap" to={toTracePath(view.itemId, effect.seq)}>
            {t("recorded", { leaf: format.count(effect.seq) })}
          </Link>
        </div>
        <Changes label={t("effect")} movements={[{ name: view.entityName[format.locale], ...effect }]} />
      </section>
    );
  }
  return dryRun === null ? null : <WouldBe view={view} dryRun={dryRun} />;
}

function WouldBe({ view, dryRun }: { view: CaseView; dryRun: DryRun }) {
  const { t } = useTranslation("review");
  const { locale } = useFormat();
  const toText = useScoreText();
  const { mainIndex } = dryRun;
  const ownMainIndex = {
    name: t("mainIndex", { code: mainIndex.code }),
    valueBefore: mainIndex.valueBefore,
    valueAfter: mainIndex.valueAfter,
    rankBefore: null,
    rankAfter: null,
  };
  const own = { ...dryRun.entity, name: t("index", { entity: view.entityName[locale] }) };
  return (
    <section>
      <div className="row b mb1">
        <h2 className="h2">{t("ifAccepted", { score: toText(dryRun.value) })}</h2>
        <span className="sp" />
        <span className="tag warn">{t("dryRun")}</span>
      </div>
      <Changes label={t("ifAccepted", { score: toText(dryRun.value) })} movements={[ownMainIndex, own]} />
      {dryRun.others.length === 0 ? (
        <p className="cap mt2">{t("noOthers")}</p>
      ) : (
        <>
          <h3 className="h3 mt2">{t("others")}</h3>
          <Changes
            label={t("others")}
            movements={dryRun.others.map((other) => ({ ...other, name: other.name[locale] }))}
          />
        </>
      )}
    </section>
  );
}

type NamedMovement = Movement & { readonly name: string };

function Changes({ label, movements }: { label: string; movements: readonly NamedMovement[] }) {
  const { t } = useTranslation("review");
  const format = useFormat();
  const value = (at: number | null): string => (at === null ? "–" : format.indexValue(at / VALUE_SCALE));
  const rank = (at: number | null): string => (at === null ? "" : ` · ${t("rankOf")} ${format.count(at)}`);
  return (
    <table className="tb t12 case-effect">
      <caption className="sr">{label}</caption>
      <thead className="sr">
        <tr>
          <th scope="col">{t("effect")}</th>
          <th scope="col">{t("was")}</th>
          <th scope="col">{t("becomes")}</th>
          <th scope="col">{t("change")}</th>
        </tr>
      </thead>
      <tbody>
        {movements.map((one) => (
          <tr key={one.name}>
            <th scope="row">{one.name}</th>
            <td className="r">
              {value(one.valueBefore)}
              {rank(one.rankBefore)}
            </td>
            <td className="r strong">
              {value(one.valueAfter)}
              {rank(one.rankAfter)}
            </td>
            <td className="r">
              {one.valueBefore === null || one.valueAfter === null
                ? "–"
                : format.change((one.valueAfter - one.valueBefore) / VALUE_SCALE, 4)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
