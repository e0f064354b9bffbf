import { choose } from "../../../db/seeds/round/choose.ts";
import { type BatchFate, type Letter, SHOWCASE } from "../../../db/seeds/round/panels.ts";
import { getIndicatorTexts } from "../../../db/seeds/round/texts.ts";
import { type Mark, prepareMark } from "./annotate.ts";
import { listSeedItems, type SeedItem } from "./list-ballots.ts";
import { chooseBallot, sealItem } from "./seal-item.ts";
import { runStage, type SeedContext } from "./seed-context.ts";
import { type Documents, listKinds } from "./seed-evidence.ts";
import { listSelfScores } from "./seed-values.ts";

/** A seal that is missing when its batch opens: the opening names it with a reason. */
const MISSED = "tay-ninh/4.1/D";

/** Experts mark the evidence and seal their scores for all batches of some fates; blind ones stay incomplete. */
export async function seedSeals(
  context: SeedContext,
  documents: Documents,
  { stage, fates }: { stage: "earlySeals" | "lateSeals"; fates: readonly BatchFate[] },
): Promise<void> {
  const items = (await listSeedItems(context)).filter(
    ({ item, fate }) => fates.includes(fate) && !isShowcase(item.entityId, item.indicator),
  );
  const selfScores = await listSelfScores(context);
  // An item's marks go before its seals, which cite them: commands are recorded in the order in which they start.
  const tasks = items.flatMap((one) => {
    const marks = listMarks(one).map((mark) => ({ author: mark.author, ...prepareMark(documents, mark) }));
    const seals = one.experts
      .filter(([letter]) => hasSealed(one, letter))
      .map(([letter, expert]) => async () => {
        const cites = marks.filter(({ author }) => author === expert).map(({ cite }) => cite);
        const selfMilliPoints = selfScores.get(one.item.itemId) ?? null;
        await sealItem(one.item, expert, chooseBallot(one, letter, { selfMilliPoints, cites }));
      });
    return [...marks.map(({ submit }) => submit), ...seals];
  });
  await runStage(context, { stage, name: "marks and seals" }, tasks);
}

/** Whether the two showcase items, which have a script of their own, are meant. */
const isShowcase = (entity: string, indicator: string): boolean =>
  indicator === SHOWCASE.indicator && (entity === SHOWCASE.discussed || entity === SHOWCASE.blind);

/** Every second item has marks, by one or two experts. */
function listMarks({ item, experts }: SeedItem): Mark[] {
  const { marks } = getIndicatorTexts(item.indicator);
  if (listKinds(item).length === 0) return [];
  const first = choose(`${item.itemId}/mark`, 0, marks.length * 2 - 1);
  return [first, first + 1]
    .filter((place) => place < marks.length)
    .map((place, position) => {
      const expert = choose(`${item.itemId}/mark/${position}`, 0, experts.length - 1);
      return { item, author: experts[expert]![1], plan: marks[place]!, number: position + 1 };
    });
}

function hasSealed({ item, fate }: SeedItem, letter: Letter): boolean {
  const key = `${item.entityId}/${item.indicator}/${letter}`;
  if (fate === "blind") return choose(`${key}/sealed`, 1, 100) <= 55;
  return key !== MISSED;
}
