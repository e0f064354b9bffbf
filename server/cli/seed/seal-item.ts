import type { Cite } from "../../domain/event/head.ts";
import { type ChosenScore, chooseScore } from "../../../db/seeds/round/choose-score.ts";
import type { Letter } from "../../../db/seeds/round/panels.ts";
import { writeJustification } from "../../../db/seeds/round/texts.ts";
import { itemFacts } from "../../services/commands/item-context.ts";
import type { SeedItem } from "./list-ballots.ts";
import type { Person } from "../person.ts";

/** A blind score with its reasons. */
export interface Ballot extends ChosenScore {
  readonly justification: string;
  readonly cites: readonly Cite[];
}

/** What an expert of the demo gives for an item. */
export function chooseBallot(
  { item, component }: SeedItem,
  letter: Letter,
  given: { selfMilliPoints: number | null; cites: readonly Cite[] },
): Ballot {
  const key = `${item.itemId}/${letter}`;
  const score = chooseScore(component, { key, itemKey: item.itemId, selfMilliPoints: given.selfMilliPoints });
  const share = score.value.state === "number" ? (100 * score.value.milliPoints) / component.maxMilliPoints : null;
  return { ...score, justification: writeJustification(key, item.indicator, share), cites: given.cites };
}

/** Seals a first score; with a case, the re-score of its reviewer. */
export async function sealItem(item: SeedItem["item"], expert: Person, ballot: Ballot, caseId?: string): Promise<void> {
  const { value, detail, confidence, justification, cites } = ballot;
  await expert.submit({
    type: "score.sealed",
    facts: {
      ...itemFacts(item),
      ...(caseId === undefined ? {} : { case: caseId }),
      expects: 0,
      rubric: item.rubricHash,
      ...(item.evidenceSet === null ? {} : { evidenceSet: item.evidenceSet }),
      cites: [...cites],
    },
    value: { value, ...detail, confidence },
    text: { justification },
  });
}
