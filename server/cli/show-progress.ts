import type { CommandOutput } from "./index-compute.ts";
import type { Progress } from "./seed/seed-context.ts";

/** Within a stage a line comes no more often. */
const LINE_EVERY_MS = 2_000;

/** Writes a line when a stage is done, and now and then while it lasts. */
export function showProgress({ stderr }: CommandOutput, name: string): Progress {
  let shownMs = performance.now();
  return (stage, done, all) => {
    const nowMs = performance.now();
    if (done < all && nowMs - shownMs < LINE_EVERY_MS) return;
    shownMs = nowMs;
    stderr.write(`${name}: ${stage} ${done}/${all}\n`);
  };
}
