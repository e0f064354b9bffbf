import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.ts";
import type { EntryVerification, Statement } from "../live/verify-entry.ts";
import { Icon, type IconName } from "./icon.tsx";
import { WitnessLine, type WitnessLineProps } from "./witness-line.tsx";

const ICONS: Record<Statement["state"], IconName> = { pass: "check", fail: "close", open: "minus" };
const TONES: Record<Statement["state"], string> = { pass: "ok", fail: "bad", open: "muted" };

export interface ProofStatementsProps {
  result: EntryVerification;
  seq: number;
  /** The checkpoint that the proof leads to, and who has to cosign it. */
  witnessing: WitnessLineProps;
}

/** What was recomputed, a line each, and what there is nothing to recompute of. */
export function ProofStatements({ result, seq, witnessing }: ProofStatementsProps) {
  const { t } = useTranslation("trace");
  const format = useFormat();
  const size = format.count(result.size ?? 0);
  const kept = format.count(result.keptSize ?? 0);
  const sentences: Record<Statement["id"], string> = {
    commitments: t("proof.commitments", { count: result.disclosedCount }),
    leaf: t("proof.leaf", { leaf: format.count(seq) }),
    path: t("proof.path", { count: result.ladder.length, size }),
    signature: t("proof.signature"),
    consistency: t("proof.consistency", { size: kept }),
  };
  return (
    <section>
      <ul className="proof-lines">
        {result.statements.map(({ id, state }) => (
          <li key={id} className="stp">
            <span className={TONES[state]}>
              <Icon name={ICONS[state]} size="s" label={t(`proof.state.${state}`)} />
            </span>
            <span className={state === "fail" ? "bad strong" : undefined}>
              {id === "consistency" && state === "open" ? t("proof.consistencyOpen") : sentences[id]}
              {state === "fail" && `: ${t("proof.state.fail")}`}
            </span>
          </li>
        ))}
        <WitnessLine {...witnessing} />
      </ul>
    </section>
  );
}
