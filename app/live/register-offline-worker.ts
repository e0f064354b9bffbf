/**
 * Has the browser answer with a page of ours when one cannot be fetched (app/offline). Only of the built pages: others
 * have no such file. A browser that has no workers, or refuses, shows its own.
 */
export function registerOfflineWorker(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  void navigator.serviceWorker.register("/offline-worker.js").catch(() => undefined);
}
