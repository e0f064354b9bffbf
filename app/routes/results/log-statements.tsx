import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import type { Continuity, ServedProof, SignedHead } from "#app/live/public-log.ts";
import type { KeptReceipt } from "#app/live/receipt-store.ts";
import { Icon, type IconName } from "#app/ui/icon.tsx";
import { WitnessLine } from "#app/ui/witness-line.tsx";

/** What this browser found; evidence is everything that it looked at. */
export interface LogFinding {
  readonly head: SignedHead;
  readonly kept: KeptReceipt | null;
  readonly consistency: ServedProof | null;
  readonly continuity: Continuity;
}

export interface LogStatementsProps {
  finding: LogFinding;
  hasFailed: boolean;
  /** C2SP tlog-policy; null where nobody is asked. */
  witnessPolicy: string | null;
}

type State = "pass" | "fail" | "open";

const ICONS: Record<State, IconName> = { pass: "check", fail: "close", open: "minus" };
const TONES: Record<State, string> = { pass: "ok", fail: "bad", open: "muted" };

/** What this browser checked, a line each. */
export function LogStatements({ finding, hasFailed, witnessPolicy }: LogStatementsProps) {
  const { t } = useTranslation("public");
  const format = useFormat();
  const { head, continuity } = finding;
  const size = format.count(head.checkpoint?.size ?? 0);
  const keptSize = continuity.state === "nothing-kept" ? "" : format.count(continuity.keptSize);
  const sentences: Record<typeof continuity.state, readonly [State, string]> = {
    "nothing-kept": ["open", t("verify.first", { size })],
    continued: ["pass", t("verify.continued", { size: keptSize })],
    behind: ["open", t("verify.behind", { size: keptSize })],
    broken: ["fail", t("verify.broken", { size: keptSize })],
  };
  const [state, sentence] = sentences[continuity.state];
  return (
    <>
      {hasFailed && (
        <p className="bad mb2">
          <b className="strong">{t("verify.failed")}</b> {t("verify.advice")}
        </p>
      )}
      <ul className="proof-lines">
        {head.checkpoint === null ? (
          <Line state="fail">{t("verify.signatureFailed")}</Line>
        ) : (
          <Line state="pass">{t("verify.signature", { size })}</Line>
        )}
        {head.checkpoint !== null && <Line state={state}>{sentence}</Line>}
        <WitnessLine note={head.note} policy={witnessPolicy} />
      </ul>
    </>
  );
}

function Line({ state, children }: { state: State; children: string }) {
  const { t } = useTranslation("trace");
  return (
    <li className="stp">
      <span className={TONES[state]}>
        <Icon name={ICONS[state]} size="s" label={t(`proof.state.${state}`)} />
      </span>
      <span className={state === "fail" ? "bad strong" : undefined}>{children}</span>
    </li>
  );
}
