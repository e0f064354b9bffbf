import type { IncomingMessage, ServerResponse } from "node:http";
import { openFeed } from "../services/feed/open-feed.ts";
import { findRoundForReader } from "../services/shell/find-round.ts";
import type { Services } from "../services/services.ts";
import type { Identity } from "../services/identity/identity.ts";

const PING_EVERY_MS = 20_000;
/** A reader that is this far behind is cut off; it comes back with its cursor. */
const BUFFERED_BYTES_MAX = 1_000_000;

type FeedHandler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean>;

export interface FeedServer {
  /** @returns false when the request is for somebody else. */
  readonly handler: FeedHandler;
  close(): void;
}

/** `GET /rounds/<id>/feed`: server-sent events, resumable by `Last-Event-ID`. Ends with the session. */
export function createFeed({ services, identity }: { services: Services; identity: Identity }): FeedServer {
  const streams = new Map<ServerResponse, string>();
  const stopListening = identity.onSignedOut((sessionIdHash) => {
    for (const [response, session] of streams) if (session === sessionIdHash) response.end();
  });

  const handler: FeedHandler = async (request, response, url) => {
    const roundId = /^\/rounds\/([^/]+)\/feed$/.exec(url.pathname)?.[1];
    if (roundId === undefined) return false;
    const signedIn = await identity.findSession(request.headers.cookie, services.now());
    const round = signedIn === null ? null : await findRoundForReader(services, signedIn.account.id, roundId);
    if (signedIn === null || round === null || request.method !== "GET") {
      response.writeHead(signedIn === null ? 401 : 404).end();
      return true;
    }
    response.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
    response.write(":\n\n");
    streams.set(response, signedIn.session.idHash);
    const cursor = request.headers["last-event-id"];
    const stop = openFeed(services, {
      accountId: signedIn.account.id,
      roundId,
      cursor: typeof cursor === "string" ? cursor : null,
      send: (event) => {
        // Ended by a sign-out or a shutdown, and not closed yet: a write now would be an error that nobody catches.
        if (response.writableEnded) return;
        if (event === null) response.write("event: reload\ndata: {}\n\n");
        else response.write(`id: ${event.cursor}\ndata: ${JSON.stringify(event.notices)}\n\n`);
        if (response.writableLength > BUFFERED_BYTES_MAX) response.destroy();
      },
    });
    const ping = setInterval(() => void checkSession(), PING_EVERY_MS);
    const checkSession = async (): Promise<void> => {
      const still = await identity.findSession(request.headers.cookie, services.now());
      if (still === null) response.end();
      else if (!response.writableEnded) response.write(":\n\n");
    };
    response.on("close", () => {
      clearInterval(ping);
      stop();
      streams.delete(response);
    });
    return true;
  };

  return {
    handler,
    close: () => {
      stopListening();
      for (const response of streams.keys()) response.end();
    },
  };
}
