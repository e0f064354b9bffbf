import { NavLink } from "@remix-run/react";
import { useRef } from "react";
import type { KeyboardEvent, ReactNode } from "react";

export interface Tab {
  id: string;
  label: ReactNode;
}

export interface TabsProps {
  label: string;
  tabs: readonly Tab[];
  selectedId: string;
  onSelect: (id: string) => void;
  /** The panel of tab `x` has the id `panelPrefix-x`, role `tabpanel` and `aria-labelledby` `panelPrefix-x-tab`. */
  panelPrefix: string;
  className?: string | undefined;
}

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

/** Tabs over panels of one page: one tab stop, arrows move and select. */
export function Tabs({ label, tabs, selectedId, onSelect, panelPrefix, className = "tabs" }: TabsProps) {
  const listRef = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const at = tabs.findIndex((tab) => tab.id === selectedId);
    const step = STEPS[event.key];
    const target =
      event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1 : step === undefined ? null : at + step;
    if (target === null) return;
    event.preventDefault();
    const index = (target + tabs.length) % tabs.length;
    const next = tabs[index];
    if (!next) return;
    onSelect(next.id);
    listRef.current?.querySelectorAll<HTMLElement>("[role=tab]")[index]?.focus();
  };
  return (
    <div ref={listRef} className={className} role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map(({ id, label: tabLabel }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`${panelPrefix}-${id}-tab`}
          aria-controls={`${panelPrefix}-${id}`}
          aria-selected={id === selectedId}
          tabIndex={id === selectedId ? 0 : -1}
          onClick={() => onSelect(id)}
        >
          {tabLabel}
        </button>
      ))}
    </div>
  );
}

/** Tabs that are addresses. */
export function LinkTabs({ label, links }: { label: string; links: readonly { to: string; label: ReactNode }[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      {links.map((link) => (
        <NavLink key={link.to} to={link.to} end>
          {link.label}
        </NavLink>
      ))}
    </nav>
  );
}
