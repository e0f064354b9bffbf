import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "./empty-state.tsx";

/** In place of a page whose session is over: nothing of it stays on the screen or in the document. */
export function SignedOut() {
  const { t } = useTranslation("outbox");
  useEffect(() => location.replace("/sign-in?ended"), []);
  return (
    <main id="main" className="sign-in" role="alert">
      <EmptyState title={t("ended.title")}>{t("ended.text")}</EmptyState>
    </main>
  );
}
