import { useTranslation } from "react-i18next";
import { usePlainText } from "#app/ui/free-text.tsx";
import type { DossierView } from "../../../server/services/dossier/dossier-view.ts";

/** Files that the score rests on: their names for people, their hashes for everybody. */
export function EvidenceSection({ view }: { view: DossierView }) {
  const { t } = useTranslation("dossier");
  const toPlain = usePlainText();
  const names = new Map(view.evidence.map((file) => [file.sha256, file]));
  const { evidence } = view.dossier;
  return (
    <section aria-labelledby="files">
      <h2 className="h2" id="files">
        {t("evidence.title")}
      </h2>
      {evidence.length === 0 && <p className="sec mt1">{t("evidence.none")}</p>}
      <ul className="mt1">
        {evidence.map(({ sha256, bytes }) => (
          <li key={sha256} className="mt1">
            <b className="med">
              {names.get(sha256)?.number} {toPlain(names.get(sha256)?.name ?? "")}
            </b>{" "}
            <span className="cap">{t("evidence.bytes", { count: bytes })}</span>
            <p className="hash full">{sha256}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
