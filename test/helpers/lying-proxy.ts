import { once } from "node:events";
import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";

/** What a request got from the real server. */
export interface RealAnswer {
  readonly status: number;
  readonly body: string;
}

/** Turns a real answer into a lie; null leaves it as it is. */
export type Lie = (asked: { path: string; body: string }, answer: RealAnswer) => Promise<string | null>;

export interface LyingProxy {
  /** `http://127.0.0.1:…`: the address that browsers know; set as the public origin of the server behind it. */
  readonly address: string;
  /** Where the real server listens; before that every request fails. */
  setTarget(port: number): void;
  /** Null tells the truth. */
  setLie(lie: Lie | null): void;
  close(): Promise<void>;
}

/** A real HTTP server in front of another, whose operator may change what it answers to commands and about the log. */
export async function openLyingProxy(): Promise<LyingProxy> {
  let target = 0;
  let lie: Lie | null = null;
  const server: Server = createServer((request, response) => {
    forward(request, response, { port: target, lie }).catch((error: unknown) => response.destroy(error as Error));
  });
  server.on("upgrade", (request: IncomingMessage, socket, head: Buffer) => {
    const upstream = connect(target, "127.0.0.1", () => {
      const lines = request.rawHeaders.flatMap((text, place, all) =>
        place % 2 === 0 ? [`${text}: ${all[place + 1] ?? ""}`] : [],
      );
      upstream.write(`GET ${request.url ?? "/"} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on("error", () => socket.destroy());
    socket.on("error", () => upstream.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setTarget: (port) => {
      target = port;
    },
    setLie: (given) => {
      lie = given;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Only what a lie may be about is held back; other pages and the feed stream through. */
const isLiedAbout = (path: string): boolean => /^\/(commands$|log\/|my-entries)/.test(path);

async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { port, lie }: { port: number; lie: Lie | null },
): Promise<void> {
  const path = request.url ?? "/";
  const body = Buffer.concat(await request.toArray());
  // What comes back is read here, so nothing is to be packed.
  const headers = { ...request.headers, "accept-encoding": "identity" };
  const upstream = ask({ port, host: "127.0.0.1", path, method: request.method, headers });
  upstream.end(body);
  const [answer] = (await once(upstream, "response")) as [IncomingMessage];
  const status = answer.statusCode ?? 502;
  if (lie === null || !isLiedAbout(path)) {
    response.writeHead(status, answer.headers);
    answer.pipe(response);
    response.once("close", () => answer.destroy());
    return;
  }
  const real = Buffer.concat(await answer.toArray());
  const told = await lie({ path, body: body.toString() }, { status, body: real.toString() });
  const sent = told === null ? real : Buffer.from(told);
  const { "transfer-encoding": _chunked, ...kept } = answer.headers;
  response.writeHead(status, { ...kept, "content-length": sent.length });
  response.end(sent);
}
