import { pauseForNetwork } from "./pause-for-network.ts";

/**
 * A `fetch` by which the data of a page wait for a network that is gone, and for a server that starts again.
 *
 * The router puts an error page in the place of the whole work as soon as one load fails, and has no hook around it.
 * What is asked otherwise, and what the server itself answers, goes through as it is.
 *
 * @param pause - ends when another try makes sense; rejects when the signal aborts.
 */
export function makePatientFetch(
  plain: typeof fetch,
  pause: (failures: number, signal: AbortSignal) => Promise<void> = pauseForNetwork,
): typeof fetch {
  return async (input, init) => {
    // Asked without making a request of it: that would take the body away from whoever sends one.
    if (!isPageData(input, init)) return plain(input, init);
    const request = new Request(input, init);
    for (let failures = 0; ; failures += 1) {
      const answer = await plain(request)
        .then(readWhole)
        .catch(() => null);
      request.signal.throwIfAborted();
      if (answer !== null && !isOfProxy(answer)) return answer;
      await pause(failures, request.signal);
    }
  };
}

function isPageData(input: RequestInfo | URL, init: RequestInit | undefined): boolean {
  const { url, method } = input instanceof Request ? input : { url: String(input), method: init?.method ?? "GET" };
  return method === "GET" && (url.split("?", 1)[0] ?? "").endsWith(".data");
}

/** With its whole body: a server that ends may break off in the middle of one. */
async function readWhole(answer: Response): Promise<Response> {
  const { status, statusText, headers } = answer;
  const body = await answer.arrayBuffer();
  return new Response(body.byteLength === 0 ? null : body, { status, statusText, headers });
}

/** The server marks its own answers to the router; a proxy before it does not. */
const isOfProxy = ({ status, headers }: Response): boolean => status >= 502 && !headers.has("x-remix-response");
