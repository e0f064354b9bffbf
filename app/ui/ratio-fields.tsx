import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Ratio } from "#domain/scoring/choice.ts";
import { parseRatio } from "#domain/scoring/pick.ts";
import type { Rubric } from "#domain/scoring/rubric.ts";
import { useFormat } from "../i18n/use-format.ts";

export interface RatioFieldsProps {
  readonly rubric: Extract<Rubric, { kind: "ratio" }>;
  readonly ratio: Ratio | null;
  readonly onChange: (ratio: Ratio | null) => void;
}

/** Two counts, as they stand in the evidence. The points follow from them. */
export function RatioFields({ rubric, ratio, onChange }: RatioFieldsProps) {
  const { t } = useTranslation("scoring");
  const { locale } = useFormat();
  const id = useId();
  const [a, setA] = useState(ratio === null ? "" : String(ratio.a));
  const [b, setB] = useState(ratio === null ? "" : String(ratio.b));
  const given = ratio === null ? null : `${ratio.a}/${ratio.b}`;
  useEffect(() => {
    // What comes from elsewhere, such as another device, takes the place of what stands here.
    const [first, second] = given?.split("/") ?? [];
    if (first === undefined || second === undefined) return;
    setA(first);
    setB(second);
  }, [given]);
  const read = parseRatio(a, b);
  const problem = "problem" in read ? t(`ratio.${read.problem}`) : null;
  const isCapped = "ratio" in read && read.ratio !== null && read.ratio.a > read.ratio.b;
  const type = (nextA: string, nextB: string): void => {
    setA(nextA);
    setB(nextB);
    const next = parseRatio(nextA, nextB);
    onChange("ratio" in next ? next.ratio : null);
  };
  const leave = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === "Escape") event.currentTarget.blur();
  };
  const common = { className: "input n", inputMode: "numeric", autoComplete: "off", onKeyDown: leave } as const;
  const state = { "aria-invalid": problem !== null, "aria-describedby": `${id}-say` };
  return (
    <div className="ratio" role="group" aria-label={t("ratio.label")}>
      <label>
        <span>{rubric.numerator[locale]}</span>
        <input {...common} {...state} data-focus="choice" value={a} onChange={(event) => type(event.target.value, b)} />
      </label>
      <label>
        <span>{rubric.denominator[locale]}</span>
        <input {...common} {...state} value={b} onChange={(event) => type(a, event.target.value)} />
      </label>
      <p id={`${id}-say`} className={problem === null ? "t12 cap" : "t12 bad"} aria-live="polite">
        {problem ?? (isCapped ? t("ratio.capped") : t("ratio.hint"))}
      </p>
    </div>
  );
}
