import type { Act } from "../event/act.ts";
import { CheckTally } from "./check-tally.ts";
import type { DisclosedEntry } from "./disclosed-entry.ts";
import type { EvidenceFile } from "./log-export.ts";
import type { ExtraCheck } from "./verify-log.ts";

/**
 * Check that evidence files are those that entries name by hash.
 *
 * @param files - hashes of files that the reader has, by the name that each file has, which is the hash that it had;
 * null: the reader has none, and the hashes that the export states are compared.
 */
export function createEvidenceCheck(files: ReadonlyMap<string, string> | null): ExtraCheck {
  return new EvidenceCheck(files);
}

class EvidenceCheck implements ExtraCheck {
  readonly #tally = new CheckTally("evidence");
  readonly #files: ReadonlyMap<string, string> | null;
  /** Entry that first names a file, by hash. */
  readonly #named = new Map<string, number>();
  readonly #stated = new Set<string>();

  constructor(files: ReadonlyMap<string, string> | null) {
    this.#files = files;
  }

  onEntry({ entry, type, act }: DisclosedEntry): void {
    if (type !== "evidence.added") return;
    if (act === null) return this.#tally.withhold("which file an entry names");
    const { sha256 } = (act as Act<"evidence.added">).value;
    if (!this.#named.has(sha256)) this.#named.set(sha256, entry.seq);
  }

  onEvidence({ sha256 }: EvidenceFile): void {
    this.#stated.add(sha256);
    if (!this.#named.has(sha256)) this.#tally.fail(null, `no entry names the evidence file ${sha256}: it was swapped`);
  }

  finish() {
    for (const [sha256, seq] of this.#named) {
      if (this.#files === null) {
        if (this.#stated.has(sha256)) this.#tally.pass();
        else this.#tally.withhold("a file of which the export states no hash");
        continue;
      }
      const found = this.#files.get(sha256);
      if (found === undefined) this.#tally.withhold("a file that is not at hand");
      else if (found === sha256) this.#tally.pass();
      else this.#tally.fail(seq, `the evidence file ${sha256} of entry ${seq} has the hash ${found}`);
    }
    return this.#tally.toCheck();
  }
}
