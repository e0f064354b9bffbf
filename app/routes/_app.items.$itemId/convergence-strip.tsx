import { useTranslation } from "react-i18next";
import { computeMedian, countedMilliPoints } from "#domain/scoring/aggregate-scores.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { toPersonClass } from "#app/ui/person-chip.tsx";
import type { OpenedScoreView } from "../../../server/services/workbench/workbench-view.ts";
import { makeBands } from "./make-bands.ts";
import { listLevels } from "./rubric-section.tsx";
import { type Place, spreadMarks } from "./spread-marks.ts";
import { useDesk, useFace } from "./use-desk.ts";

const LEFT = 50;
const WIDTH = 300;
const MIDDLE_X = LEFT + WIDTH / 2;
const THEN_Y = 50;
const NOW_Y = 116;
/** Of the numbers below the scale, clear of the highest pile. */
const AXIS_Y = 157;
const RADIUS = 7.5;
/** Narrower bands show the number of their level alone. */
const NAMED_BAND_WIDTH = 50;

/** Two rows, one line for each member: at the opening and now, on the levels of the rubric. */
export function ConvergenceStrip({ scores }: { scores: readonly OpenedScoreView[] }) {
  const { t } = useTranslation("workbench");
  const format = useFormat();
  const toFace = useFace();
  const { view } = useDesk();
  const max = view.item.maxMilliPoints;
  const toX = (points: number): number => LEFT + (points / max) * WIDTH;
  const marks = scores.map((score) => {
    const person = toFace(score.actorId);
    const then = score.sealed === null ? null : countedMilliPoints(score.sealed);
    const now = countedMilliPoints(score.value);
    return { id: score.actorId, letter: person.letter, className: toPersonClass(person), then, now };
  });
  const thenAt = marks.flatMap(({ id, then }) => (then === null ? [] : [{ id, x: toX(then) }]));
  const nowAt = marks.flatMap(({ id, now }) => (now === null ? [] : [{ id, x: toX(now) }]));
  const thenMarks = spreadMarks(thenAt, THEN_Y);
  const nowMarks = spreadMarks(nowAt, NOW_Y);
  const median = computeMedian(marks.flatMap(({ now }) => (now === null ? [] : [now])));
  const say = (points: number | null): string => (points === null ? "–" : format.points(points / 1000));
  const label = t("strip.spoken", {
    then: marks.map(({ letter, then }) => `${letter} ${say(then)}`).join("; "),
    now: marks.map(({ letter, now }) => `${letter} ${say(now)}`).join("; "),
    median: say(median),
  });
  return (
    <svg className="viz strip" viewBox="0 0 364 162" width="364" height="162" role="img" aria-label={label}>
      <Bands />
      <text className="tx3" x="0" y={THEN_Y + 4}>
        {t("strip.atOpening")}
      </text>
      <text className="b tx1" x="0" y={NOW_Y + 4}>
        {t("strip.now")}
      </text>
      <line className="ax" x1={LEFT} x2={LEFT + WIDTH} y1={THEN_Y} y2={THEN_Y} />
      <line className="ax" x1={LEFT} x2={LEFT + WIDTH} y1={NOW_Y} y2={NOW_Y} />
      <RangeBar className="mk3" marks={thenAt} y={THEN_Y} />
      <RangeBar className="mk2" marks={nowAt} y={NOW_Y} />
      {marks.map(({ id, className, then, now }) => {
        const [from, to] = [thenMarks.get(id), nowMarks.get(id)];
        if (from === undefined || to === undefined) return null;
        return (
          <g key={id} className={className}>
            <path
              className="ln ps"
              d={`M${from.x} ${from.y + RADIUS}L${to.x} ${to.y - RADIUS}`}
              strokeDasharray={then === now ? "2 2" : undefined}
            />
          </g>
        );
      })}
      {median !== null && <line className="med" x1={toX(median)} x2={toX(median)} y1={NOW_Y - 20} y2={NOW_Y + 20} />}
      {marks.map((mark) => (
        <Letters
          key={mark.id}
          mark={mark}
          from={thenMarks.get(mark.id)}
          to={nowMarks.get(mark.id)}
          isOwn={mark.id === view.actorId}
        />
      ))}
      <SelfMark toX={toX} places={nowMarks} />
      <Axis max={max} median={median} />
    </svg>
  );
}

