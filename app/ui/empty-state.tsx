import type { ReactNode } from "react";

export interface EmptyStateProps {
  /** What is true. */
  title: string;
  /** What comes next, with a date where there is one. */
  children?: ReactNode;
  actions?: ReactNode;
}

export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <div className="empty">
      <p className="t14 strong">{title}</p>
      {children && <p className="sec mt1">{children}</p>}
      {actions && <div className="actions">{actions}</div>}
    </div>
  );
}
