import { Link, useLocation } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CsrfField } from "./csrf-field.tsx";
import { Icon } from "./icon.tsx";
import { PersonChip } from "./person-chip.tsx";
import type { Person } from "./person-chip.tsx";

export interface ShellAccount {
  person: Person;
  /** "Chuyên gia C · Hội đồng 2". */
  name: string;
  /** As whoever made the account wrote it, in their language. */
  accountName: string;
}

export interface AccountMenuProps {
  account: ShellAccount;
  settingsTo?: string | undefined;
  /** What has no room in the bar of a phone: navigation and preferences. */
  phoneContent?: ReactNode;
}

/** Opens without JavaScript; Escape, a click elsewhere and going somewhere close it. */
export function AccountMenu({ account, settingsTo, phoneContent }: AccountMenuProps) {
  const { t } = useTranslation(["shell", "receipts"]);
  const ref = useRef<HTMLDetailsElement>(null);
  const { key } = useLocation();
  useEffect(() => {
    const close = (event: Event): void => {
      if (ref.current && !(event.target instanceof Node && ref.current.contains(event.target)))
        ref.current.open = false;
    };
    document.addEventListener("pointerdown", close);
    return () => document.removeEventListener("pointerdown", close);
  }, []);
  useEffect(() => {
    if (ref.current) ref.current.open = false;
  }, [key]);
  const escape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !ref.current?.open) return;
    ref.current.open = false;
    ref.current.querySelector("summary")?.focus();
  };
  return (
    <details ref={ref} className="menu" onKeyDown={escape}>
      <summary className="me">
        <span className="sr">{t("account.menu")}: </span>
        <PersonChip person={account.person} hasText />
        <span className="me-name">{account.name}</span>
        <Icon name="chevronDown" size="xs" />
      </summary>
      <div className="menu-body">
        <p className="menu-head">
          {account.name}
          {account.accountName !== account.name && <span className="menu-name">{account.accountName}</span>}
        </p>
        {phoneContent && <div className="phone-only">{phoneContent}</div>}
        <Link to="/my-entries">{t("receipts:mine.link")}</Link>
        {settingsTo !== undefined && <Link to={settingsTo}>{t("account.settings")}</Link>}
        <form method="post" action="/sign-out">
          <CsrfField />
          <button>{t("account.signOut")}</button>
        </form>
      </div>
    </details>
  );
}
