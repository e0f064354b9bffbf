import { useTranslation } from "react-i18next";
import { isErasedText } from "#domain/event/erased-text.ts";

/** A recorded text; where it was erased, words that say so in its place. */
export function FreeText({ text }: { text: string }) {
  return isErasedText(text) ? <Erased /> : text;
}

/** Stands for words that are gone; their commitment is still in the log. */
export function Erased() {
  const { t } = useTranslation("common");
  return <em className="sec">{t("erasedText")}</em>;
}

/** The same where only plain text can stand: titles, names of files. */
export function usePlainText(): (text: string) => string {
  const { t } = useTranslation("common");
  return (text) => (isErasedText(text) ? t("erasedText") : text);
}
