import { writeConclusion as writeConclusionText, writeSpreadReason } from "../../../db/seeds/round/texts.ts";
import { findItem } from "../../../db/queries/items.ts";
import { itemFacts } from "../../services/commands/item-context.ts";
import { readStanding } from "../../services/scoring/finalise-item.ts";
import type { SeedItem } from "./list-ballots.ts";
import { runInChunks } from "./run-in-chunks.ts";
import type { SeedContext } from "./seed-context.ts";
import { writeConclusion } from "./write-conclusion.ts";
import { hashSeenScores } from "../../domain/process/hash-seen-scores.ts";
import { sha256 } from "../../services/hash.ts";

/** Two experts write the joint conclusion of each item. */
export async function writeConclusions({ services }: SeedContext, items: readonly SeedItem[]): Promise<void> {
  const tasks = items.map(({ item, experts }) => async () => {
    const texts = writeConclusionText(item.itemId, item.indicator);
    const paragraphs = texts.map((text, place) => ({ author: experts[place]![1], text }));
    await writeConclusion(services, item, paragraphs);
  });
  await runInChunks(tasks);
}

/** The chair finalises an item by the framework's rule on what stands now. */
export async function finaliseItem({ services }: SeedContext, { item, component, chair }: SeedItem): Promise<void> {
  const db = services.database.reader;
  const now = (await findItem(db, item.itemId))!;
  const { aggregate, rule, scores, conditions } = await readStanding(db, now, component);
  const { conclusionHash } = await services.documents.readConclusion(`conclusion/${item.itemId}`);
  await chair.submit({
    type: "item.finalised",
    facts: { ...itemFacts(now), expects: now.decisionVersion },
    value: {
      value: aggregate.value ?? { state: "blank" },
      rule,
      computed: aggregate.value,
      scores: hashSeenScores(sha256, scores),
      conclusion: conclusionHash,
    },
    text: { reason: conditions.includes("wide-spread") ? writeSpreadReason(item.itemId) : "" },
  });
}
