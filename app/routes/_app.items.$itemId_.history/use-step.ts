import { useNavigate } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import type { Person } from "#app/ui/person-chip.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import type { HistoryStep, HistoryView } from "../../../server/services/history/history-view.ts";

/** Where in time the page stands, and how it goes elsewhere. */
export interface Step {
  /** Place of the shown step; -1 when there is none. */
  readonly at: number;
  readonly select: (place: number) => void;
  /** Address of a step. */
  readonly toHref: (step: HistoryStep) => string;
}

/** The step is in the address; the arrows go through time. */
export function useStep({ steps, shown, of }: HistoryView): Step {
  const { t } = useTranslation("history");
  const navigate = useNavigate();
  const at = steps.findIndex((step) => step.key === shown);
  const toHref = ({ key }: HistoryStep): string =>
    `?${new URLSearchParams({ ...(of === "draft" ? { of } : {}), at: key }).toString()}`;
  const select = (place: number): void => {
    const step = steps[place];
    // The router shows an address that cannot be opened; there is nothing to wait for.
    if (step !== undefined) void navigate(toHref(step), { replace: true, preventScrollReset: true });
  };
  const hint = t("keys.steps");
  useShortcuts([
    {
      id: "history.previous",
      code: "ArrowLeft",
      keys: ["←"],
      label: t("keys.previous"),
      hint,
      run: () => select(at - 1),
    },
    { id: "history.next", code: "ArrowRight", keys: ["→"], label: t("keys.next"), hint, run: () => select(at + 1) },
    { id: "history.first", code: "Home", keys: ["Home"], label: t("keys.first"), run: () => select(0) },
    { id: "history.last", code: "End", keys: ["End"], label: t("keys.last"), run: () => select(steps.length - 1) },
  ]);
  return { at, select, toHref };
}

/** How a pseudonym appears here. */
export function useFaces({ members }: HistoryView): (actorId: string | null) => Person {
  return (actorId) => {
    const member = members.find((one) => one.actorId === actorId);
    if (member === undefined) return { role: "hidden", letter: "" };
    return { role: member.duty, letter: member.duty === "chair" ? "" : member.letter };
  };
}

const EVENT_KEYS = {
  "annotation.created": "noteCreated",
  "annotation.revised": "noteRevised",
  "annotation.removed": "noteRemoved",
  "annotation.resolved": "noteResolved",
  "annotation.hidden": "noteHidden",
  "message.posted": "reply",
  "batch.opened": "opened",
  "item.finalised": "finalised",
} as const;

/** What a step is, in words: "Ghi chú 3 được sửa". */
export function useStepName(view: HistoryView): (step: HistoryStep) => string {
  const { t } = useTranslation("history");
  return ({ kind, event }) => {
    if (event === null) return t(`step.${kind as "version" | "final" | "now"}`);
    const known = Object.hasOwn(EVENT_KEYS, event.type)
      ? EVENT_KEYS[event.type as keyof typeof EVENT_KEYS]
      : "noteOther";
    return t(`step.${known}`, { number: view.noteNumbers[event.note ?? ""] ?? "?" });
  };
}

/** When a step was; today's with the time alone. @param isShort - of other days neither year nor seconds. */
export function useStepTime({ now }: HistoryView, isShort = false): (step: Pick<HistoryStep, "at">) => string {
  const { t } = useTranslation("history");
  const format = useFormat();
  return ({ at }) => {
    if (at === null) return t("now");
    if (format.date(at) === format.date(now)) return format.timeExact(at);
    return isShort ? format.dayTime(at) : format.dateTimeExact(at);
  };
}
