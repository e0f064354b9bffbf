/**
 * How long prose may become, as the editor counts. A justification becomes a part of an entry; a conclusion stays far
 * under the size at which its room takes no more, whatever its letters weigh.
 */
export const PROSE_SIZE_MAX = { draft: 19_000, conclusion: 100_000 } as const;
