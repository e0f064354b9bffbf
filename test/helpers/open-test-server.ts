import { dirname } from "node:path";
import { pino } from "pino";
import { type Environment, readConfig } from "../../server/config.ts";
import { type RunningServer, type ServerOptions, startServer } from "../../server/start-server.ts";
import type { Role } from "../../server/domain/policy/actor.ts";
import { createAccount } from "../../server/services/process/create-account.ts";
import { BUILD_DIR } from "../../server/cli/build-pages.ts";
import { closeAfterFile } from "./after-file.ts";
import { type Dialect, makeTestLocation } from "./open-test-database.ts";
import { makeTestDir } from "./run-dir.ts";

export interface TestServerOptions {
  readonly dialect?: Dialect;
  /** Beside port, folder and database. */
  readonly environment?: Environment;
  readonly now?: () => Date;
  readonly ledger?: ServerOptions["ledger"];
}

/** A production server in this process, on a port of its own, with an empty database. */
export interface TestServer extends RunningServer {
  /** Where it listens, whatever its public origin says. */
  readonly address: string;
  /** Lines of its log so far. */
  readonly log: readonly Record<string, unknown>[];
  /** Asks as a page of ours does: with the origin, without following redirects. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Makes an account, signs in, and gives what asks in its name. */
  signIn(login: string, roles?: readonly Role[]): Promise<TestBrowser>;
}

/** Somebody signed in. */
export interface TestBrowser {
  readonly cookie: string;
  readonly csrfToken: string;
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Posts a form with the token. */
  post(path: string, fields?: Readonly<Record<string, string>>): Promise<Response>;
}

export const PASSWORD = "mật khẩu đủ dài";

export async function openTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const log: Record<string, unknown>[] = [];
  const write = (line: string): void => {
    log.push(JSON.parse(line) as Record<string, unknown>);
  };
  const location = await makeTestLocation(options.dialect ?? "sqlite");
  const config = readConfig({
    PORT: "0",
    DATA_DIR: location.startsWith("postgres") ? makeTestDir() : dirname(location),
    DATABASE_URL: location,
    PUBLIC_ORIGIN: "http://localhost:0",
    ...options.environment,
  });
  const { now = () => new Date(), ledger = {} } = options;
  const own = { now, ledger };
  const server = await startServer(config, { log: pino({ base: null }, { write }), buildDir: BUILD_DIR, ...own });
  const address = `http://127.0.0.1:${server.port}`;
  const ask = (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (init.method !== undefined && !headers.has("Origin")) headers.set("Origin", server.origin);
    return fetch(address + path, { redirect: "manual", ...init, headers });
  };
  const signIn = async (login: string, roles: readonly Role[] = []): Promise<TestBrowser> => {
    const account = { login, displayName: login, password: PASSWORD, roles, entityId: null };
    await createAccount(server.services, account);
    const request = { login, password: PASSWORD, address: "127.0.0.1", cookieHeader: null };
    const { setCookie, signedIn } = await server.identity.signIn(request, now());
    return makeBrowser(ask, setCookie.split(";", 1)[0]!, signedIn.csrfToken);
  };
  return { ...server, address, log, ask, signIn, close: closeAfterFile(server) };
}

function makeBrowser(askAnyone: TestServer["ask"], cookie: string, csrfToken: string): TestBrowser {
  const ask = (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set("Cookie", cookie);
    return askAnyone(path, { ...init, headers });
  };
  const post = (path: string, fields: Readonly<Record<string, string>> = {}): Promise<Response> =>
    ask(path, { method: "POST", body: new URLSearchParams({ csrf: csrfToken, ...fields }) });
  return { cookie, csrfToken, ask, post };
}
