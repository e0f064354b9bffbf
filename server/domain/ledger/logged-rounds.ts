import type { Act } from "../event/act.ts";
import type { Framework } from "../framework/framework.ts";
import { parseFramework } from "../framework/parse-framework.ts";

/** What the disclosed entries say of the frameworks of rounds, for checks that need to know what an item is. */
export class LoggedRounds {
  readonly #documents = new Map<string, string>();
  readonly #frameworks = new Map<string, Framework | null>();
  readonly #keys = new Map<string, string>();
  /** Main index by indicator, by framework. */
  readonly #mainIndices = new Map<Framework, ReadonlyMap<string, string>>();

  add(act: Act): void {
    if (act.head.type === "framework.imported") {
      const { framework, version, document } = (act as Act<"framework.imported">).value;
      this.#documents.set(`${framework}/${version}`, document);
    } else if (act.head.type === "round.created") {
      const { framework, version } = (act as Act<"round.created">).value;
      this.#keys.set(act.head.round ?? "", `${framework}/${version}`);
    } else if (act.head.type === "round.change-confirmed") {
      const { change } = (act as Act<"round.change-confirmed">).value;
      const key = this.#keys.get(act.head.round ?? "");
      if (change.kind !== "framework" || key === undefined) return;
      this.#keys.set(act.head.round ?? "", `${key.slice(0, key.lastIndexOf("/"))}/${change.new.version}`);
    }
  }

  /** Framework of a round; null when round or framework is not disclosed, or the document is none. */
  findFramework(roundId: string): Framework | null {
    const key = this.#keys.get(roundId);
    const document = key === undefined ? undefined : this.#documents.get(key);
    if (key === undefined || document === undefined) return null;
    const known = this.#frameworks.get(key);
    if (known !== undefined) return known;
    const framework = readFramework(document);
    this.#frameworks.set(key, framework);
    return framework;
  }

  /** Batch that an item is opened with: its panel and the main index of its indicator; null when that is not known. */
  findBatch({ round, panel, indicator }: Act["head"]): string | null {
    const framework = this.findFramework(round ?? "");
    if (framework === null) return null;
    let mainIndices = this.#mainIndices.get(framework);
    if (mainIndices === undefined) {
      mainIndices = new Map(framework.components.map((component) => [component.code, component.mainIndex]));
      this.#mainIndices.set(framework, mainIndices);
    }
    const mainIndex = mainIndices.get(indicator ?? "");
    return mainIndex === undefined ? null : `${panel ?? ""}.m${mainIndex}`;
  }
}

function readFramework(document: string): Framework | null {
  try {
    const parsed = parseFramework(JSON.parse(document));
    return parsed.ok ? parsed.framework : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
