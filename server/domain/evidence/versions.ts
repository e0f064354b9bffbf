/** What the versions of documents are told apart by. */
export interface Versioned {
  readonly id: string;
  /** Id of the document that this is a new version of. */
  readonly replaces: string | null;
}

/** A document with the versions before it. */
export interface VersionedDocument<T> {
  readonly newest: T;
  /** Newest first. */
  readonly earlier: readonly T[];
}

/**
 * Documents of an item with their earlier versions.
 *
 * @param rows - in the order of submission; a version comes after what it replaces.
 * @returns in the order in which the first versions were submitted. A version of something that is not among the rows
 *   stands for itself.
 */
export function groupVersions<T extends Versioned>(rows: readonly T[]): VersionedDocument<T>[] {
  const chains = new Map<string, T[]>();
  for (const row of rows) {
    const before = row.replaces === null ? undefined : chains.get(row.replaces);
    const chain = before ?? [];
    chain.unshift(row);
    chains.set(row.id, chain);
  }
  return [...new Set(chains.values())].map(([newest, ...earlier]) => ({ newest: newest as T, earlier }));
}
