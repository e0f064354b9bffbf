import { Link } from "@remix-run/react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { toTracePath } from "#app/ui/places.ts";
import { StateGlyph } from "#app/ui/state-glyph.tsx";
import type { vi } from "#app/i18n/vi.ts";
import type { CaseView } from "../../../server/services/review/read-case.ts";

/** How far the case is, each step with its entry of the log. */
export function CaseSteps({ view }: { view: CaseView }) {
  const { t } = useTranslation("review");
  const format = useFormat();
  const headingId = useId();
  const isDone = view.closedAt !== null;
  return (
    <section className="case-steps" aria-labelledby={headingId}>
      <h2 id={headingId} className="sr">
        {t("timeline")}
      </h2>
      <ol>
        {view.steps.map((step) => (
          <li key={step.seq}>
            <StateGlyph state="ready" hasText />
            <span className="med">
              {t(`step.${step.type as keyof typeof vi.review.step}`)}
              {step.isOwn && ` (${t("mine")})`}
            </span>
            <span className="cap">{format.dayTime(step.at)}</span>
            <Link className="hash" to={toTracePath(view.itemId, step.seq)} aria-label={t("entry", { leaf: step.seq })}>
              #{format.count(step.seq)}
            </Link>
          </li>
        ))}
        {!isDone && (
          <li className="next">
            <StateGlyph state="todo" hasText />
            <span className="med">{t("decisionDue")}</span>
            <span className={view.dueAt <= view.now ? "bad" : "warn"}>
              {format.dayTime(view.dueAt)} · {format.deadline(view.dueAt, view.now)}
            </span>
          </li>
        )}
      </ol>
    </section>
  );
}
