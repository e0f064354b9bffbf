import type { BootstrapPlan } from "../../domain/agreement/bootstrap.ts";
import type { OpenedPanel } from "../../domain/agreement/opened-panel.ts";
import { canonicalJson, type JsonValue } from "../../domain/ledger/canonical-json.ts";
import { hashText } from "../hash.ts";
import { createWorkerCalls } from "../worker-calls.ts";
import type { AgreementAsked, ComputedAgreement } from "./agreement-worker.ts";

/** Resamples of each interval, and their level. */
const INTERVALS = { resampleCount: 1_000, level: 0.95 } as const;
/** Panels that are remembered as they were last asked about; the oldest go first. */
const PANELS_MAX = 64;

export interface AgreementResult extends ComputedAgreement {
  readonly plan: BootstrapPlan;
}

/** Computes agreement beside the main loop, and each set of blind scores once. */
export interface AgreementCalculator {
  /** @throws Error when the computation itself failed. */
  compute(panel: OpenedPanel): Promise<AgreementResult>;
}

/**
 * Makes a calculator.
 *
 * The seed of the intervals is the SHA-256 of the scores that they are of: nobody picks it, and whoever has the scores
 * has the seed.
 */
export function createAgreementCalculator(): AgreementCalculator {
  const script = new URL("./agreement-worker.ts", import.meta.url);
  const ask = createWorkerCalls<AgreementAsked, ComputedAgreement>(script, "compute agreement");
  const results = new Map<string, Promise<AgreementResult>>();
  return {
    compute(panel) {
      const seed = hashText(canonicalJson(panel as unknown as JsonValue));
      const known = results.get(seed);
      if (known !== undefined) return known;
      const plan = { seed, ...INTERVALS };
      const computed = ask({ panel, plan }).then((result) => ({ ...result, plan }));
      results.set(seed, computed);
      // What failed is tried again by whoever asks next.
      computed.catch(() => results.delete(seed));
      for (const oldest of results.keys()) {
        if (results.size <= PANELS_MAX) break;
        results.delete(oldest);
      }
      return computed;
    },
  };
}
