import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import type { ResultsView } from "../../../server/services/results/read-results.ts";

/** How to read the numbers, and where they come from. */
export function ResultNotes({ view }: { view: ResultsView }) {
  const { t } = useTranslation("public");
  const format = useFormat();
  // Sets of one year come from one table.
  const sources = [...new Map(view.sets.map(({ source }) => [source.seq, source])).values()];
  return (
    <div>
      <h2>{t("compared")}</h2>
      {view.merger && <p className="read mt1">{t("comparedText", view.merger)}</p>}
      <p className="read mt1">{t("frameworks")}</p>
      <p className="read mt1">{t("dash")}</p>
      {view.sets.length > 0 && <h2 className="mt4">{t("source.title")}</h2>}
      <ul className="read mt1">
        {sources.map((source) => (
          <li key={source.seq}>
            {t(`source.${source.kind}`, { seq: format.count(source.seq) })}
            {source.hash !== null && (
              <span className="hash" title={source.hash}>
                {" "}
                {t("source.hash", { hash: format.hash(source.hash) })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
