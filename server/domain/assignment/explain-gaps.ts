import type { AssignedBlock, AssignmentGap, AssignmentProblem, GapReason } from "./assignment-problem.ts";
import { type DemandClass, listPanelExperts } from "./demand-classes.ts";

/**
 * Where an assignment leaves places empty or too few who are versed, and why; in the order of the blocks.
 *
 * A block can be named twice, once for its own places and once for a guest's.
 */
export function explainGaps(
  problem: AssignmentProblem,
  classes: readonly DemandClass[],
  assigned: readonly AssignedBlock[],
): AssignmentGap[] {
  const panels = listPanelExperts(problem);
  const gaps = classes.flatMap((one) => {
    const isAble = new Set(one.groups.flatMap(({ members }) => members.map(({ expert }) => expert)));
    return one.blocks.flatMap((block): AssignmentGap[] => {
      const experts = (assigned[block]?.experts ?? []).filter((expert) => isAble.has(expert));
      const places = one.placesPerBlock - experts.length;
      const members = panels.get(problem.blocks[block]?.panelId ?? "")?.length ?? 0;
      if (places > 0) return [{ block, reason: findReason(one, members), places }];
      const unversed = one.kind === "home" ? countUnversed(problem, one.mainIndex, experts) : 0;
      return unversed > 0 ? [{ block, reason: "unversed", places: unversed }] : [];
    });
  });
  return gaps.sort((a, b) => a.block - b.block);
}

function findReason({ kind, placesPerBlock, ownFree }: DemandClass, members: number): GapReason {
  if (kind === "bridge") return "no-guest";
  if (members < placesPerBlock) return "panel-too-small";
  return ownFree < placesPerBlock ? "conflicts" : "capacity";
}

/** How many versed experts a full block lacks. */
function countUnversed({ experts, policy }: AssignmentProblem, mainIndex: string, assigned: readonly number[]): number {
  const versed = assigned.filter((at) => experts[at]?.versedIn.includes(mainIndex) === true);
  return policy.versedPerBlock - versed.length;
}
