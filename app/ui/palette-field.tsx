import { useNavigate } from "@remix-run/react";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { patientLazy } from "#app/live/patient-lazy.tsx";
import type { NavItem } from "./app-shell.tsx";
import { Icon } from "./icon.tsx";
import { Keys } from "./kbd.tsx";
import type { Shortcut } from "./shortcut.ts";
import { useShortcutList, useShortcuts } from "./shortcuts.tsx";

const CommandPalette = patientLazy(() => import("./command-palette.tsx"));

/** The second key after G for each place that the bar may have. */
const PLACE_KEYS: Partial<Record<NavItem["key"], string>> = {
  queue: "H",
  workbench: "W",
  board: "B",
  trace: "T",
  disputes: "R",
  index: "I",
  log: "L",
};

/** The field of the bar that opens the command palette; also the keys that lead from place to place. */
export function PaletteField({ nav }: { nav: readonly NavItem[] }) {
  const { t } = useTranslation(["palette", "shell"]);
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const { list } = useShortcutList();
  const label = t("open");
  const places = nav.flatMap(({ key, to }): Shortcut[] => {
    const letter = PLACE_KEYS[key];
    if (letter === undefined) return [];
    const run = (): void => navigate(to);
    return [
      {
        id: `shell.go-${key}`,
        code: `Key${letter}`,
        after: "KeyG",
        keys: ["G", letter],
        label: t(`shell:nav.${key}`),
        run,
      },
    ];
  });
  const open: Shortcut = {
    id: "shell.palette",
    code: "KeyK",
    hasCtrl: true,
    keys: ["Ctrl K"],
    label,
    run: () => setOpen(true),
  };
  useShortcuts([...places, open]);
  return (
    <>
      <button type="button" className="palette-field" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="search" size="s" />
        <span className="palette-word">{label}</span>
        <Keys keys={["Ctrl K"]} />
      </button>
      {isOpen && (
        <Suspense>
          <CommandPalette
            nav={nav}
            shortcuts={list.filter(({ id }) => id !== open.id && !id.startsWith("shell.go-"))}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
