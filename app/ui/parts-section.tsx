import { useTranslation } from "react-i18next";
import { findShareMilliPoints, type Rubric } from "#domain/scoring/rubric.ts";
import { useFormat } from "../i18n/use-format.ts";
import { Kbd } from "./kbd.tsx";
import { useShortcuts } from "./shortcuts.tsx";

/** Keys 1–9 name parts. */
const KEYED_PART_MAX = 9;

export interface PartsSectionProps {
  readonly rubric: Extract<Rubric, { kind: "checklist" }>;
  readonly maxMilliPoints: number;
  /** Codes of the parts that are met; null while nothing is said. */
  readonly parts: readonly string[] | null;
  /** Left out: the rubric is read only. */
  readonly onToggle?: ((code: string) => void) | undefined;
  /** No part is met: 0 points. */
  readonly onNone?: (() => void) | undefined;
}

/** The parts of a checklist, each with what it adds. */
export function PartsSection({ rubric, maxMilliPoints, parts, onToggle, onNone }: PartsSectionProps) {
  const { t } = useTranslation("scoring");
  const format = useFormat();
  const isNone = parts !== null && parts.length === 0;
  return (
    <div role="group" aria-label={t("parts.label")} className="levels parts">
      {rubric.parts.map((part, at) => (
        <label key={part.code} className="lv" title={part.descriptor[format.locale]}>
          <input
            type="checkbox"
            checked={parts?.includes(part.code) ?? false}
            disabled={onToggle === undefined}
            data-focus={at === 0 ? "choice" : undefined}
            onChange={() => onToggle?.(part.code)}
          />
          <Kbd>{String(at + 1)}</Kbd>
          <b className="n">+{format.plain((findShareMilliPoints(part.share, maxMilliPoints) ?? 0) / 1000)}</b>
          <span className="lv-text">
            <b className="med">{part.name[format.locale]}.</b> {part.descriptor[format.locale]}
          </span>
        </label>
      ))}
      {(onNone !== undefined || isNone) && (
        <label className="lv">
          <input type="checkbox" checked={isNone} disabled={onNone === undefined} onChange={() => onNone?.()} />
          <Kbd>0</Kbd>
          <b className="n">0</b>
          <span className="lv-text">{t("parts.none")}</span>
        </label>
      )}
      {onToggle !== undefined && onNone !== undefined && (
        <PartKeys rubric={rubric} onToggle={onToggle} onNone={onNone} />
      )}
    </div>
  );
}

function PartKeys({
  rubric,
  onToggle,
  onNone,
}: Required<Pick<PartsSectionProps, "rubric">> & { onToggle: (code: string) => void; onNone: () => void }) {
  const { t } = useTranslation("scoring");
  const { locale } = useFormat();
  const hint = t("keys.parts");
  useShortcuts([
    ...rubric.parts.slice(0, KEYED_PART_MAX).map((part, at) => ({
      id: `workbench.part-${at + 1}`,
      code: `Digit${at + 1}`,
      keys: [at === 0 ? `1–${Math.min(rubric.parts.length, KEYED_PART_MAX)}` : String(at + 1)],
      label: t("parts.key", { name: part.name[locale] }),
      hint: at === 0 ? hint : undefined,
      run: () => onToggle(part.code),
    })),
    { id: "workbench.part-none", code: "Digit0", keys: ["0"], label: t("parts.none"), run: onNone },
  ]);
  return null;
}
