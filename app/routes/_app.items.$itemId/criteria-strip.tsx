import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { CheckGlyph, type CheckState } from "#app/ui/state-glyph.tsx";
import type { NoteView } from "../../../server/services/workbench/workbench-view.ts";
import { useDesk } from "./use-desk.ts";

/** What the person's own notes say of a criterion; null when no note is linked to it. */
export function judgeCriterion(code: string, notes: readonly NoteView[]): CheckState | null {
  const linked = notes.filter((note) => note.isOwn && note.criterion === code);
  if (linked.length === 0) return null;
  if (linked.some((note) => note.kind === "question" && !note.isResolved)) return "unclear";
  if (linked.some((note) => note.kind === "missing" || note.kind === "contradicts")) return "missing";
  return "met";
}

/** Each criterion with what the own notes on it say. A press goes to the first of them. */
export function CriteriaStrip() {
  const { t } = useTranslation(["workbench", "common"]);
  const { locale } = useFormat();
  const { view, focusNote } = useDesk();
  const { criteria } = view.item;
  if (criteria.length === 0) return null;
  const states = criteria.map((one) => judgeCriterion(one.code, view.notes));
  const count = (state: CheckState): number => states.filter((one) => one === state).length;
  const unjudged = states.filter((one) => one === null).length;
  return (
    <section className="criteria">
      <div className="row b mb1">
        <h2 className="h3">{t("criteria")}</h2>
        <span className="sp" />
        <span className="cap">
          {t("criteriaCount", { met: count("met"), unclear: count("unclear"), missing: count("missing") + unjudged })}
        </span>
      </div>
      <div className={`crit of-${Math.min(criteria.length, 5)}`}>
        {criteria.map((one, at) => (
          <button
            key={one.code}
            type="button"
            title={one.name[locale]}
            onClick={() => focusNote(view.notes.find((note) => note.isOwn && note.criterion === one.code)?.id ?? null)}
          >
            <b>
              <CheckGlyph state={states[at] ?? "missing"} />
              {one.code}
            </b>
            <span className="clip">{one.name[locale]}</span>
          </button>
        ))}
      </div>
    </section>
  );
}
