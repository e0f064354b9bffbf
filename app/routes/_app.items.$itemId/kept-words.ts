import type { NoteDraft } from "./note-form.tsx";
import { useDesk } from "./use-desk.ts";
import type { Said } from "./use-mentions.ts";

/** Words that were begun in a form; of a note with its kind and criterion. */
export interface BegunWords extends Said, Partial<Omit<NoteDraft, keyof Said>> {
  /** The refused command that was taken up in them. */
  readonly resumed?: string | undefined;
  /** Version that an edit was begun upon. */
  readonly upon?: number | undefined;
}

/** What was begun in a form that is closed, by the form; lost with the page. */
export interface KeptWords {
  readonly find: () => BegunWords | null;
  readonly keep: (words: BegunWords) => void;
  readonly drop: () => void;
}

/** @param form - one name for each form of a page: `new`, or that of the note or reply. Null keeps nothing. */
export function useKeptWords(form: string | null): KeptWords {
  const { view, kept } = useDesk();
  const key = `${view.item.id} ${form}`;
  return {
    find: () => (form === null ? null : (kept.current.get(key) ?? null)),
    keep: (words) => void (form !== null && kept.current.set(key, words)),
    drop: () => void kept.current.delete(key),
  };
}
