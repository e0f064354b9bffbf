import { useEffect, useId, useRef } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./button.tsx";

export interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** Buttons, first the main one. */
  footer?: ReactNode;
  isWide?: boolean | undefined;
}

/** A native modal: focus is kept inside and returned, Escape closes. */
export function Dialog({ isOpen, onClose, title, children, footer, isWide }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const { t } = useTranslation("common");

  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (isOpen && !dialog.open) dialog.showModal();
    if (!isOpen && dialog.open) dialog.close();
  }, [isOpen]);

  return (
    <dialog ref={ref} className={isWide ? "wide" : undefined} aria-labelledby={titleId} onClose={onClose}>
      {isOpen && (
        <>
          <div className="dialog-head">
            <h2 id={titleId} className="h2 sp">
              {title}
            </h2>
            <IconButton icon="close" label={t("action.close")} onClick={() => ref.current?.close()} />
          </div>
          <div className="dialog-body">{children}</div>
          {footer && <div className="dialog-foot">{footer}</div>}
        </>
      )}
    </dialog>
  );
}
