import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { CheckGlyph, type CheckState, StateGlyph } from "#app/ui/state-glyph.tsx";
import type { NoteView, WorkbenchView } from "../../../server/services/workbench/workbench-view.ts";
import { useDesk } from "./use-desk.ts";

/** `open`: the person has no note on it yet. */
type CriterionState = CheckState | "open";

const STATES: readonly CriterionState[] = ["met", "unclear", "missing", "open"];

/** What the person's own notes say of a criterion: a gap or a contradiction weighs more than an open question. */
export function judgeCriterion(code: string, notes: readonly NoteView[]): CriterionState {
  const linked = notes.filter((note) => note.isOwn && note.criterion === code);
  if (linked.length === 0) return "open";
  if (linked.some((note) => note.kind === "missing" || note.kind === "contradicts")) return "missing";
  return linked.some((note) => note.kind === "question" && !note.isResolved) ? "unclear" : "met";
}

/** Codes of criteria that none of the cited notes is linked to. */
export function listUncited(view: Pick<WorkbenchView, "item" | "notes">, citeIds: readonly string[]): string[] {
  const cited = new Set(view.notes.filter((note) => citeIds.includes(note.id)).map((note) => note.criterion));
  return view.item.criteria.map((one) => one.code).filter((code) => !cited.has(code));
}

/** Each criterion with what the own notes on it say. A press goes to the first of them. */
export const CriteriaStrip = memo(function CriteriaStrip() {
  const { t } = useTranslation("workbench");
  const { locale } = useFormat();
  const { view, focusNote } = useDesk();
  const { criteria } = view.item;
  if (criteria.length === 0) return null;
  const states = criteria.map((one) => judgeCriterion(one.code, view.notes));
  // A fresh reviewer writes no notes: for them it is the list alone.
  const counted = view.rights.canAnnotate || states.some((state) => state !== "open") ? STATES : [];
  const counts = counted
    .map((state) => ({ state, count: states.filter((one) => one === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => t("judgedCount", { count, state: t(`judged.${state}`) }));
  return (
    <section className="criteria">
      <div className="row b mb1">
        <h2 className="h3">{t("criteria")}</h2>
        <span className="sp" />
        {counts.length > 0 && (
          <span className="cap" title={t("criteriaMeaning")}>
            {counts.join(" · ")}
          </span>
        )}
      </div>
      <div className={`crit of-${Math.min(criteria.length, 5)}`}>
        {criteria.map((one, at) => {
          const state = states[at] ?? "open";
          const name = t("criterionState", { number: one.code, name: one.name[locale], state: t(`judged.${state}`) });
          return (
            <button
              key={one.code}
              type="button"
              title={name}
              aria-label={name}
              onClick={() =>
                focusNote(view.notes.find((note) => note.isOwn && note.criterion === one.code)?.id ?? null)
              }
            >
              <b>
                {state === "open" ? (
                  <StateGlyph state="todo" hasText className="muted" />
                ) : (
                  <CheckGlyph state={state} />
                )}
                {one.code}
              </b>{" "}
              <span className="clip">{one.name[locale]}</span>
            </button>
          );
        })}
      </div>
    </section>
  );
});
