import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { toPersonClass, usePersonName } from "#app/ui/person-chip.tsx";
import type { TraceView } from "../../../server/services/trace/trace-view.ts";
import type { ScoreLine, ScoreLines, ScoreStep } from "./list-score-lines.ts";
import { makeTimeScale, type TimeScale } from "./time-scale.ts";

const TOP = 20;
const BOTTOM = 136;
const LEFT = 46;
const MIDDLE = 296;
const RIGHT = 860;

interface StepChartProps {
  lines: ScoreLines;
  view: TraceView;
  selectedSeq: number | null;
}

/** A step line for each expert, dotted while sealed; what comes after the selected moment is faded. */
export function StepChart({ lines, view, selectedSeq }: StepChartProps) {
  const { t } = useTranslation("trace");
  const format = useFormat();
  const max = view.item.indicator.maxMilliPoints;
  const toY = (milliPoints: number): number => BOTTOM - (milliPoints / max) * (BOTTOM - TOP);
  const all = [...lines.experts.flatMap((line) => line.steps), ...lines.finals];
  const instants = [...all, ...view.entries.filter((entry) => entry.seq === selectedSeq)].map((step) => step.at);
  const scale = makeTimeScale(instants, { openedAt: view.item.openedAt, left: LEFT, middle: MIDDLE, right: RIGHT });
  const selectedAt = view.entries.find((entry) => entry.seq === selectedSeq)?.at ?? null;
  const lastFinal = lines.finals.at(-1);
  return (
    <>
      <svg className="viz fluid" viewBox="0 0 980 160" aria-hidden="true">
        <rect className="bandf" x={LEFT} y={TOP} width={MIDDLE - LEFT - 3} height={BOTTOM - TOP} />
        <rect className="bandf" x={MIDDLE} y={TOP} width={RIGHT - MIDDLE} height={BOTTOM - TOP} />
        <text className="b tx1" x={LEFT + 6} y={12}>
          {t("sealing")}
        </text>
        <text className="b tx1" x={MIDDLE + 6} y={12}>
          {t("afterOpening")}
        </text>
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <path className="gr" d={`M${LEFT} ${toY(max * share)}H${RIGHT}`} />
            <text className="tx3" x={LEFT - 8} y={toY(max * share) + 4} textAnchor="end">
              {format.plain((max * share) / 1000)}
            </text>
          </g>
        ))}
        {scale.ticks.map(({ x, at, anchor }) => (
          <text key={x} className="tx3" x={x} y={153} textAnchor={anchor}>
            {format.dayTime(at)}
          </text>
        ))}
        {lines.experts.map((line, place) => (
          <ExpertLine key={line.key} line={line} scale={scale} toY={toY} place={place} selectedAt={selectedAt} />
        ))}
        <FinalLine finals={lines.finals} scale={scale} toY={toY} />
        {lastFinal && (
          <text className="b tx1" x={RIGHT + 8} y={toY(lastFinal.milliPoints) + 4}>
            {format.points(lastFinal.milliPoints / 1000)} {t("finalShort")}
          </text>
        )}
        {selectedAt !== null && <path className="ln pens" d={`M${scale.toX(selectedAt)} ${TOP - 4}V${BOTTOM + 4}`} />}
      </svg>
      <HistoryTable lines={lines} />
    </>
  );
}

interface ExpertLineProps {
  line: ScoreLine;
  scale: TimeScale;
  toY: (milliPoints: number) => number;
  /** Of several experts at one height, each letter stands a little further right. */
  place: number;
  selectedAt: string | null;
}

function ExpertLine({ line, scale, toY, place, selectedAt }: ExpertLineProps) {
  const { actor, steps } = line;
  const person = toPersonClass({ role: actor.role, letter: actor.letter });
  const end = steps.at(-1);
  const sealed = steps[0];
  if (end === undefined || sealed === undefined) return null;
  const y = toY(sealed.milliPoints);
  const x = scale.toX(sealed.at);
  const steady = (part: readonly ScoreStep[]): string =>
    part.map((step, at) => (at === 0 ? "" : `H${scale.toX(step.at)}V${toY(step.milliPoints)}`)).join("");
  const past = steps.filter((step) => selectedAt === null || step.at <= selectedAt);
  const pastEnd = selectedAt === null ? RIGHT : Math.max(MIDDLE, scale.toX(selectedAt));
  const markX = MIDDLE + 8 + place * 15;
  return (
    <g className={person}>
      <rect className="hollow ps" x={x - 4} y={y - 4} width={8} height={8} />
      <path className="ln ps dots" d={`M${x + 4} ${y}H${MIDDLE}`} />
      <path className="ln ps faded" d={`M${MIDDLE} ${y}${steady(steps)}H${RIGHT}`} />
      {past.length > 0 && <path className="ln ps" strokeWidth={2} d={`M${MIDDLE} ${y}${steady(past)}H${pastEnd}`} />}
      <circle className="pf" cx={markX} cy={y} r={7} />
      <text className="pt" x={markX} y={y + 3.5} textAnchor="middle">
        {actor.letter}
      </text>
    </g>
  );
}

function FinalLine({
  finals,
  scale,
  toY,
}: {
  finals: readonly ScoreStep[];
  scale: TimeScale;
  toY: (milliPoints: number) => number;
}) {
  return finals.map(({ seq, at, milliPoints }, place) => {
    const until = finals[place + 1];
    const x = scale.toX(at);
    return (
      <g key={seq}>
        <path
          className="ln inks"
          strokeWidth={2}
          d={`M${x} ${toY(milliPoints)}H${until === undefined ? RIGHT : scale.toX(until.at)}`}
        />
        <rect className="inkf" x={x - 4} y={toY(milliPoints) - 4} width={8} height={8} />
      </g>
    );
  });
}

/** The same as a table, for who does not see the drawing. */
function HistoryTable({ lines }: { lines: ScoreLines }) {
  const { t } = useTranslation("trace");
  const format = useFormat();
  const nameOf = usePersonName();
  const rows = [
    ...lines.experts.map(({ key, actor, steps }) => ({ key, name: nameOf(actor), steps })),
    { key: "final", name: t("decision"), steps: lines.finals },
  ];
  return (
    <table className="sr">
      <caption>{t("history")}</caption>
      <tbody>
        {rows.map(({ key, name, steps }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td>
              {steps.map((step) => `${format.dayTime(step.at)}: ${format.points(step.milliPoints / 1000)}`).join("; ")}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
