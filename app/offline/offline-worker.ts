// Answers for a page that could not be fetched, with one that says so; keeps nothing, and stands in the way of nothing
// else. The build puts the page and its policy in the place of the two names below (build-offline.ts).
declare const OFFLINE_PAGE: string;
declare const OFFLINE_POLICY: string;

/** What of a service worker's world is used here; the page's own types do not know it. */
interface NavigationEvent extends Event {
  readonly request: Request;
  readonly preloadResponse: Promise<Response | undefined>;
  respondWith(answer: Promise<Response>): void;
}
interface StageEvent extends Event {
  waitUntil(done: Promise<unknown>): void;
  /** Not in every browser. */
  addRoutes?(rule: object): Promise<void>;
}
interface WorkerScope {
  readonly registration: { readonly navigationPreload?: { enable(): Promise<void> } };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listen: (event: StageEvent) => void): void;
  addEventListener(type: "fetch", listen: (event: NavigationEvent) => void): void;
}
const scope = globalThis as unknown as WorkerScope;

scope.addEventListener("install", (event) => {
  // Of two builds the newer one answers, also for pages that were opened before it: it touches none of their requests.
  event.waitUntil(scope.skipWaiting());
  const isNoPage = { condition: { not: { requestMode: "navigate" } }, source: "network" };
  // Where the browser can be told, scripts, data and feeds do not wake the worker at all.
  if (event.addRoutes !== undefined) event.waitUntil(event.addRoutes(isNoPage).catch(() => undefined));
});

scope.addEventListener("activate", (event) => {
  // The page is fetched while the worker starts, not after it.
  event.waitUntil(scope.registration.navigationPreload?.enable() ?? Promise.resolve());
});

scope.addEventListener("fetch", (event) => {
  const { method, mode, destination } = event.request;
  // A file that is fetched to be kept is not to be this page under its name.
  if (method === "GET" && mode === "navigate" && destination === "document") event.respondWith(answer(event));
});

async function answer({ preloadResponse, request }: NavigationEvent): Promise<Response> {
  try {
    return (await preloadResponse) ?? (await fetch(request));
  } catch {
    const headers = {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": OFFLINE_POLICY,
      "Cache-Control": "no-store",
      "Referrer-Policy": "same-origin",
      "X-Content-Type-Options": "nosniff",
    };
    return new Response(OFFLINE_PAGE, { status: 503, headers });
  }
}
