import { useTranslation } from "react-i18next";
import { checkWitnesses } from "#domain/ledger/check-witnesses.ts";
import { parseWitnessPolicy } from "#domain/ledger/parse-witness-policy.ts";
import { browserCrypto } from "../live/browser-crypto.ts";
import { Icon } from "./icon.tsx";

type State = "none" | "met" | "few" | "bad";

const LOOKS = {
  none: { icon: "minus", tone: "muted", word: "open" },
  met: { icon: "check", tone: "ok", word: "pass" },
  few: { icon: "minus", tone: "muted", word: "open" },
  bad: { icon: "close", tone: "bad", word: "fail" },
} as const;

export interface WitnessLineProps {
  /** Signed note of the checkpoint, as it was served. */
  note: string;
  /** C2SP tlog-policy; null where nobody is asked. */
  policy: string | null;
}

/** Whether the witnesses have cosigned a checkpoint: each cosignature is checked here, in this browser. */
export function WitnessLine({ note, policy }: WitnessLineProps) {
  const { t } = useTranslation("trace");
  const { state, cosigned, needed } = checkNote(note, policy);
  const { icon, tone, word } = LOOKS[state];
  return (
    <li className="stp">
      <span className={tone}>
        <Icon name={icon} size="s" label={t(`proof.state.${word}`)} />
      </span>
      <span className={state === "bad" ? "bad strong" : state === "met" ? undefined : "sec"}>
        {t(`witnesses.${state}`, { cosigned, needed })}
      </span>
    </li>
  );
}

function checkNote(note: string, policy: string | null): { state: State; cosigned: number; needed: number } {
  const parsed = policy === null ? null : parseWitnessPolicy(browserCrypto.sha256, policy);
  if (parsed === null || !parsed.ok) return { state: parsed === null ? "none" : "bad", cosigned: 0, needed: 0 };
  const { bad, isQuorum, cosigned, needed } = checkWitnesses(browserCrypto, { note, policy: parsed.policy });
  return { state: bad.length > 0 ? "bad" : isQuorum ? "met" : "few", cosigned, needed };
}
