import { useId, useRef, useState, type DragEvent } from "react";
import { useTranslation } from "react-i18next";
import { FORMAT_NAMES } from "#domain/evidence/format.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { Button } from "#app/ui/button.tsx";
import { toMegabytes } from "./to-megabytes.ts";

const ACCEPT = Object.values(FORMAT_NAMES)
  .flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`))
  .join(",");

/** Takes files by dropping or by a button, several at once. */
export function UploadArea({
  fileBytesMax,
  onFiles,
}: {
  fileBytesMax: number;
  onFiles: (files: readonly File[]) => void;
}) {
  const { t } = useTranslation("documents");
  const format = useFormat();
  const input = useRef<HTMLInputElement>(null);
  const inputId = useId();
  const [isOver, setIsOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setIsOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    <div
      className={isOver ? "documents-drop is-over" : "documents-drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <span className="sec">{t("upload.drop")}</span>
      <Button variant="primary" icon="plus" onClick={() => input.current?.click()}>
        {t("upload.choose")}
      </Button>
      <label htmlFor={inputId} className="sr">
        {t("upload.choose")}
      </label>
      <input
        ref={input}
        id={inputId}
        type="file"
        multiple
        hidden
        accept={ACCEPT}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // The same file can be chosen again, to go on where it stopped.
          event.target.value = "";
        }}
      />
      <span className="cap">{t("upload.limits", { size: format.plain(toMegabytes(fileBytesMax)) })}</span>
    </div>
  );
}
