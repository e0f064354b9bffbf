import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isSameScoreValue } from "#domain/scoring/value.ts";
import type { PageCommands } from "#app/live/use-commands.ts";
import { RadioOptions } from "#app/ui/field.tsx";
import { useScoreText } from "#app/ui/use-score-text.ts";
import type { CaseActs } from "../../../server/services/review/case-acts.ts";
import { ReasonForm } from "./reason-form.tsx";

/** The first officer proposes the standing score or the reviewer's, with the reason. */
export function ProposeForm({
  propose,
  command,
}: {
  propose: NonNullable<CaseActs["propose"]>;
  command: PageCommands;
}) {
  const { t } = useTranslation("review");
  const toText = useScoreText();
  const { facts, standing, reviewed } = propose;
  const isSame = isSameScoreValue(standing, reviewed);
  const [isKept, setIsKept] = useState(isSame);
  const options = [
    ...(isSame ? [] : [{ value: "change", label: t("accept", { score: toText(reviewed) }) }]),
    { value: "keep", label: t("keep", { score: toText(standing) }) },
  ];
  return (
    <div className="slot act">
      <b className="med">{t("propose")}</b>
      <ReasonForm
        action={t("propose")}
        note={t("rule")}
        command={command}
        onSend={(reason) =>
          command.submit({
            type: "case.decision-proposed",
            facts,
            value: { value: isKept ? standing : reviewed },
            text: { reason },
          })
        }
      >
        <RadioOptions
          name="proposal"
          label={t("proposeChoice")}
          defaultValue={options[0]?.value}
          onChange={(value) => setIsKept(value === "keep")}
          options={options}
        />
      </ReasonForm>
    </div>
  );
}
