import { SHOWCASE } from "../../../db/seeds/round/panels.ts";
import { findLiveStart } from "../../../db/seeds/round/schedule.ts";
import {
  BLIND_AUTHOR,
  BLIND_SEALED,
  SHOWCASE_CHANGES,
  SHOWCASE_CONCLUSION,
  SHOWCASE_MARKS,
  SHOWCASE_REPLIES,
  SHOWCASE_SCORES,
  type ShowcaseChange,
} from "../../../db/seeds/round/showcase.ts";
import type { Letter } from "../../../db/seeds/round/panels.ts";
import { findScore, toScoreValue } from "../../../db/queries/scores.ts";
import type { Cite } from "../../domain/event/head.ts";
import { itemFacts } from "../../services/commands/item-context.ts";
import { prepareMark, type PreparedMark, reply, resolve, toAnnotationId } from "./annotate.ts";
import { listSeedItems, type SeedItem } from "./list-ballots.ts";
import type { Person } from "../person.ts";
import { NO_DETAIL } from "../../domain/scoring/choice.ts";
import { sealItem } from "./seal-item.ts";
import type { SeedContext } from "./seed-context.ts";
import type { Documents } from "./seed-evidence.ts";
import { writeConclusion } from "./write-conclusion.ts";

/** Marks made before the opening; the rest come up in the discussion. */
const EARLY_MARKS = 3;

/** Seals of both showcase items: all of the one, some of the other, with private marks by one who has not sealed. */
export async function sealShowcase(context: SeedContext, documents: Documents): Promise<void> {
  const discussed = await getShowcase(context, SHOWCASE.discussed);
  const marks = prepareMarks(documents, discussed);
  for (const { submit } of marks.slice(0, EARLY_MARKS)) await submit();
  for (const [letter, expert] of discussed.experts) {
    const cites = marks.slice(0, EARLY_MARKS).filter((_, place) => SHOWCASE_MARKS[place]?.author === letter);
    await sealAs(discussed, expert, { letter, cites: cites.map(({ cite }) => cite) });
  }
  const blind = await getShowcase(context, SHOWCASE.blind);
  const author = getExpert(blind, BLIND_AUTHOR);
  for (const [place, plan] of SHOWCASE_MARKS.entries()) {
    await prepareMark(documents, { item: blind.item, author, plan, number: place + 1 }).submit();
  }
  for (const letter of BLIND_SEALED) await sealAs(blind, getExpert(blind, letter), { letter, cites: [] });
}

/** The last three quarters of an hour: marks, answers, changes with reasons, and a conclusion that is being written. */
export async function discussShowcase(context: SeedContext, documents: Documents): Promise<void> {
  const { clock, now, services } = context;
  const discussed = await getShowcase(context, SHOWCASE.discussed);
  const { item, chair } = discussed;
  const marks = prepareMarks(documents, discussed);
  const answer = async (mark: number): Promise<void> => {
    const replies = SHOWCASE_REPLIES.filter((one) => one.mark === mark);
    for (const [place, { letter, body }] of replies.entries()) {
      const annotation = toAnnotationId(item.itemId, mark);
      await reply(item, getExpert(discussed, letter), { annotation, number: place + 1, body });
    }
  };
  const [eToLevel2, bToLevel3, dDown, eToLevel3] = SHOWCASE_CHANGES;
  clock.pace(findLiveStart(now), now, SHOWCASE_CHANGES.length + SHOWCASE_REPLIES.length + 4);
  await answer(2);
  await changeAs(context, discussed, { change: eToLevel2!, marks });
  await resolve(item, getExpert(discussed, "B"), toAnnotationId(item.itemId, 2));
  await changeAs(context, discussed, { change: bToLevel3!, marks });
  await answer(3);
  await changeAs(context, discussed, { change: dDown!, marks });
  for (const { submit } of marks.slice(EARLY_MARKS)) await submit();
  await answer(5);
  await changeAs(context, discussed, { change: eToLevel3!, marks });
  const [first, second] = SHOWCASE_CONCLUSION;
  const paragraphs = [
    { author: getExpert(discussed, "B"), text: first },
    { author: chair, text: second },
  ];
  await writeConclusion(services, item, paragraphs);
}

async function getShowcase(context: SeedContext, entity: string): Promise<SeedItem> {
  const items = await listSeedItems(context);
  const found = items.find(({ item }) => item.entityId === entity && item.indicator === SHOWCASE.indicator);
  if (found === undefined) throw new RangeError(`the round has no ${SHOWCASE.indicator} of ${entity}`);
  return found;
}

function getExpert({ experts }: SeedItem, letter: Letter): Person {
  return experts.find(([one]) => one === letter)![1];
}

function prepareMarks(documents: Documents, one: SeedItem): PreparedMark[] {
  return SHOWCASE_MARKS.map((plan, place) =>
    prepareMark(documents, { item: one.item, author: getExpert(one, plan.author), plan, number: place + 1 }),
  );
}

async function sealAs(
  { item }: SeedItem,
  expert: Person,
  { letter, cites }: { letter: Letter; cites: readonly Cite[] },
): Promise<void> {
  const { milliPoints, level, ...score } = SHOWCASE_SCORES[letter];
  const detail = { ...NO_DETAIL, level };
  await sealItem(item, expert, { ...score, value: { state: "number", milliPoints }, detail, cites });
}

async function changeAs(
  { services }: SeedContext,
  one: SeedItem,
  { change, marks }: { change: ShowcaseChange; marks: readonly PreparedMark[] },
): Promise<void> {
  const { letter, milliPoints, level, reason } = change;
  const expert = getExpert(one, letter);
  const key = { itemId: one.item.itemId, actorId: expert.actorId };
  const standing = (await findScore(services.database.reader, key))!;
  const old = toScoreValue(standing.value_state, standing.milli_points)!;
  await expert.submit({
    type: "score.changed",
    facts: { ...itemFacts(one.item), expects: standing.version, cites: [marks[change.cites - 1]!.cite] },
    value: { old, new: { state: "number", milliPoints }, ...NO_DETAIL, level },
    text: { reason },
  });
}
