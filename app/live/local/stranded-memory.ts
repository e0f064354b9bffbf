// Where the browser keeps nothing: prose that was not saved when its document was replaced, in the memory of this page.
import type { Observed } from "../save-state.ts";
import type { StrandedProse } from "./prose-rows.ts";

/** A text and the room that it was written in. */
interface HeldProse extends StrandedProse {
  readonly path: string;
}

const listeners = new Set<() => void>();
let held: readonly HeldProse[] = [];
let last = 0;

/** Texts of every room, oldest first. Their ids are below zero: those of stored rows are above. */
export const strandedInMemory: Observed<readonly HeldProse[]> = {
  get: () => held,
  subscribe: (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export function holdStranded(path: string, text: string): void {
  if (text !== "") set([...held, { id: (last -= 1), path, text }]);
}

export function dropStranded(id: number): void {
  set(held.filter((one) => one.id !== id));
}

/** Nobody after this person reads it. */
export function forgetStranded(): void {
  set([]);
}

function set(next: readonly HeldProse[]): void {
  held = next;
  for (const listener of listeners) listener();
}
