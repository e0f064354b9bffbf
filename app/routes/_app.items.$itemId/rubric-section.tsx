import { memo } from "react";
import { useTranslation } from "react-i18next";
import { findLevelRange } from "#domain/scoring/rubric.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { Kbd } from "#app/ui/kbd.tsx";
import { useAnnounce } from "#app/ui/live-region.tsx";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import type { ItemView } from "../../../server/services/workbench/workbench-view.ts";
import { PartsSection } from "#app/ui/parts-section.tsx";
import { useDesk } from "./use-desk.ts";
import { ItemHeading } from "./item-heading.tsx";

/** Keys 0–9 name levels. */
const KEYED_LEVEL_MAX = 9;

export interface RubricSectionProps {
  readonly level?: number | null;
  /** Checklist: codes of the parts that are met. */
  readonly parts?: readonly string[] | null;
  /** Left out: the rubric is read only. */
  readonly onChoose?: (level: number) => void;
  readonly onToggle?: (code: string) => void;
  readonly onNone?: () => void;
}

/** The indicator, what it is worth, and what its rubric asks: levels from the highest, or parts, or two counts. */
export const RubricSection = memo(function RubricSection(props: RubricSectionProps) {
  const { level = null, parts = null, onChoose, onToggle, onNone } = props;
  const { t } = useTranslation(["workbench", "scoring"]);
  const format = useFormat();
  const { item } = useDesk().view;
  const levels = listLevels(item);
  const chosen = levels.find((one) => one.level === level);
  return (
    <section className="rubric">
      <ItemHeading>
        {t("worthOfIndex", {
          points: format.plain(item.maxMilliPoints / 1000),
          share: format.percent(item.weight, 1),
        })}
      </ItemHeading>
      {item.rubric?.kind === "checklist" && (
        <PartsSection rubric={item.rubric} maxMilliPoints={item.maxMilliPoints} {...{ parts, onToggle, onNone }} />
      )}
      {item.rubric?.kind === "ratio" && (
        <p className="t12 sec">
          {t("scoring:ratio.rule", {
            numerator: item.rubric.numerator[format.locale],
            denominator: item.rubric.denominator[format.locale],
            points: format.plain(item.maxMilliPoints / 1000),
          })}
        </p>
      )}
      {levels.length > 0 && <Levels levels={levels} level={level} onChoose={onChoose} />}
      {chosen && (
        <p className="phone-only lv-chosen">
          {t("levelNumber", { level: chosen.level })}: {chosen.descriptor[format.locale]}
        </p>
      )}
      {onChoose && levels.length > 0 && <LevelKeys levels={levels.map((one) => one.level)} onChoose={onChoose} />}
    </section>
  );
});

interface LevelsProps {
  readonly levels: ReturnType<typeof listLevels>;
  readonly level: number | null;
  readonly onChoose?: ((level: number) => void) | undefined;
}

function Levels({ levels, level, onChoose }: LevelsProps) {
  const { t } = useTranslation("workbench");
  const format = useFormat();
  return (
    <div role="radiogroup" aria-label={t("level")} className="levels">
      {[...levels].reverse().map((one, at) => (
        <label key={one.level} className="lv">
          <input
            type="radio"
            name="level"
            checked={one.level === level}
            disabled={onChoose === undefined}
            data-focus={at === 0 ? "choice" : undefined}
            onChange={() => onChoose?.(one.level)}
          />
          <Kbd>{String(one.level)}</Kbd>
          <b className="n">
            {one.from === one.to
              ? format.plain(one.from / 1000)
              : `${format.plain(one.from / 1000)}–${format.plain(one.to / 1000)}`}
          </b>
          <span className="lv-text">{one.descriptor[format.locale]}</span>
        </label>
      ))}
    </div>
  );
}

function LevelKeys({ levels, onChoose }: { levels: readonly number[]; onChoose: (level: number) => void }) {
  const { t } = useTranslation("workbench");
  const last = levels.at(-1) ?? 0;
  const announce = useAnnounce();
  useShortcuts(
    levels
      .filter((level) => level <= KEYED_LEVEL_MAX)
      .map((level) => ({
        id: `workbench.level-${level}`,
        code: `Digit${level}`,
        keys: [level === 0 ? `0–${last}` : String(level)],
        label: t("levelNumber", { level }),
        // One hint stands for the row of keys.
        hint: level === 0 ? t("keys.level") : undefined,
        run: () => {
          // The focus stays where it is: what was chosen is said.
          announce(t("levelNumber", { level }), "assertive");
          onChoose(level);
        },
      })),
  );
  return null;
}

/** Levels from the lowest with the points that each allows; empty for rubrics without levels. */
export function listLevels({ rubric, maxMilliPoints }: Pick<ItemView, "rubric" | "maxMilliPoints">) {
  if (rubric === null || (rubric.kind !== "range" && rubric.kind !== "grade")) return [];
  return rubric.levels.flatMap(({ level, descriptor }) => {
    const range = findLevelRange(rubric, level, maxMilliPoints);
    return range === null ? [] : [{ level, descriptor, from: range.fromMilliPoints, to: range.toMilliPoints }];
  });
}
