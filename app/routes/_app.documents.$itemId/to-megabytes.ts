const MEGABYTE = 1024 * 1024;

/** Megabytes as people read them: two decimals, never 0 for what has bytes. */
export function toMegabytes(bytes: number): number {
  return Math.max(0.01, Math.round((bytes / MEGABYTE) * 100) / 100);
}
