import type { BootstrapPlan } from "./bootstrap.ts";
import { listRatedItems } from "./opened-panel.ts";
import type { OpenedPanel, RatedItem } from "./opened-panel.ts";
import { computeRandUcla } from "./rand-ucla.ts";
import type { RandUcla } from "./rand-ucla.ts";
import type { Statistic } from "./statistic.ts";
import { summariseAgreement } from "./summarise-agreement.ts";
import type { AgreementSummary } from "./summarise-agreement.ts";

/** Items judged by RAND/UCLA, and how many of them are in disagreement by either rule. */
export interface DisagreementCounts {
  readonly judgedCount: number;
  readonly byIprasCount: number;
  readonly byClassicCount: number;
}

export interface IndicatorAgreement extends AgreementSummary {
  readonly indicator: string;
  readonly disagreement: DisagreementCounts;
}

export interface PairAgreement extends AgreementSummary {
  /** Pseudonyms, in the order of the panel. */
  readonly experts: readonly [string, string];
}

export interface ItemDisagreement {
  readonly itemId: string;
  readonly randUcla: Statistic<RandUcla>;
}

/** Agreement of one panel on what is open. It is for those who may read agreement; severity is apart. */
export interface PanelAgreement {
  readonly panel: AgreementSummary & { readonly disagreement: DisagreementCounts };
  /** In the order of the panel's indicators; those without an opened item are left out. */
  readonly indicators: readonly IndicatorAgreement[];
  /** Every two experts, in the order of the panel. */
  readonly pairs: readonly PairAgreement[];
  /** In the order given. One item has a spread and a judgement, and no coefficient. */
  readonly items: readonly ItemDisagreement[];
}

/**
 * Agreement of a panel as a whole, by indicator, by pair of experts and by item, from the blind scores of opened items.
 *
 * What blank, not applicable and no evidence count as is said at `toRating`. RAND/UCLA looks at 1 + 8 · share, its
 * scale from 1 to 9. Every interval starts the plan's seed anew, so that one can be recomputed without the others.
 *
 * @param plan - null: no intervals, for a board that is redrawn often.
 * @returns values or reasons; an empty panel gives reasons only. Time with intervals: resamples · ratings · (experts +
 *   1), which for large panels belongs into a worker.
 * @throws RangeError when an item does not fit the panel.
 */
export function computePanelAgreement(panel: OpenedPanel, plan: BootstrapPlan | null): PanelAgreement {
  const items = listRatedItems(panel);
  const judged = items.map(({ item, ratings }) => ({
    itemId: item.itemId,
    randUcla: computeRandUcla(toNine(ratings)),
  }));
  const judgements = new Map(judged.map(({ itemId, randUcla }) => [itemId, randUcla]));
  const byIndicator = new Map<string, RatedItem[]>(panel.indicators.map(({ code }) => [code, []]));
  for (const one of items) byIndicator.get(one.indicator.code)?.push(one);
  const indicators = [...byIndicator].flatMap(([indicator, own]) =>
    own.length === 0
      ? []
      : [{ indicator, ...summariseAgreement(own, plan), disagreement: countDisagreement(own, judgements) }],
  );
  return {
    panel: { ...summariseAgreement(items, plan), disagreement: countDisagreement(items, judgements) },
    indicators,
    pairs: listPairs(panel.experts).map(({ experts, places }) => ({
      experts,
      ...summariseAgreement(items, plan, places),
    })),
    items: judged,
  };
}

const toNine = (shares: RatedItem["ratings"]): (number | null)[] =>
  shares.map((share) => (share === null ? null : 1 + 8 * share));

function countDisagreement(
  items: readonly RatedItem[],
  judgements: ReadonlyMap<string, Statistic<RandUcla>>,
): DisagreementCounts {
  const judged = items.flatMap(({ item }) => judgements.get(item.itemId)?.value ?? []);
  return {
    judgedCount: judged.length,
    byIprasCount: judged.filter((one) => one.isDisagreement).length,
    byClassicCount: judged.filter((one) => one.classic === "disagreement").length,
  };
}

function listPairs(experts: readonly string[]): { experts: [string, string]; places: [number, number] }[] {
  return experts.flatMap((first, a) =>
    experts.slice(a + 1).map((second, offset) => ({
      experts: [first, second] as [string, string],
      places: [a, a + 1 + offset] as [number, number],
    })),
  );
}
