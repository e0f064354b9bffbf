import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "#app/live/use-commands.ts";
import { Button } from "#app/ui/button.tsx";
import { CommandStatus } from "#app/ui/command-status.tsx";
import { SelectField, TextArea, TextField } from "#app/ui/field.tsx";
import type { SubmissionView, UploadView } from "../../../server/services/submission/submission-view.ts";

const FIELDS = ["number", "name", "issuedOn", "abstract"] as const;
type Field = (typeof FIELDS)[number];

/** What the agency says of a document; `replaces` is empty for a new one. */
type Description = Readonly<Record<Field | "replaces", string>>;
const NOTHING: Description = { number: "", name: "", issuedOn: "", abstract: "", replaces: "" };

interface DescribeFormProps {
  view: SubmissionView;
  add: NonNullable<SubmissionView["add"]>;
  upload: UploadView;
  onDrop: () => Promise<void>;
  /** The form is gone by then: who holds it says what became of the file. */
  onSubmitted: (submitted: Submitted) => void;
}

/** A document that was just recorded. */
export interface Submitted {
  readonly id: string;
  readonly name: string;
  readonly replaces: string | null;
  readonly seq: number;
}

/** A file that has arrived becomes a document: what it is, and the command that submits it. */
export function DescribeForm({ view, add, upload, onDrop, onSubmitted }: DescribeFormProps) {
  const { t } = useTranslation("documents");
  const { status, submit, retry } = useCommand();
  const [said, setSaid] = useState<Description>(NOTHING);
  const [isChecked, setIsChecked] = useState(false);
  const { stored, fileName } = upload;
  if (stored === null) return null;
  const today = view.now.slice(0, 10);

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setIsChecked(true);
    if (said.issuedOn > today || FIELDS.some((field) => said[field].trim() === "")) return;
    const { signers, ...found } = stored;
    const { number, name, abstract, issuedOn, replaces } = said;
    const answer = await submit({
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
      text: { number: number.trim(), name: name.trim(), abstract: abstract.trim(), fileName, signers },
    });
    if (answer.state !== "recorded") return;
    onSubmitted({ id: upload.id, name: name.trim(), replaces: replaces === "" ? null : replaces, seq: answer.seq });
  };
  const title = t("describe.title", { name: fileName });
  return (
    <form className="form" noValidate aria-label={title} onSubmit={(event) => void send(event)}>
      <h3 className="h3">{title}</h3>
      <p className="cap">{t("describe.text")}</p>
      <DescriptionFields said={said} onChange={setSaid} isChecked={isChecked} today={today} view={view} />
      <div className="actions">
        <Button type="submit" variant="primary">
          {t("describe.submit")}
        </Button>
        <Button onClick={() => void onDrop()}>{t("upload.cancel", { name: fileName })}</Button>
        <CommandStatus status={status} onRetry={retry} />
      </div>
    </form>
  );
}

interface DescriptionFieldsProps {
  said: Description;
  onChange: (said: Description) => void;
  /** Whether what is missing is named. */
  isChecked: boolean;
  /** The newest date that a document may have. */
  today: string;
  view: SubmissionView;
}

function DescriptionFields({ said, onChange, isChecked, today, view }: DescriptionFieldsProps) {
  const { t } = useTranslation("documents");
  const errorOf = (field: Field): string | null => {
    if (!isChecked) return null;
    if (said[field].trim() === "") return t(`describe.missing.${field}`);
    return field === "issuedOn" && said.issuedOn > today ? t("describe.future") : null;
  };
  const bind = (field: Field) => ({
    label: t(`describe.${field}`),
    required: true,
    value: said[field],
    error: errorOf(field),
    onChange: (event: { target: { value: string } }) => onChange({ ...said, [field]: event.target.value }),
  });
  const versions = view.documents.map(({ newest }) => ({ value: newest.id, label: `${newest.number} ${newest.name}` }));
  return (
    <div className="documents-describe">
      <TextField {...bind("number")} maxLength={200} />
      <TextField {...bind("issuedOn")} type="date" max={today} />
      <div className="is-whole">
        <TextField {...bind("name")} maxLength={500} />
      </div>
      <div className="is-whole">
        <TextArea {...bind("abstract")} maxLength={2000} rows={3} />
      </div>
      {versions.length > 0 && (
        <SelectField
          label={t("describe.replaces")}
          value={said.replaces}
          onChange={(event) => onChange({ ...said, replaces: event.target.value })}
          options={[{ value: "", label: t("describe.new") }, ...versions]}
        />
      )}
    </div>
  );
}
