import { Link } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Icon } from "#app/ui/icon.tsx";
import { toTracePath } from "#app/ui/places.ts";
import { NumberState } from "#app/ui/number-state.tsx";
import type { EntityProfile, ProfileComponent } from "../../../server/services/index/index-view.ts";
import type { TraceView } from "../../../server/services/trace/trace-view.ts";
import { SpanBar } from "./span-bar.tsx";

type MainIndex = EntityProfile["mainIndices"][number];

interface ContributionTreeProps {
  index: NonNullable<TraceView["index"]>;
  item: TraceView["item"];
}

/** From the entity's value down: main indices on the scale of the whole, components on the scale of their own. */
export function ContributionTree({ index, item }: ContributionTreeProps) {
  const { t } = useTranslation("trace");
  const [opened, setOpened] = useState<string | null>(item.mainIndex.code);
  const { mainIndices } = index.profile;
  const starts = listStarts(mainIndices.map((one) => one.maxMilliPoints ?? 0));
  return (
    <div role="group" aria-label={t("tree")}>
      <div className="span head" aria-hidden="true">
        <span>{t("cumulative")}</span>
        <span className="bar-cell" />
        <span className="r">{t("got")}</span>
        <span className="r">{t("max")}</span>
      </div>
      {mainIndices.map((mainIndex, place) => (
        <div key={mainIndex.code}>
          <MainIndexSpan
            mainIndex={mainIndex}
            start={starts[place] ?? 0}
            scale={index.scaleMilliPoints}
            isOpen={opened === mainIndex.code}
            onToggle={() => setOpened(opened === mainIndex.code ? null : mainIndex.code)}
          />
          {opened === mainIndex.code && <ComponentSpans mainIndex={mainIndex} itemId={item.id} />}
        </div>
      ))}
    </div>
  );
}

/** Where each of a row of spans begins. */
function listStarts(lengths: readonly number[]): number[] {
  let at = 0;
  return lengths.map((length) => {
    const start = at;
    at += length;
    return start;
  });
}

interface MainIndexSpanProps {
  mainIndex: MainIndex;
  start: number;
  scale: number;
  isOpen: boolean;
  onToggle: () => void;
}

function MainIndexSpan({ mainIndex, start, scale, isOpen, onToggle }: MainIndexSpanProps) {
  const format = useFormat();
  const { code, name, milliPoints, maxMilliPoints } = mainIndex;
  const label = `${code} ${name[format.locale]}`;
  return (
    <div className={isOpen ? "span par" : "span"}>
      <button type="button" className="nm" aria-expanded={isOpen} onClick={onToggle}>
        <Icon name={isOpen ? "chevronDown" : "chevronRight"} size="xs" />
        <span className="clip" title={label}>
          {label}
        </span>
      </button>
      <SpanBar name={label} start={start} got={milliPoints} max={maxMilliPoints} scale={scale} />
      <span className="r n">{milliPoints === null ? "–" : format.points(milliPoints / 1000)}</span>
      <span className="r n muted">{maxMilliPoints === null ? "–" : format.plain(maxMilliPoints / 1000)}</span>
    </div>
  );
}

function ComponentSpans({ mainIndex, itemId }: { mainIndex: MainIndex; itemId: string }) {
  const { components } = mainIndex;
  const starts = listStarts(components.map((one) => one.maxMilliPoints));
  const scale = components.reduce((sum, one) => sum + one.maxMilliPoints, 0);
  return components.map((component, place) => (
    <ComponentSpan
      key={component.code}
      component={component}
      start={starts[place] ?? 0}
      scale={scale}
      isSelected={component.itemId === itemId}
    />
  ));
}

interface ComponentSpanProps {
  component: ProfileComponent;
  start: number;
  scale: number;
  isSelected: boolean;
}

function ComponentSpan({ component, start, scale, isSelected }: ComponentSpanProps) {
  const { t } = useTranslation("trace");
  const format = useFormat();
  const { code, name, milliPoints, maxMilliPoints, itemId, state, isSample, isUnderReview } = component;
  const label = `${code} ${name[format.locale]}`;
  const to = itemId === null ? undefined : toTracePath(itemId);
  return (
    <div className={isSelected ? "span kid sel" : "span kid"} aria-current={isSelected ? "true" : undefined}>
      <span className="nm">
        {to === undefined ? (
          <span className="clip" title={label}>
            {label}
          </span>
        ) : (
          <Link className="clip" title={label} to={to}>
            {label}
          </Link>
        )}
        {isSample && <span className="tag out">{t("sample")}</span>}
      </span>
      <SpanBar name={label} start={start} got={milliPoints} max={maxMilliPoints} scale={scale} />
      <span className="r">
        {milliPoints === null || state !== "number" ? (
          <span className="muted" title={state === "number" ? undefined : t(`state.${state}`)}>
            –{state !== "number" && <span className="sr"> {t(`state.${state}`)}</span>}
          </span>
        ) : to === undefined ? (
          <span className="n">{format.points(milliPoints / 1000)}</span>
        ) : (
          <NumberState value={milliPoints / 1000} state={isUnderReview ? "disputed" : "final"} to={to} />
        )}
      </span>
      <span className="r n muted">{format.plain(maxMilliPoints / 1000)}</span>
    </div>
  );
}
