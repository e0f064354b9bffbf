import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { SelectField, TextArea, TextField } from "#app/ui/field.tsx";
import type { SubmissionView, UploadView } from "../../../server/services/submission/submission-view.ts";

const FIELDS = ["number", "name", "issuedOn", "abstract"] as const;
type Field = (typeof FIELDS)[number];

interface DescribeFormProps {
  view: SubmissionView;
  add: NonNullable<SubmissionView["add"]>;
  upload: UploadView;
  onDrop: () => Promise<void>;
}

/** A file that has arrived becomes a document: what it is, and the command that submits it. */
export function DescribeForm({ view, add, upload, onDrop }: DescribeFormProps) {
  const { t } = useTranslation("documents");
  const { status, submit, retry } = useCommand();
  const [said, setSaid] = useState<Record<Field, string>>({ number: "", name: "", issuedOn: "", abstract: "" });
  const [replaces, setReplaces] = useState("");
  const [isChecked, setIsChecked] = useState(false);
  const { stored, fileName: name } = upload;
  if (stored === null) return null;
  const isFuture = said.issuedOn > view.now.slice(0, 10);
  const errorOf = (field: Field): string | null => {
    if (!isChecked) return null;
    if (said[field].trim() === "") return t(`describe.missing.${field}`);
    return field === "issuedOn" && isFuture ? t("describe.future") : null;
  };

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setIsChecked(true);
    if (isFuture || FIELDS.some((field) => said[field].trim() === "")) return;
    const { signers, ...found } = stored;
    const { number, name: title, abstract, issuedOn } = said;
    await submit({
      type: "evidence.added",
      facts: view.facts,
      value: {
        ...found,
        evidence: upload.id,
        position: add.nextPosition,
        issuedOn,
        replaces: replaces === "" ? null : replaces,
        supplement: add.supplement,
      },
      text: { number: number.trim(), name: title.trim(), abstract: abstract.trim(), fileName: name, signers },
    });
  };
  const bind = (field: Field) => ({
    label: t(`describe.${field}`),
    required: true,
    value: said[field],
    error: errorOf(field),
    onChange: (event: { target: { value: string } }) => setSaid({ ...said, [field]: event.target.value }),
  });
  const versions = view.documents.map(({ newest }) => ({ value: newest.id, label: `${newest.number} ${newest.name}` }));

  return (
    <form className="form" noValidate aria-label={t("describe.title", { name })} onSubmit={(event) => void send(event)}>
      <h3 className="h3">{t("describe.title", { name })}</h3>
      <p className="cap">{t("describe.text")}</p>
      <div className="documents-describe">
        <TextField {...bind("number")} maxLength={200} />
        <TextField {...bind("issuedOn")} type="date" max={view.now.slice(0, 10)} />
        <div className="is-whole">
          <TextField {...bind("name")} maxLength={500} />
        </div>
        <div className="is-whole">
          <TextArea {...bind("abstract")} maxLength={2000} rows={3} />
        </div>
        {versions.length > 0 && (
          <SelectField
            label={t("describe.replaces")}
            value={replaces}
            onChange={(event) => setReplaces(event.target.value)}
            options={[{ value: "", label: t("describe.new") }, ...versions]}
          />
        )}
      </div>
      <div className="actions">
        <Button type="submit" variant="primary">
          {t("describe.submit")}
        </Button>
        <Button onClick={() => void onDrop()}>{t("upload.cancel", { name })}</Button>
        <CommandStatus status={status} onRetry={retry} />
      </div>
    </form>
  );
}
