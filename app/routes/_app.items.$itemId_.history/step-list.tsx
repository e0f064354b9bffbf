import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { PersonChip } from "#app/ui/person-chip.tsx";
import type { HistoryView } from "../../../server/services/history/history-view.ts";
import { type Step, useFaces, useStepName, useStepTime } from "./use-step.ts";

/** Every stop of the slider, newest first, with who was at work. */
export function StepList({ view, step }: { view: HistoryView; step: Step }) {
  const { t } = useTranslation("history");
  const getName = useStepName(view);
  const getTime = useStepTime(view, true);
  const getExactTime = useStepTime(view);
  const toFace = useFaces(view);
  const format = useFormat();
  return (
    <section className="hist-side" aria-labelledby="history-steps">
      <h2 className="h2" id="history-steps">
        {t("steps")}
      </h2>
      <ol className="hist-steps" reversed>
        {[...view.steps].reverse().map((one) => (
          <li key={one.key} className={one.kind}>
            <Link
              to={step.toHref(one)}
              replace
              preventScrollReset
              aria-current={one.key === view.shown ? "true" : undefined}
            >
              <span className="t12 nowrap" title={getExactTime(one)}>
                {getTime(one)}
              </span>
              <span className="sp">{getName(one)}</span>
              {one.people.map((id) => (
                <PersonChip key={id} person={toFace(id)} size="sm" />
              ))}
              {one.event !== null && <span className="cap">#{format.count(one.event.seq)}</span>}
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}
