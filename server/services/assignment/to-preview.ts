import type { Assignment, AssignmentProblem } from "../../domain/assignment/assignment-problem.ts";
import type { ValuePart } from "../../domain/event/catalogue.ts";
import type { AssignmentPreview } from "./assignment-solver.ts";
import type { ExpertLoad, PreviewView } from "./assignment-view.ts";
import type { AssignmentRows } from "./read-assignment.ts";

/** Gaps that a page shows. */
const GAPS_MAX = 200;

interface Given {
  readonly rows: AssignmentRows;
  readonly canAccept: boolean;
}

/** A preview as a page shows it, with the command that accepts it. */
export function toPreview(known: AssignmentPreview | null, given: Given): PreviewView {
  if (known === null || !isOfNow(known.problem, given.rows)) return { state: "gone" };
  const { search, problem } = known;
  if (search.state !== "found") return search;
  const { assignment, elapsedMs } = search;
  const { names } = given.rows;
  const gaps = assignment.gaps.slice(0, GAPS_MAX).map(({ block, reason, places }) => {
    const { entityId, mainIndex } = problem.blocks[block] as AssignmentProblem["blocks"][number];
    return { entityName: names.get(entityId) ?? { vi: entityId, en: entityId }, mainIndex, reason, places };
  });
  const isWhole = assignment.blocks.every(({ experts }) => experts.length > 0);
  return {
    state: "found",
    elapsedMs,
    cost: assignment.cost,
    bound: assignment.bound,
    bridges: assignment.blocks.filter(({ isBridge }) => isBridge).length,
    loads: toLoads(problem, assignment, given.rows),
    gaps,
    gapCount: assignment.gaps.length,
    accept: given.canAccept && isWhole ? toAccepted(problem, assignment) : null,
  };
}

/** Whether the round still has the blocks, experts and conflicts of which the preview is. */
function isOfNow({ blocks, experts }: AssignmentProblem, rows: AssignmentRows): boolean {
  const toBlock = ({ entityId, mainIndex }: { entityId: string; mainIndex: string }) => `${entityId}\n${mainIndex}`;
  const conflicts = experts.flatMap(({ id, conflicts: some }) => some.map((entityId) => `${id}\n${entityId}`));
  const present = rows.conflicts.map(({ actorId, entityId }) => `${actorId}\n${entityId}`);
  const isExpert = new Set(experts.map(({ id }) => id));
  return (
    blocks.map(toBlock).join() === rows.blocks.map(toBlock).join() &&
    experts.map(({ id }) => id).join() === rows.members.map(({ actorId }) => actorId).join() &&
    conflicts.sort().join() ===
      present
        .filter((one) => isExpert.has(one.split("\n")[0] ?? ""))
        .sort()
        .join()
  );
}

function toLoads(problem: AssignmentProblem, { blocks, loads }: Assignment, rows: AssignmentRows): ExpertLoad[] {
  const items = problem.experts.map(() => 0);
  for (const [at, { experts }] of blocks.entries()) {
    for (const expert of experts) items[expert] = (items[expert] ?? 0) + (rows.blocks[at]?.itemCount ?? 0);
  }
  return problem.experts.map(({ id, capacity }, at) => ({
    label: rows.labels.get(id) ?? id,
    blocks: loads[at] ?? 0,
    items: items[at] ?? 0,
    share: capacity === 0 ? 0 : (loads[at] ?? 0) / capacity,
  }));
}

function toAccepted(
  { experts, blocks, policy }: AssignmentProblem,
  found: Assignment,
): ValuePart<"assignment.accepted"> {
  return {
    policy,
    experts: experts.map(({ id, capacity, versedIn }) => ({
      actor: id,
      // What takes every block was given no limit.
      capacity: capacity === blocks.length ? null : capacity,
      versedIn: [...versedIn],
    })),
    blocks: blocks.map(({ entityId, mainIndex }, at) => ({
      entity: entityId,
      mainIndex,
      experts: [...(found.blocks[at]?.experts ?? [])],
    })),
  };
}
