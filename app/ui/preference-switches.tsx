import { useFetcher, useLocation } from "@remix-run/react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { LOCALES } from "../i18n/locale.ts";
import { CsrfField } from "./csrf-field.tsx";
import { IconButton } from "./button.tsx";
import { useRootData } from "./use-root-data.ts";

const PREFERENCES_PATH = "/preferences";

function useNextField() {
  const { pathname, search } = useLocation();
  return <input type="hidden" name="next" value={pathname + search} />;
}

/** A plain form: the other language is another document, with its own catalogue. */
export function LocaleSwitch({ isLong = false }: { isLong?: boolean | undefined }) {
  const { t, i18n } = useTranslation("shell");
  const nextField = useNextField();
  return (
    <form method="post" action={PREFERENCES_PATH} className="prefs">
      <CsrfField />
      {nextField}
      <span className="seg" role="group" aria-label={t("locale.label")}>
        {LOCALES.map((locale) => (
          <button key={locale} name="locale" value={locale} lang={locale} aria-pressed={i18n.language === locale}>
            {isLong ? t(`locale.${locale}`) : t(`locale.${locale}Short`)}
            {!isLong && <span className="sr"> {t(`locale.${locale}`)}</span>}
          </button>
        ))}
      </span>
    </form>
  );
}

/** Changes the page at once and keeps the choice in a cookie, so that the next page is right before its first paint. */
export function ThemeSwitch() {
  const { t } = useTranslation("shell");
  const fetcher = useFetcher();
  const nextField = useNextField();
  const theme = useRootData()?.theme ?? null;
  const next = theme === "dark" ? "light" : "dark";
  const label = theme === null ? t("theme.toggle") : t(next === "dark" ? "theme.toDark" : "theme.toLight");

  const change = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const root = document.documentElement;
    // With no choice stored, what is on the screen came from the system.
    const chosen = root.dataset.theme === "dark" ? "light" : "dark";
    root.dataset.theme = chosen;
    const form = new FormData(event.currentTarget);
    form.set("theme", chosen);
    form.delete("next");
    fetcher.submit(form, { method: "post", action: PREFERENCES_PATH });
  };
  return (
    <form method="post" action={PREFERENCES_PATH} className="prefs" onSubmit={change}>
      <CsrfField />
      {nextField}
      <input type="hidden" name="theme" value={next} />
      <IconButton type="submit" icon="sun" label={label} />
    </form>
  );
}
