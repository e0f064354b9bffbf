import { Link, useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { AccountMenu } from "./account-menu.tsx";
import type { ShellAccount } from "./account-menu.tsx";
import { DemoBanner } from "./demo-banner.tsx";
import { Icon, Logo } from "./icon.tsx";
import { KeyNoticeProvider } from "./key-notice.tsx";
import { LiveRegionProvider } from "./live-region.tsx";
import { LogFooter } from "./log-footer.tsx";
import type { LogStatus } from "./log-footer.tsx";
import { PaletteField } from "./palette-field.tsx";
import { LocaleSwitch, ThemeSwitch } from "./preference-switches.tsx";
import { ShortcutProvider } from "./shortcuts.tsx";

export interface NavItem {
  key:
    | "queue"
    | "workbench"
    | "board"
    | "notes"
    | "trace"
    | "disputes"
    | "index"
    | "log"
    | "erasures"
    | "assignment"
    | "documents"
    | "rounds"
    | "entity"
    | "admin";
  to: string;
  /** Which addresses belong to it, when not those that begin with `to`. */
  prefix?: string | undefined;
  /** Things that wait there; 0 and absent show nothing. */
  count?: number | undefined;
}

export interface AppShellProps {
  /** Only where this person may go, in the order of the bar. */
  nav: readonly NavItem[];
  /** `to` leads to the choice of rounds; null when there is one. */
  round: { name: string; to: string | null } | null;
  account: ShellAccount | null;
  settingsTo?: string | undefined;
  /** What waits to be recorded. */
  outbox?: ReactNode;
  log: LogStatus | null;
  logTo?: string | undefined;
  /** In place of the last line: the log was caught. */
  logAlarm?: ReactNode;
  /** `Page`s. */
  children: ReactNode;
}

/** The frame of every page for people at work; the public pages have their own. */
export function AppShell({
  nav,
  round,
  account,
  settingsTo,
  outbox,
  log,
  logTo = "/log",
  logAlarm,
  children,
}: AppShellProps) {
  const { t } = useTranslation("shell");
  return (
    <LiveRegionProvider>
      <KeyNoticeProvider>
        <ShortcutProvider>
          <a className="skip-link" href="#main">
            {t("skip")}
          </a>
          <div className="app">
            <header className="bar">
              <Link className="brand" to="/" aria-label={t("product")}>
                <Logo />
                <span className="brand-name">{t("product")}</span>
              </Link>
              {round && <RoundName round={round} />}
              <nav className="nav" aria-label={t("nav.label")}>
                <NavLinks nav={nav} />
              </nav>
              <span className="sp" />
              {outbox}
              {account && <PaletteField nav={nav} />}
              <LocaleSwitch />
              <ThemeSwitch />
              {account ? (
                <AccountMenu
                  account={account}
                  settingsTo={settingsTo}
                  phoneContent={
                    <>
                      <nav aria-label={t("nav.label")}>
                        <NavLinks nav={nav} />
                      </nav>
                      <hr className="rule" />
                      <div className="row menu-head">
                        <LocaleSwitch isLong />
                        <ThemeSwitch />
                      </div>
                    </>
                  }
                />
              ) : (
                <Link to="/sign-in">{t("account.signIn")}</Link>
              )}
            </header>
            <DemoBanner />
            {children}
            {logAlarm ?? (log && <LogFooter log={log} to={logTo} />)}
          </div>
        </ShortcutProvider>
      </KeyNoticeProvider>
    </LiveRegionProvider>
  );
}

function RoundName({ round }: { round: { name: string; to: string | null } }) {
  const { t } = useTranslation("shell");
  if (round.to === null) return <span className="cycle">{round.name}</span>;
  return (
    <Link className="cycle" to={round.to} aria-label={t("round", { name: round.name })}>
      {round.name}
      <Icon name="chevronDown" size="xs" />
    </Link>
  );
}

function NavLinks({ nav }: { nav: readonly NavItem[] }) {
  const { t } = useTranslation("shell");
  const { pathname } = useLocation();
  return nav.map(({ key, to, prefix = to, count = 0 }) => {
    const isCurrent = pathname === prefix || pathname.startsWith(`${prefix}/`);
    return (
      <Link key={key} to={to} aria-current={isCurrent ? "page" : undefined}>
        {t(`nav.${key}`)}
        {count > 0 && (
          <span className="cnt">
            <span aria-hidden="true">{count}</span>
            <span className="sr">{t("navCount", { count })}</span>
          </span>
        )}
      </Link>
    );
  });
}
