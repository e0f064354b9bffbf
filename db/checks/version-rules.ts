import type { Act } from "../../server/domain/event/act.ts";
import type { Problems } from "./check-context.ts";

/** Acts that give an expert's score of an item its next version. */
const SCORE_ACTS: ReadonlySet<string> = new Set(["score.sealed", "score.withdrawn", "score.changed", "score.kept"]);
/** Acts that give an item its next final score. */
const DECISION_ACTS: ReadonlySet<string> = new Set(["item.finalised", "case.decision-approved"]);

/** At most one value per cell and version: each act on a cell follows the version that stands, and no two the same. */
export class VersionRules {
  readonly problems: Problems = [];
  readonly #versions = new Map<string, number>();

  /** Takes the acts in the order of the log. */
  add({ head }: Act, seq: number): void {
    const isScore = SCORE_ACTS.has(head.type);
    if (!isScore && !DECISION_ACTS.has(head.type)) return;
    const cell = isScore ? `score/${head.item}/${head.actor}/${head.case ?? ""}` : `decision/${head.item}`;
    const standing = this.#versions.get(cell) ?? 0;
    if (head.expects !== standing) {
      this.problems.push(`entry ${seq} follows version ${head.expects ?? "none"} of ${cell}, and ${standing} stands`);
    }
    this.#versions.set(cell, standing + 1);
  }
}
