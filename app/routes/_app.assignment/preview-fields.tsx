import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Button } from "#app/ui/button.tsx";
import { CsrfField } from "#app/ui/csrf-field.tsx";
import { TextField } from "#app/ui/field.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import type { AssignmentView } from "../../../server/services/assignment/assignment-view.ts";
import { FIELDS } from "./preview-form.ts";

/** What an assignment is wanted for: the policy, and what each expert takes and knows. */
export function PreviewFields({ view, isInvalid }: { view: AssignmentView; isInvalid: boolean }) {
  const { t } = useTranslation("assignment");
  const { policy } = view;
  const number = (name: keyof typeof FIELDS & keyof typeof policy, max: number, hint?: string) => (
    <TextField
      type="number"
      required
      min={name === "expertsPerBlock" ? 3 : 0}
      max={max}
      name={FIELDS[name]}
      label={t(`policy.${name as "expertsPerBlock"}`)}
      defaultValue={String(policy[name])}
      hint={hint}
    />
  );
  return (
    <section aria-labelledby="wanted">
      <h2 id="wanted" className="h2">
        {t("policy.title")}
      </h2>
      <Form method="post" className="form mt3">
        <CsrfField />
        {isInvalid && <InlineAlert tone="warn">{t("policy.invalid")}</InlineAlert>}
        <div className="assignment-policy">
          {number("expertsPerBlock", 7, t("policy.expertsPerBlockHint"))}
          {number("versedPerBlock", 7)}
          {number("bridgesPerIndex", 20, t("policy.bridgesPerIndexHint"))}
          {number("guestsPerBridge", 3)}
        </div>
        <label className="row">
          <input type="checkbox" name={FIELDS.mayBorrow} defaultChecked={policy.mayBorrow} />
          {t("policy.mayBorrow")}
        </label>
        <ExpertTable view={view} />
        <div className="row">
          <Button type="submit" variant="primary">
            {t("solve")}
          </Button>
        </div>
      </Form>
    </section>
  );
}

function ExpertTable({ view: { experts, mainIndices } }: { view: AssignmentView }) {
  const { t } = useTranslation("assignment");
  const format = useFormat();
  return (
    // What scrolls can be reached by keys.
    <div className="assignment-scroll" role="region" aria-label={t("experts.title")} tabIndex={0}>
      <table className="tbl">
        <thead>
          <tr>
            <th scope="col">{t("experts.expert")}</th>
            <th scope="col">
              {t("experts.capacity")}
              <span className="cap assignment-hint">{t("experts.capacityHint")}</span>
            </th>
            {mainIndices.map(({ code, name }) => (
              <th key={code} scope="col" className="wrap">
                {name[format.locale]}
              </th>
            ))}
            <th scope="col">{t("experts.conflicts")}</th>
          </tr>
        </thead>
        <tbody>
          {experts.map(({ actorId, label, capacity, versedIn, conflictCount }) => (
            <tr key={actorId}>
              <th scope="row">{label}</th>
              <td>
                <input
                  type="number"
                  min={0}
                  className="input assignment-number"
                  name={`${FIELDS.capacity}${actorId}`}
                  aria-label={t("experts.capacityOf", { label })}
                  defaultValue={capacity ?? ""}
                />
              </td>
              {mainIndices.map(({ code, name }) => (
                <td key={code}>
                  <input
                    type="checkbox"
                    name={`${FIELDS.versed}${actorId}`}
                    value={code}
                    aria-label={t("experts.versed", { label, name: name[format.locale] })}
                    defaultChecked={versedIn.includes(code)}
                  />
                </td>
              ))}
              <td className="num">{format.count(conflictCount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
