import type { Interval } from "#domain/agreement/statistic.ts";

const WIDTH = 200;
const HEIGHT = 20;
const EDGE = 7;
const MIDDLE = HEIGHT / 2;

/** Both ends of a scale, no unit. */
export interface Domain {
  readonly low: number;
  readonly high: number;
}

export interface WhiskerProps {
  readonly value: number;
  readonly interval: Interval | null;
  readonly domain: Domain;
  /** Values with a line of their own. */
  readonly marks: readonly number[];
  /** The same in words. */
  readonly label: string;
}

/** A value as a point with its interval as a bar; an end beyond the scale stops at its edge. */
export function Whisker({ value, interval, domain, marks, label }: WhiskerProps) {
  const { low, high } = domain;
  const toX = (at: number): number => {
    const share = (Math.min(high, Math.max(low, at)) - low) / (high - low);
    return EDGE + share * (WIDTH - 2 * EDGE);
  };
  return (
    <svg className="viz" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      <line className="ax" x1={EDGE} x2={WIDTH - EDGE} y1={MIDDLE} y2={MIDDLE} />
      {marks.map((mark) => (
        <line key={mark} className="gr" x1={toX(mark)} x2={toX(mark)} y1={2} y2={HEIGHT - 2} />
      ))}
      {interval !== null && (
        <rect
          className="mk3"
          x={toX(interval.low)}
          y={MIDDLE - 3}
          width={toX(interval.high) - toX(interval.low)}
          height={6}
        />
      )}
      <circle className="mk" cx={toX(value)} cy={MIDDLE} r={4} />
    </svg>
  );
}
