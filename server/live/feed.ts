import type { IncomingMessage, ServerResponse } from "node:http";
import { createFeedHub } from "../services/feed/feed-hub.ts";
import { findRoundForReader } from "../services/shell/find-round.ts";
import type { Services } from "../services/services.ts";
import type { Identity } from "../services/identity/identity.ts";
import { sendEvent, startStream } from "./feed-stream.ts";
import type { LiveLog } from "./room-access.ts";
import { watchSessions } from "./session-watch.ts";

const PING_EVERY_MS = 20_000;
/** A browser has one; one that starts this many at a time is no browser. */
const STREAMS_PER_SESSION_MAX = 16;

type FeedHandler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean>;

export interface FeedServer {
  /** @returns false when the request is for somebody else. */
  readonly handler: FeedHandler;
  close(): void;
}

/** `GET /rounds/<id>/feed?from=<cursor>`: server-sent events, resumable by `Last-Event-ID`. Ends with the session. */
export function createFeed(options: { services: Services; identity: Identity; log: LiveLog }): FeedServer {
  const { services, identity, log } = options;
  const hub = createFeedHub(services);
  const streams = new Map<ServerResponse, string>();
  const listStreams = (sessionIdHash: string): ServerResponse[] =>
    [...streams].filter(([, session]) => session === sessionIdHash).map(([response]) => response);
  const stopWatching = watchSessions({
    identity,
    log,
    now: services.now,
    listOpen: () => new Set(streams.values()),
    // Destroyed, not ended: what waits in a slow reader's buffer is not to arrive any more.
    onEnded: (sessionIdHash) => listStreams(sessionIdHash).forEach((response) => response.destroy()),
  });

  const handler: FeedHandler = async (request, response, url) => {
    const roundId = /^\/rounds\/([^/]+)\/feed$/.exec(url.pathname)?.[1];
    if (roundId === undefined) return false;
    const signedIn = await identity.peekSession(request.headers.cookie, services.now());
    const round = signedIn === null ? null : await findRoundForReader(services, signedIn.account.id, roundId);
    if (signedIn === null || round === null || request.method !== "GET") {
      response.writeHead(signedIn === null ? 401 : 404).end();
      return true;
    }
    const { idHash } = signedIn.session;
    if (listStreams(idHash).length >= STREAMS_PER_SESSION_MAX) {
      response.writeHead(429, { "retry-after": "5" }).end();
      return true;
    }
    streams.set(response, idHash);
    startStream(response);
    const lastHeard = request.headers["last-event-id"];
    const stop = hub.follow({
      accountId: signedIn.account.id,
      roundId,
      cursor: typeof lastHeard === "string" ? lastHeard : url.searchParams.get("from"),
      send: (event) => sendEvent(response, event),
    });
    // Asked again now that the watch knows of it: the session may have ended while the round was looked up.
    if ((await identity.peekSession(request.headers.cookie, services.now())) === null) response.destroy();
    const ping = setInterval(() => {
      if (!response.writableEnded) response.write(":\n\n");
    }, PING_EVERY_MS);
    const leave = (): void => {
      clearInterval(ping);
      stop();
      streams.delete(response);
    };
    if (response.destroyed) leave();
    else response.on("close", leave);
    return true;
  };

  return {
    handler,
    close: () => {
      stopWatching();
      hub.close();
      for (const response of streams.keys()) response.end();
    },
  };
}
