import { useState } from "react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { CheckboxField } from "./field.tsx";
import { Keys } from "./kbd.tsx";
import { saveShortcutPreferences, useShortcutPreferences } from "./shortcut-preferences.ts";
import type { Shortcut } from "./shortcut.ts";

export interface ShortcutSheetProps {
  isOpen: boolean;
  onClose: () => void;
  shortcuts: readonly Shortcut[];
}

const NOT_A_KEY = new Set(["Shift", "Control", "Alt", "Meta", "Tab", "Enter", "Process", "Unidentified"]);

/** Lists the keys of the page, switches single keys off, and remaps them. */
export function ShortcutSheet({ isOpen, onClose, shortcuts }: ShortcutSheetProps) {
  const { t } = useTranslation("shell");
  const preferences = useShortcutPreferences();
  const [changingId, setChangingId] = useState<string | null>(null);

  const take = (event: KeyboardEvent, id: string): void => {
    if (changingId !== id || NOT_A_KEY.has(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    setChangingId(null);
    if (event.key === "Escape") return;
    const printed = event.key.length === 1 ? event.key.toUpperCase() : event.key;
    const remapped = { ...preferences.remapped, [id]: { code: event.code, printed } };
    saveShortcutPreferences({ ...preferences, remapped });
  };
  const canChange = ({ hasCtrl, hasAlt, after }: Shortcut): boolean =>
    hasCtrl !== true && hasAlt !== true && after === undefined;
  const reset = (): void => saveShortcutPreferences({ isOff: false, remapped: {} });

  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("shortcuts.title")}
      footer={
        <>
          <CheckboxField
            label={t("shortcuts.isOn")}
            checked={!preferences.isOff}
            onChange={(event) => saveShortcutPreferences({ ...preferences, isOff: !event.currentTarget.checked })}
          />
          <span className="sp" />
          <Button size="sm" onClick={reset}>
            {t("shortcuts.reset")}
          </Button>
        </>
      }
    >
      <p className="sec mb2">{t("shortcuts.intro")}</p>
      <div className="shortcut-list">
        {shortcuts.map((shortcut) => (
          <div key={shortcut.id} className="shortcut-row">
            <Keys keys={shortcut.keys} />
            <span>{shortcut.label}</span>
            {canChange(shortcut) && (
              <Button
                size="sm"
                variant="quiet"
                aria-label={t("shortcuts.changeOf", { label: shortcut.label })}
                onClick={() => setChangingId(shortcut.id)}
                onKeyDown={(event) => take(event, shortcut.id)}
              >
                {changingId === shortcut.id ? t("shortcuts.press") : t("shortcuts.change")}
              </Button>
            )}
          </div>
        ))}
      </div>
    </Dialog>
  );
}
