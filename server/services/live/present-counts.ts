/** How many people of a panel are at work: a count is all that anybody but its opened members may know. */
export interface PresentCounts {
  /** Accounts with a page open; 0 when nobody has. */
  count(panelId: string): number;
  /** Called by the rooms. */
  set(panelId: string, count: number): void;
  /**
   * Hears of a count that has changed, at most once a second for each panel: a page that is loaded anew goes and comes
   * back within that. @returns what ends the listening.
   */
  onChange(listener: (panelId: string, count: number) => void): () => void;
}

const TELL_EVERY_MS = 1_000;

export function createPresentCounts(): PresentCounts {
  const counts = new Map<string, number>();
  const told = new Map<string, number>();
  const timers = new Map<string, NodeJS.Timeout>();
  const listeners = new Set<(panelId: string, count: number) => void>();
  const count = (panelId: string): number => counts.get(panelId) ?? 0;

  function tell(panelId: string): void {
    timers.delete(panelId);
    const present = count(panelId);
    if (present === (told.get(panelId) ?? 0)) return;
    if (present === 0) told.delete(panelId);
    else told.set(panelId, present);
    for (const listener of listeners) listener(panelId, present);
  }

  return {
    count,
    set: (panelId, present) => {
      if (present === 0) counts.delete(panelId);
      else counts.set(panelId, present);
      if (timers.has(panelId)) return;
      timers.set(panelId, setTimeout(() => tell(panelId), TELL_EVERY_MS).unref());
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
