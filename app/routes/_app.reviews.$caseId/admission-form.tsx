import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HeadFacts } from "#domain/event/head.ts";
import type { PageCommands } from "#app/live/use-commands.ts";
import { RadioOptions } from "#app/ui/field.tsx";
import { ReasonForm } from "./reason-form.tsx";

/** An officer finds the request admissible or not, with the reason. */
export function AdmissionForm({ facts, command }: { facts: HeadFacts; command: PageCommands }) {
  const { t } = useTranslation("review");
  const [isAdmitted, setIsAdmitted] = useState(true);
  return (
    <section>
      <h2 className="h2">{t("admission.title")}</h2>
      <ReasonForm
        action={t("admission.submit")}
        command={command}
        onSend={(reason) =>
          command.submit({ type: isAdmitted ? "case.admitted" : "case.refused", facts, value: {}, text: { reason } })
        }
      >
        <RadioOptions
          name="admission"
          label={t("admission.choice")}
          defaultValue="admit"
          onChange={(value) => setIsAdmitted(value === "admit")}
          options={[
            { value: "admit", label: t("admission.admit") },
            { value: "refuse", label: t("admission.refuse") },
          ]}
        />
      </ReasonForm>
    </section>
  );
}
