/** A measure against a probe of the same machine in the same moments. */
export interface Measure {
  readonly name: string;
  /** What stands above and below the line, with units. */
  readonly ratio: string;
  /** Missing it is a defect. */
  readonly floor: number;
  /** Reported, never blocking. */
  readonly stretch: number;
  /** Both sides only compute: then the time of the process counts, and not what others take of the machine. */
  readonly isComputing?: boolean;
  /** One unit of the peer or limit; gives how many it did. */
  probe(): Promise<number> | number;
  /** One unit of ours; gives how many it did. */
  ours(): Promise<number>;
}

/** One line of the report. */
export interface BenchResult {
  readonly name: string;
  /** What the figure is, with units. */
  readonly ratio: string;
  readonly median: number;
  /** Null where nothing is asked. */
  readonly floor: number | null;
  readonly stretch: number | null;
  /** Smaller is better: floor and stretch are then the most that is allowed. */
  readonly isAtMost?: boolean;
  /** What stands behind the figure. */
  readonly facts: Readonly<Record<string, number>>;
}

const ROUNDS = 6;
const ROUND_MS = 400;

/** Interleaves probe and ours, drops the first round, and gives the median of the ratios. */
export async function measureRatio(measure: Measure): Promise<BenchResult> {
  const rounds: { ours: number; probe: number }[] = [];
  const clock = measure.isComputing === true ? readProcessMs : () => performance.now();
  for (let round = 0; round < ROUNDS; round += 1) {
    const probe = await measureRate(() => measure.probe(), clock);
    rounds.push({ probe, ours: await measureRate(() => measure.ours(), clock) });
  }
  const kept = rounds.slice(1);
  const { name, ratio, floor, stretch } = measure;
  return {
    name,
    ratio,
    median: findMedian(kept.map(({ ours, probe }) => ours / probe)),
    floor,
    stretch,
    facts: {
      oursPerSecond: findMedian(kept.map(({ ours }) => ours)),
      probePerSecond: findMedian(kept.map(({ probe }) => probe)),
    },
  };
}

/** Whether nothing that is asked is missed. */
export function isGood({ median, floor, isAtMost = false }: BenchResult): boolean {
  return floor === null || (isAtMost ? median <= floor : median >= floor);
}

export function findMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** What the process has computed so far: others take none of it. */
export function readProcessMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function measureRate(unit: () => Promise<number> | number, clock: () => number): Promise<number> {
  const start = clock();
  let done = 0;
  let elapsedMs = 0;
  while (elapsedMs < ROUND_MS) {
    done += await unit();
    elapsedMs = clock() - start;
  }
  return (done * 1000) / elapsedMs;
}
