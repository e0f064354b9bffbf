/** What may run at a stretch on the main loop: far below what a person or a socket notices. */
const BUDGET_MS = 3;

/** @returns what lets everybody else have their turn once a piece of work has lasted long enough. */
export function createPacer(): () => Promise<void> {
  let startedMs = performance.now();
  return async () => {
    if (performance.now() - startedMs < BUDGET_MS) return;
    await new Promise(setImmediate);
    startedMs = performance.now();
  };
}
