import { chooseOne } from "../../../db/seeds/round/choose.ts";
import { writeChangeReason, writeKeepReason, writeReply } from "../../../db/seeds/round/texts.ts";
import { type AnnotationRow, listAnnotations } from "../../../db/queries/annotations.ts";
import { listStandingScores, type ScoreRow, toScoreValue } from "../../../db/queries/scores.ts";
import type { ScoreValue } from "../../domain/scoring/value.ts";
import { itemFacts } from "../../services/commands/item-context.ts";
import { reply, resolve } from "./annotate.ts";
import type { SeedItem } from "./list-ballots.ts";
import type { Person } from "../person.ts";
import { type Move, planMoves } from "./plan-moves.ts";
import type { SeedContext } from "./seed-context.ts";

/** How far the discussion of an item goes. */
export type Extent = "untouched" | "begun" | "finished";

type Task = () => Promise<unknown>;

/**
 * Commands of a discussion: threads answered and closed, changes with reasons, scores kept.
 *
 * A begun discussion leaves questions open and members silent.
 */
export async function listDiscussion(context: SeedContext, one: SeedItem, extent: Extent): Promise<Task[]> {
  if (extent === "untouched") return [];
  const db = context.services.database.reader;
  const { item, component, experts } = one;
  const annotations = (await listAnnotations(db, item.itemId)).filter((row) => row.state === "panel");
  const rows = (await listStandingScores(db, item.itemId)).filter((row) => row.value_state !== null);
  const scores = rows.map((row) => ({ actorId: row.actor_id, value: toValue(row) }));
  const byActor = new Map(experts.map(([letter, expert]) => [expert.actorId, { letter, expert }]));
  const letterOf = (actorId: string): string => byActor.get(actorId)?.letter ?? "";
  const ordered = scores.sort((a, b) => (letterOf(a.actorId) < letterOf(b.actorId) ? -1 : 1));
  const moves = planMoves(item.itemId, component, ordered);
  const done = extent === "finished" ? moves : moves.filter((move) => move.change !== null).slice(0, 2);
  return [
    ...listThreads(one, annotations, extent === "finished"),
    ...done.map((move) => () => {
      const row = rows.find((score) => score.actor_id === move.actorId)!;
      const { letter, expert } = byActor.get(move.actorId)!;
      return makeMove(one, { move, row, expert, key: `${item.itemId}/${letter}`, annotations });
    }),
  ];
}

const toValue = (row: ScoreRow): ScoreValue => toScoreValue(row.value_state, row.milli_points)!;

/** Somebody else answers under each question; it is closed when the discussion is finished. */
function listThreads({ item, experts }: SeedItem, annotations: readonly AnnotationRow[], isFinished: boolean): Task[] {
  const threads = annotations.filter((row) => row.kind === "question" || row.kind === "contradicts");
  return threads.flatMap((row): Task[] => {
    const others = experts.filter(([, expert]) => expert.actorId !== row.actor_id);
    const [, other] = chooseOne(row.id, others);
    const author = experts.find(([, expert]) => expert.actorId === row.actor_id)?.[1] ?? other;
    const answer = { annotation: row.id, number: 1, body: writeReply(row.id) };
    return [() => reply(item, other, answer), ...(isFinished ? [() => resolve(item, author, row.id)] : [])];
  });
}

async function makeMove(
  { item }: SeedItem,
  given: { move: Move; row: ScoreRow; expert: Person; key: string; annotations: readonly AnnotationRow[] },
): Promise<void> {
  const { move, row, expert, key, annotations } = given;
  const facts = { ...itemFacts(item), expects: row.version };
  const { old, change } = move;
  if (change === null) {
    await expert.submit({ type: "score.kept", facts, value: { value: old }, text: { reason: writeKeepReason(key) } });
    return;
  }
  const cites = annotations.slice(0, 1).map(({ id, version, hash }) => ({ annotation: id, version, hash: hash! }));
  const isUp = old.state === "number" && change.value.milliPoints > old.milliPoints;
  await expert.submit({
    type: "score.changed",
    facts: { ...facts, cites },
    value: { old, new: change.value, ...change.detail },
    text: { reason: writeChangeReason(key, item.indicator, isUp) },
  });
}
