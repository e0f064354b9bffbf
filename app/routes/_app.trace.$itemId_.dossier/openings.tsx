import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import type { DossierLine } from "../../../server/services/dossier/dossier-view.ts";

/** What opens the seals: salt and bytes, as they were hashed. */
export function Openings({ lines }: { lines: readonly DossierLine[] }) {
  const { t } = useTranslation("dossier");
  const format = useFormat();
  const opened = lines.flatMap(({ seq, type, parts: { value } }) =>
    type === "score.sealed" && value !== null && value !== "erased" ? [{ seq, value }] : [],
  );
  return (
    <section aria-labelledby="openings">
      <h2 className="h2" id="openings">
        {t("openings.title")}
      </h2>
      <p className="sec mt1">{t(opened.length === 0 ? "openings.none" : "openings.text")}</p>
      {opened.map(({ seq, value }) => (
        <div key={seq} className="mt1">
          <p className="cap">{t("openings.entry", { seq: format.count(seq) })}</p>
          <p className="pre">
            {t("openings.salt")} {value.salt}
            {"\n"}
            {value.bytes}
          </p>
        </div>
      ))}
    </section>
  );
}
