import { useTranslation } from "react-i18next";
import type { Dossier } from "#domain/ledger/dossier.ts";
import { parseNote } from "#domain/ledger/signed-note.ts";

/** The note that every proof ends in, and the key to compare. */
export function CheckpointSection({ dossier: { checkpoint, key, log } }: { dossier: Dossier }) {
  const { t } = useTranslation("dossier");
  const others = parseNote(checkpoint).signatures.filter(({ name }) => name !== log);
  return (
    <section aria-labelledby="checkpoint">
      <h2 className="h2" id="checkpoint">
        {t("checkpoint.title")}
      </h2>
      <p className="sec mt1">{t("checkpoint.text")}</p>
      <p className="pre mt1">{checkpoint}</p>
      <p className="cap mt1">
        {others.length === 0 ? t("checkpoint.notCosigned") : t("checkpoint.cosigned", { count: others.length })}
      </p>
      <p className="cap mt1">{t("checkpoint.key")}</p>
      <p className="hash full">{key}</p>
    </section>
  );
}
