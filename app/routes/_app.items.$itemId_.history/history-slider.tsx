import { useTranslation } from "react-i18next";
import { IconButton } from "#app/ui/button.tsx";
import type { HistoryView } from "../../../server/services/history/history-view.ts";
import { type Step, useStepName, useStepTime } from "./use-step.ts";

/** Time as stops: one for each version and each act on a note. */
export function HistorySlider({ view, step }: { view: HistoryView; step: Step }) {
  const { t } = useTranslation("history");
  const getName = useStepName(view);
  const getTime = useStepTime(view);
  const { steps } = view;
  const { at, select } = step;
  const shown = steps[at];
  const [first, last] = [steps[0], steps.at(-1)];
  if (shown === undefined || first === undefined || last === undefined) return null;
  return (
    <div className="hist-slider">
      <div className="row">
        <IconButton icon="chevronLeft" label={t("keys.previous")} onClick={() => select(at - 1)} disabled={at === 0} />
        <div className="sp">
          <input
            type="range"
            min={0}
            max={steps.length - 1}
            value={at}
            aria-label={t("slider")}
            aria-valuetext={t("sliderText", { time: getTime(shown), what: getName(shown) })}
            onChange={(event) => select(event.target.valueAsNumber)}
          />
          <div className="hist-stops" aria-hidden="true">
            {steps.map(({ key, kind }, place) => (
              <i key={key} className={`${kind}${place === at ? " cur" : ""}`} />
            ))}
          </div>
        </div>
        <IconButton
          icon="chevronRight"
          label={t("keys.next")}
          onClick={() => select(at + 1)}
          disabled={at === steps.length - 1}
        />
      </div>
      <div className="row cap">
        <span>{getTime(first)}</span>
        <span className="sp" />
        <b role="status">
          {getTime(shown)} · {getName(shown)}
        </b>
        <span className="sp" />
        <span>{getTime(last)}</span>
      </div>
    </div>
  );
}
