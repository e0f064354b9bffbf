/** A measure against a probe of the same machine in the same moments. */
export interface Measure {
  readonly name: string;
  /** What stands above and below the line, with units. */
  readonly ratio: string;
  /** Missing it is a defect. */
  readonly floor: number;
  /** Reported, never blocking. */
  readonly stretch: number;
  /** One unit of the peer or limit; gives how many it did. */
  probe(): Promise<number> | number;
  /** One unit of ours; gives how many it did. */
  ours(): Promise<number>;
}

export interface MeasuredRatio {
  readonly name: string;
  readonly ratio: string;
  readonly median: number;
  readonly oursPerSecond: number;
  readonly probePerSecond: number;
  readonly floor: number;
  readonly stretch: number;
}

const ROUNDS = 6;
const ROUND_MS = 400;

/** Interleaves probe and ours, drops the first round, and gives the median of the ratios. */
export async function measureRatio(measure: Measure): Promise<MeasuredRatio> {
  const rounds: { ours: number; probe: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const probe = await measureRate(() => measure.probe());
    rounds.push({ probe, ours: await measureRate(() => measure.ours()) });
  }
  const kept = rounds.slice(1);
  const { name, ratio, floor, stretch } = measure;
  return {
    name,
    ratio,
    median: findMedian(kept.map(({ ours, probe }) => ours / probe)),
    oursPerSecond: findMedian(kept.map(({ ours }) => ours)),
    probePerSecond: findMedian(kept.map(({ probe }) => probe)),
    floor,
    stretch,
  };
}

async function measureRate(unit: () => Promise<number> | number): Promise<number> {
  const start = performance.now();
  let done = 0;
  let elapsedMs = 0;
  while (elapsedMs < ROUND_MS) {
    done += await unit();
    elapsedMs = performance.now() - start;
  }
  return (done * 1000) / elapsedMs;
}

function findMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
