import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { browserCrypto } from "#app/live/browser-crypto.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import type { Dossier } from "#domain/ledger/dossier.ts";
import { verifyDossier } from "#domain/ledger/verify-dossier.ts";
import type { LogCheck, LogVerification } from "#domain/ledger/verify-log.ts";

const TONES = { passed: "ok", failed: "bad", "not-disclosed": "warn" } as const;
const VERDICTS = { passed: "passed", failed: "failed", "not-disclosed": "open" } as const;

/** The document verified by the reader's own browser, a line for each check. */
export function DossierChecks({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation("dossier");
  const [found, setFound] = useState<LogVerification | null>(null);
  useEffect(() => setFound(verifyDossier(browserCrypto, dossier)), [dossier]);
  return (
    <section aria-labelledby="checks">
      <h2 className="h2" id="checks">
        {t("checks.title")}
      </h2>
      {found === null ? (
        <p className="sec mt1" role="status">
          {t("checks.running")}
        </p>
      ) : (
        <>
          <p className={`strong mt1 ${TONES[found.verdict]}`} role={found.verdict === "failed" ? "alert" : "status"}>
            {t(`checks.${VERDICTS[found.verdict]}`)}
          </p>
          <dl className="dossier-checks mt1">
            {found.checks.map((check) => (
              <CheckLine key={check.name} check={check} />
            ))}
          </dl>
        </>
      )}
    </section>
  );
}

function CheckLine({ check }: { check: LogCheck }) {
  const { t } = useTranslation("dossier");
  const format = useFormat();
  const { name, passed, failed, notDisclosed } = check;
  const isEmpty = passed === 0 && failed === null && notDisclosed === 0;
  return (
    <>
      <dt>{t(`checks.names.${name as "sequence"}`)}</dt>
      <dd>
        {failed !== null && (
          <b className="bad strong">
            {failed.seq === null ? t("checks.failedSome") : t("checks.failedAt", { seq: format.count(failed.seq) })}
          </b>
        )}
        {failed === null && passed > 0 && <span className="ok">{t("checks.passedCount", { count: passed })}</span>}{" "}
        {notDisclosed > 0 && <span className="warn">{t("checks.openCount", { count: notDisclosed })}</span>}
        {isEmpty && <span className="muted">{t("checks.nothing")}</span>}
      </dd>
    </>
  );
}
