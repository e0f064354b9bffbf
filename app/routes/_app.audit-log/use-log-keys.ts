import { useNavigate, useSearchParams } from "@remix-run/react";
import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Shortcut } from "#app/ui/shortcut.ts";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import type { StreamLine } from "./list-lines.ts";
import { withParameter } from "./log-address.ts";

export interface LogKeysOptions {
  lines: readonly StreamLine[];
  box: RefObject<HTMLElement>;
  input: RefObject<HTMLInputElement>;
  /** The entry that the address names. */
  entrySeq: number | null;
  onFollow: () => void;
  onVerify: () => void;
}

/** Keys of the page, and the entry that they have moved to. */
export function useLogKeys({ lines, box, input, entrySeq, onFollow, onVerify }: LogKeysOptions): number | null {
  const { t } = useTranslation("log");
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<{ seq: number; of: number | null } | null>(null);
  // Another entry in the address counts more than where the keys were before.
  const selected = chosen !== null && chosen.of === entrySeq ? chosen.seq : entrySeq;
  const open = (seq: number | null): void =>
    // The router shows an address that cannot be opened; there is nothing to wait for.
    void navigate(withParameter(search, "entry", seq === null ? null : String(seq)), {
      replace: true,
      preventScrollReset: true,
    });
  const move = (step: 1 | -1): void => {
    const at = lines.findIndex((line) => line.kind === "entry" && line.row.seq === selected);
    let place = at < 0 ? (step === 1 ? 0 : -1) : at + step;
    while (lines[place]?.kind === "checkpoint") place += step;
    const line = lines[place];
    if (line?.kind !== "entry") return;
    setChosen({ seq: line.row.seq, of: entrySeq });
    reveal(box.current, place);
  };
  const hint = t("keys.move");
  const verify: Shortcut = {
    id: "log.verify",
    code: "KeyV",
    keys: ["V"],
    label: t("keys.verify"),
    hint: t("keys.verify"),
    run: onVerify,
  };
  useShortcuts([
    { id: "log.next", code: "KeyJ", keys: ["J"], label: t("keys.next"), hint, run: () => move(1) },
    { id: "log.previous", code: "KeyK", keys: ["K"], label: t("keys.previous"), hint, run: () => move(-1) },
    {
      id: "log.open",
      code: "Enter",
      keys: ["Enter"],
      label: t("keys.open"),
      hint: t("keys.open"),
      run: () => selected !== null && open(selected),
    },
    { id: "log.follow", code: "KeyL", keys: ["L"], label: t("keys.follow"), hint: t("keys.follow"), run: onFollow },
    // With an entry open, the key belongs to its proof.
    ...(entrySeq === null ? [verify] : []),
    { id: "log.search", code: "Slash", keys: ["/"], label: t("keys.search"), run: () => input.current?.focus() },
    { id: "log.close", code: "Escape", keys: ["Esc"], label: t("entry.close"), run: () => open(null) },
  ]);
  return selected;
}

/** Scrolls just as far as needed; the list alone, not the page. */
function reveal(box: HTMLElement | null, place: number): void {
  const row = box?.querySelector<HTMLElement>("[data-place]");
  if (box === null || row === null || row === undefined) return;
  const height = row.getBoundingClientRect().height;
  const head = box.querySelector("thead")?.getBoundingClientRect().height ?? 0;
  const top = place * height;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + height + head > box.scrollTop + box.clientHeight) {
    box.scrollTop = top + height + head - box.clientHeight;
  }
}
