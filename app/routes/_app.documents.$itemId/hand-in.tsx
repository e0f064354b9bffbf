import { useTranslation } from "react-i18next";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import type { SubmissionView } from "../../../server/services/submission/submission-view.ts";
import { DescribeForm } from "./describe-form.tsx";
import { UploadArea } from "./upload-area.tsx";
import { UploadLine } from "./upload-line.tsx";
import { useUploads } from "./use-uploads.ts";

/** Where an agency sends files and submits them; when it cannot, why. */
export function HandIn({ view }: { view: SubmissionView }) {
  const { t } = useTranslation("documents");
  if (view.add === null) {
    return (
      <InlineAlert tone="neutral" icon="lock" title={t("closed.phase")}>
        {view.round.phase === "setup" ? t("closed.before") : t("closed.text")}
      </InlineAlert>
    );
  }
  return <OpenHandIn view={view} add={view.add} />;
}

function OpenHandIn({ view, add }: { view: SubmissionView; add: NonNullable<SubmissionView["add"]> }) {
  const { t } = useTranslation("documents");
  const uploads = useUploads(view.itemId, add);
  const stored = add.uploads.filter((upload) => upload.stored !== null && !uploads.isChanged(upload));
  return (
    <section>
      <h2 className="h2">{t("upload.title")}</h2>
      <UploadArea fileBytesMax={add.fileBytesMax} onFiles={uploads.send} />
      <ul className="documents-list">
        {uploads.list.map((file) => (
          <UploadLine key={file.key} file={file} uploads={uploads} />
        ))}
      </ul>
      {stored.map((upload) => (
        <DescribeForm key={upload.id} view={view} add={add} upload={upload} onDrop={() => uploads.drop(upload.id)} />
      ))}
    </section>
  );
}
