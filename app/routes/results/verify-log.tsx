import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { browserCrypto } from "#app/live/browser-crypto.ts";
import { isKeptLog } from "#app/live/log-keys.ts";
import { checkContinuity, type Continuity, fetchContinuityProof, fetchHead, saveJson } from "#app/live/public-log.ts";
import { findKeptReceipt } from "#app/live/receipt-store.ts";
import { keepHead } from "#app/live/use-log-watch.ts";
import { Button } from "#app/ui/button.tsx";
import { toHex } from "#domain/ledger/bytes.ts";
import type { ResultsView } from "../../../server/services/results/read-results.ts";
import { type LogFinding, LogStatements } from "./log-statements.tsx";

type Run =
  { readonly state: "idle" | "running" | "unreachable" } | { readonly state: "done"; readonly finding: LogFinding };

/** The log's head, and a check of it that this browser does itself. */
export function VerifyLog({ log }: { log: ResultsView["log"] }) {
  const { t } = useTranslation("public");
  const [run, setRun] = useState<Run>({ state: "idle" });
  const verify = async (): Promise<void> => {
    setRun({ state: "running" });
    try {
      const kept = findKeptReceipt();
      const head = await fetchHead(browserCrypto, log);
      const consistency = await fetchContinuityProof(head, kept);
      const continuity: Continuity = (await isKeptLog(browserCrypto, { kept, log }))
        ? checkContinuity(browserCrypto, { log, head, kept, consistency })
        : { state: "broken", keptSize: kept?.size ?? 0, reason: "signature" };
      if (continuity.state === "continued" || continuity.state === "nothing-kept") keepHead(head, log);
      setRun({ state: "done", finding: { head, kept, consistency, continuity } });
    } catch {
      setRun({ state: "unreachable" });
    }
  };
  const finding = run.state === "done" ? run.finding : null;
  const hasFailed = finding !== null && (finding.head.checkpoint === null || finding.continuity.state === "broken");
  const checkpoint = finding?.head.checkpoint ?? null;
  const root = checkpoint === null ? log.rootHash : toHex(checkpoint.root);
  const tone = finding === null ? "" : hasFailed ? "bad" : "ok";
  return (
    <section className={`vf ${tone}`} id="log" aria-labelledby="verify">
      <div>
        <h2 className="t16" id="verify">
          {t("verify.title")}
        </h2>
        <p className="sec mt1 mb2">{t("verify.text")}</p>
        <div className="row wrap">
          <Button
            variant="office"
            icon="play"
            // `verify` handles what fails itself.
            onClick={() => void verify()}
            disabledReason={run.state === "running" ? t("verify.running") : null}
          >
            {t(run.state === "done" ? "verify.again" : "verify.run")}
          </Button>
          <a href="/verifier.html" download>
            {t("verify.page")}
          </a>
          {hasFailed && (
            <Button
              icon="download"
              variant="negative"
              onClick={() => saveJson("assay-log-evidence.json", { kind: "assay-log-evidence", v: 1, log, ...finding })}
            >
              {t("verify.evidence")}
            </Button>
          )}
        </div>
      </div>
      <div role={hasFailed ? "alert" : "status"}>
        {finding === null ? (
          <p className="sec">{t(run.state === "unreachable" ? "verify.unreachable" : "verify.notRun")}</p>
        ) : (
          <LogStatements finding={finding} hasFailed={hasFailed} witnessPolicy={log.witnessPolicy} />
        )}
      </div>
      <LogHead size={checkpoint?.size ?? log.size} root={root} verifierKey={log.verifierKey} />
    </section>
  );
}

/** What can be compared by eye with a printed root. */
function LogHead({ size, root, verifierKey }: { size: number; root: string; verifierKey: string }) {
  const { t } = useTranslation("public");
  const format = useFormat();
  return (
    <div>
      <p className="t12 med">{t("verify.root", { size: format.count(size) })}</p>
      <div className="root4 mt1" role="img" aria-label={t("verify.rootSpoken", { root })}>
        {(root.match(/.{4}/g) ?? []).map((word, place) => (
          <span key={`${place}-${word}`}>{word}</span>
        ))}
      </div>
      <p className="cap mt2">{t("verify.events", { count: size })}</p>
      <p className="cap mt1">{t("verify.key")}</p>
      <p className="hash full">{verifierKey}</p>
    </div>
  );
}
