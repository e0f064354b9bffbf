import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.ts";

export type NumberStateName = "draft" | "open" | "sealed" | "final" | "published" | "withheld" | "disputed" | "sending";

export interface NumberStateProps {
  /** Null when sealed or withheld: the value is not in the page at all. */
  value: number | null;
  state: NumberStateName;
  /** `points` has one decimal, `index` four. */
  format?: "points" | "index" | "count" | undefined;
  /** The trace of this number; give it whenever the state is final or later. */
  to?: string | undefined;
  /** The 28 px score. */
  isBig?: boolean | undefined;
  /** It was sealed when the page was opened and has just been revealed. */
  isRevealed?: boolean | undefined;
}

/** A number that carries its state as a bookkeeper's rule: dotted, dashed, single, double, hatched box, en dash. */
export function NumberState({ value, state, format = "points", to, isBig, isRevealed }: NumberStateProps) {
  const { t } = useTranslation("common");
  const formats = useFormat();
  const stateText = t(`numberState.${state}`);
  if (state === "sealed") return <span className="sealed" role="img" aria-label={stateText} />;

  const write = { points: formats.points, index: formats.indexValue, count: formats.count }[format];
  const text = value === null || state === "withheld" ? "–" : write(value);
  const className = ["n", isBig && "big", isRevealed && "revealed"].filter(Boolean).join(" ");
  const content = (
    <>
      {text}
      <span className="sr">
        , {stateText}
        {to === undefined ? "" : `, ${t("traceNumber")}`}
      </span>
    </>
  );
  return to === undefined ? (
    <span className={className} data-s={state}>
      {content}
    </span>
  ) : (
    <Link className={className} data-s={state} to={to}>
      {content}
    </Link>
  );
}
