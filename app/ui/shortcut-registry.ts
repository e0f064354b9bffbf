import type { RefObject } from "react";
import { listShortcutClashes } from "./shortcut-clashes.ts";
import type { Shortcut } from "./shortcut.ts";

/** What one component binds; read when a key is pressed, so that it runs what was drawn last. */
export type Bound = RefObject<readonly Shortcut[]>;

const NONE: readonly Shortcut[] = [];

/**
 * The keys of a page, as its parts bind and release them.
 *
 * Outside React's state: a key works from the drawing on that shows its part, and binding one draws nothing but what
 * lists the keys.
 */
export class ShortcutRegistry {
  readonly #bound = new Set<Bound>();
  readonly #listeners = new Set<() => void>();
  #list: readonly Shortcut[] = NONE;

  /** @returns releases them. */
  readonly bind = (bound: Bound): (() => void) => {
    this.#bound.add(bound);
    this.#tell();
    return () => {
      this.#bound.delete(bound);
      this.#tell();
    };
  };

  /** All of them in the order of binding; the same array until one is bound or released. */
  readonly list = (): readonly Shortcut[] => this.#list;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** People are not stopped by a key bound twice; whatever listens to the page's errors, a browser test for one, is. */
  readonly reportClashes = (): void => {
    const clashes = listShortcutClashes(this.#list);
    if (clashes.length > 0) reportError(new Error(`two shortcuts on one key: ${clashes.join("; ")}`));
  };

  /** What they do now, of those that were bound and have not been released. */
  current(): readonly Shortcut[] {
    return [...this.#bound].flatMap((bound) => bound.current ?? []);
  }

  #tell(): void {
    this.#list = this.current();
    for (const listener of this.#listeners) listener();
  }
}
