/** How long kept versions of a document stay apart, and how much room all of one document take. */
export const VERSION_LIMITS = {
  /** Of one document. Named ones count, and are never taken away. */
  countMax: 200,
  /** Of one document, as they are stored. */
  bytesMax: 8 * 1024 * 1024,
  /** Younger ones all stay. */
  allForMs: 24 * 60 * 60 * 1000,
  /** Up to this age the last of each hour stays, from then on the last of each day. */
  hourlyForMs: 30 * 24 * 60 * 60 * 1000,
  /** Writing that rests for so long makes a version. */
  pauseMs: 30_000,
  /** So does writing that does not rest, after so many commits. */
  rowsMax: 200,
  /** What takes away so many characters at once has the state before it kept. */
  removedMax: 200,
  /** Unless a version was kept so shortly before. */
  removalPauseMs: 30_000,
} as const;

/** A kept version, as far as thinning asks. */
export interface KeptVersion {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly byteCount: number;
  /** An entry of the log names it: it is what somebody decided on. */
  readonly isNamed: boolean;
}

const HOUR_MS = 60 * 60 * 1000;

/**
 * Which versions go, so that the space of a document is bounded and its history covers all of its time.
 *
 * By age first; above the limits then the ones that stand closest to the one before them. The newest one and those that
 * an entry names always stay.
 *
 * @param versions - ascending by time. @param now - milliseconds since 1970.
 * @returns ids, ascending; empty when all stay.
 */
export function listSuperfluous(versions: readonly KeptVersion[], now: number): number[] {
  const kept = versions.filter((one, at) => at === versions.length - 1 || one.isNamed || !isCovered(versions, at, now));
  while (isOver(kept)) {
    const at = findClosest(kept);
    if (at === null) break;
    kept.splice(at, 1);
  }
  const ids = new Set(kept.map(({ id }) => id));
  return versions.map(({ id }) => id).filter((id) => !ids.has(id));
}

/** Whether a later version of the same hour, or day, stands for it. */
function isCovered(versions: readonly KeptVersion[], at: number, now: number): boolean {
  const [one, next] = [versions[at], versions[at + 1]];
  if (one === undefined || next === undefined || now - one.at <= VERSION_LIMITS.allForMs) return false;
  const spanMs = now - one.at <= VERSION_LIMITS.hourlyForMs ? HOUR_MS : 24 * HOUR_MS;
  return Math.floor(one.at / spanMs) === Math.floor(next.at / spanMs);
}

function isOver(kept: readonly KeptVersion[]): boolean {
  if (kept.length > VERSION_LIMITS.countMax) return true;
  return kept.reduce((sum, one) => sum + one.byteCount, 0) > VERSION_LIMITS.bytesMax;
}

/** Position of the version that stands closest to the one before it; null when none may go. */
function findClosest(kept: readonly KeptVersion[]): number | null {
  let [closest, least] = [-1, Infinity];
  for (const [at, one] of kept.entries()) {
    if (at === kept.length - 1 || one.isNamed) continue;
    const gap = one.at - (kept[at - 1]?.at ?? -Infinity);
    // The first has none before it: it goes last.
    if (closest === -1 || gap < least) [closest, least] = [at, gap];
  }
  return closest === -1 ? null : closest;
}
