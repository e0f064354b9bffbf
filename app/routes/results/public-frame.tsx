import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DemoBanner } from "#app/ui/demo-banner.tsx";
import { Logo } from "#app/ui/icon.tsx";
import { LiveRegionProvider } from "#app/ui/live-region.tsx";
import { LocaleSwitch, ThemeSwitch } from "#app/ui/preference-switches.tsx";

/** The frame of pages for everybody: the page scrolls, and nothing asks to sign in. */
export function PublicFrame({ isSignedIn, children }: { isSignedIn: boolean; children: ReactNode }) {
  const { t } = useTranslation(["public", "shell"]);
  return (
    <LiveRegionProvider>
      <a className="skip-link" href="#main">
        {t("shell:skip")}
      </a>
      <div className="pub">
        <header>
          <div className="w">
            <Link className="brand" to="/results" aria-label={t("brand")}>
              <Logo />
              <span className="brand-name">{t("brand")}</span>
            </Link>
            <span className="sp" />
            <nav aria-label={t("nav.label")}>
              <Link to="/results" aria-current="page">
                {t("nav.results")}
              </Link>
              <a href="#log">{t("nav.log")}</a>
              {isSignedIn ? <Link to="/">{t("nav.work")}</Link> : <Link to="/sign-in">{t("nav.signIn")}</Link>}
            </nav>
            <LocaleSwitch isLong />
            <ThemeSwitch />
          </div>
        </header>
        <DemoBanner />
        <main id="main" tabIndex={-1} className="w">
          {children}
        </main>
      </div>
    </LiveRegionProvider>
  );
}
