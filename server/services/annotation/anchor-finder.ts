import type { TextAnchor } from "../../domain/annotation/anchor.ts";
import { createWorkerCalls } from "../worker-calls.ts";
import type { LocateRequest } from "./anchor-worker.ts";
import type { LocatedAnchor, LocatedAnchors } from "./locate-anchors.ts";

/** A document to look in. */
export interface SearchedDocument {
  /** SHA-256 of the extraction's text: what a place is remembered under. */
  readonly hash: string;
  /** Its RFC 8785 text; null when it was never read. Called only when a place is not remembered. */
  load(): Promise<string | null>;
}

/** Where to look: a document, and the version of it that the quotes are of, when that is another one. */
export interface AnchorSearch {
  readonly document: SearchedDocument;
  readonly before: SearchedDocument | null;
}

/** A quote to find; `key` names an annotation and its version, whose words never change. */
export interface SoughtAnchor {
  readonly key: string;
  readonly anchor: TextAnchor;
}

/** What was found for one quote. */
export interface FoundAnchor extends LocatedAnchor {
  /** The program that read the document. */
  readonly extractor: string;
  readonly version: string;
}

/** Finds quotes in documents, however long: beside the main loop, and each once. */
export interface AnchorFinder {
  /**
   * @returns by key; null for an orphan, and for all when the document has no text.
   * @throws Error when the search itself failed: that is no orphan.
   */
  find(where: AnchorSearch, sought: readonly SoughtAnchor[]): Promise<ReadonlyMap<string, FoundAnchor | null>>;
}

/** Places that are remembered; the oldest go first. */
const placesMax = 20_000;

/** Makes a finder; its worker starts with the first search and does not keep the process alive. */
export function createAnchorFinder(): AnchorFinder {
  const places = new Map<string, FoundAnchor | null>();
  const script = new URL("./anchor-worker.ts", import.meta.url);
  const search = createWorkerCalls<LocateRequest, LocatedAnchors>(script, "find anchors");
  return {
    async find({ document, before }, sought) {
      const toPlaceKey = (key: string): string => `${document.hash}/${before?.hash ?? ""}/${key}`;
      const missing = sought.filter(({ key }) => !places.has(toPlaceKey(key)));
      const answers = new Map<string, FoundAnchor | null>();
      if (missing.length > 0) {
        const text = await document.load();
        const anchors = missing.map(({ anchor }) => anchor);
        const old = before === null ? null : await before.load();
        const located = text === null ? null : await search({ document: text, before: old, anchors });
        for (const [at, { key }] of missing.entries()) {
          const place = located?.places[at] ?? null;
          answers.set(key, place === null || located === null ? null : { ...place, ...nameOf(located) });
          // A text may still be read later; what was searched stays as it is.
          if (located !== null) places.set(toPlaceKey(key), answers.get(key) ?? null);
        }
        forgetOldest(places);
      }
      return new Map(sought.map(({ key }) => [key, answers.get(key) ?? places.get(toPlaceKey(key)) ?? null]));
    },
  };
}

const nameOf = ({ extractor, version }: LocatedAnchors) => ({ extractor, version });

function forgetOldest(places: Map<string, unknown>): void {
  for (const key of places.keys()) {
    if (places.size <= placesMax) return;
    places.delete(key);
  }
}