interface SelfMarkProps {
  readonly toX: (points: number) => number;
  /** Where letters stand below it. */
  readonly places: ReadonlyMap<string, Place>;
}

/** What the agency gave itself, outlined, where it may be seen; over the letters that stand there. */
function SelfMark({ toX, places }: SelfMarkProps) {
  const { t } = useTranslation("scoring");
  const { selfScore } = useDesk().view;
  if (selfScore?.state !== "number") return null;
  const x = toX(selfScore.milliPoints);
  const isTurned = x > MIDDLE_X;
  const below = [...places.values()].filter((place) => Math.abs(place.x - x) < 2 * RADIUS);
  const y = Math.min(NOW_Y, ...below.map((place) => place.y)) - 18;
  return (
    <>
      <path className="self-mark" d={`M${x - 4.5} ${y}h9l-4.5 8z`} />
      <text className="tx3 self-word" x={isTurned ? x + 5 : x - 5} y={y - 5} textAnchor={isTurned ? "end" : "start"}>
        {t("self.word")}
      </text>
    </>
  );
}

/** Every second level is shaded; each has its name, or its number where it is narrow. */
function Bands() {
  const { t } = useTranslation("workbench");
  const { item } = useDesk().view;
  const max = item.maxMilliPoints;
  const toX = (points: number): number => LEFT + (points / max) * WIDTH;
  return makeBands(listLevels(item), max).map((band) => {
    const [x, width] = [toX(band.from), toX(band.to) - toX(band.from)];
    return (
      <g key={band.level}>
        {band.level % 2 === 0 && <rect className="bandf" x={x} y="14" width={width} height={NOW_Y + 8} />}
        <text className="tx3" x={x + width / 2} y="10" textAnchor="middle">
          {width < NAMED_BAND_WIDTH ? band.level : t("levelNumber", { level: band.level })}
        </text>
      </g>
    );
  });
}

function RangeBar({ className, marks, y }: { className: string; marks: readonly { x: number }[]; y: number }) {
  const xs = marks.map(({ x }) => x);
  if (xs.length < 2) return null;
  const from = Math.min(...xs);
  return <rect className={className} x={from} y={y - 3} width={Math.max(...xs) - from} height="6" />;
}

interface LettersProps {
  readonly mark: { letter: string; className: string };
  readonly from: Place | undefined;
  readonly to: Place | undefined;
  readonly isOwn: boolean;
}

function Letters({ mark, from, to, isOwn }: LettersProps) {
  return (
    <g className={mark.className}>
      {from && (
        <>
          <circle className="hollow ps" cx={from.x} cy={from.y} r={RADIUS} />
          <text className="b letter" x={from.x} y={from.y + 3.5} textAnchor="middle">
            {mark.letter}
          </text>
        </>
      )}
      {to && (
        <>
          <circle
            className={isOwn ? "pf inks moving" : "pf moving"}
            cx={to.x}
            cy={to.y}
            r={RADIUS}
            strokeWidth={isOwn ? 2 : 0}
          />
          <text className="pt" x={to.x} y={to.y + 3.5} textAnchor="middle">
            {mark.letter}
          </text>
        </>
      )}
    </g>
  );
}

/** Quarters of the scale; the median takes the place of the tick that it would cover. */
function Axis({ max, median }: { max: number; median: number | null }) {
  const format = useFormat();
  const toX = (points: number): number => LEFT + (points / max) * WIDTH;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => share * max);
  return (
    <>
      {ticks
        .filter((tick) => median === null || Math.abs(toX(tick) - toX(median)) > 22)
        .map((tick) => (
          <text key={tick} className="tx3" x={toX(tick)} y={AXIS_Y} textAnchor="middle">
            {format.plain(tick / 1000)}
          </text>
        ))}
      {median !== null && (
        <text className="b tx1" x={toX(median)} y={AXIS_Y} textAnchor="middle">
          {format.points(median / 1000)}
        </text>
      )}
    </>
  );
}
