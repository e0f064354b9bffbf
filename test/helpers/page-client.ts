import { WebSocket } from "ws";
import { type CommandSender, prepareCommand, type PreparedCommand } from "../../app/live/send-command.ts";
import type { PageCommand } from "../../app/live/send-command.ts";
import type { EventType } from "../../server/domain/event/catalogue.ts";
import type { CommandEnvelope } from "../../server/domain/event/envelope.ts";
import { checkReceipt, type Receipt } from "../../server/domain/ledger/receipt.ts";
import { nodeCrypto } from "../../server/services/hash.ts";
import { PASSWORD } from "./make-round.ts";

/** A server, wherever it runs. */
export interface Site {
  /** Where it listens: `http://127.0.0.1:3000`. */
  readonly address: string;
  readonly origin: string;
}

/** What a command got back, unread. */
export interface RawAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: Headers;
}

export interface CheckedReceipt {
  readonly seq: number;
  readonly size: number;
  readonly root: Uint8Array;
  readonly receipt: Receipt;
}

/** Somebody's browser without its pages: signed in by the form, with the page's own command builder. */
export interface PageClient {
  readonly login: string;
  readonly cookie: string;
  readonly sender: CommandSender;
  /** WebSocket that carries the session, as a browser's does. */
  readonly WebSocketPolyfill: typeof globalThis.WebSocket;
  ask(path: string, init?: RequestInit): Promise<Response>;
  prepare<T extends EventType>(page: PageCommand<T>): PreparedCommand;
  /** @throws TypeError when the server does not answer. */
  post(envelope: CommandEnvelope | string, headers?: Readonly<Record<string, string>>): Promise<RawAnswer>;
  /** Recomputes the receipt from what was sent. @throws Error when it does not fit. */
  check(prepared: PreparedCommand, body: string): CheckedReceipt;
}

/** Signs in by a real post of the form. */
export async function signInByForm(
  site: Site,
  who: { login: string; actorId: string; log: CommandSender["log"] },
): Promise<PageClient> {
  const { login, actorId, log } = who;
  const form = await fetch(`${site.address}/sign-in`, {
    method: "POST",
    redirect: "manual",
    headers: { Origin: site.origin },
    body: new URLSearchParams({ login, password: PASSWORD, next: "/" }),
  });
  const cookie = (form.headers.get("set-cookie") ?? "").split(";", 1)[0]!;
  if (form.status !== 302 || cookie === "") throw new Error(`sign in as ${login}: ${form.status}`);
  const csrfToken = await readCsrfToken(site, cookie);
  const sender: CommandSender = { accountId: login, actorId, csrfToken, log };
  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(site.address + path, {
      redirect: "manual",
      ...init,
      headers: { Cookie: cookie, Origin: site.origin, ...(init.headers as Record<string, string>) },
    });
  return {
    login,
    cookie,
    sender,
    WebSocketPolyfill: makeSocketClass({ Cookie: cookie, Origin: site.origin }),
    ask,
    prepare: (page) => prepareCommand(sender, page),
    post: async (envelope, headers = {}) => {
      const response = await ask("/commands", {
        method: "POST",
        headers: { "content-type": "application/json", "x-csrf-token": csrfToken, ...headers },
        body: typeof envelope === "string" ? envelope : JSON.stringify(envelope),
      });
      return { status: response.status, body: await response.text(), headers: response.headers };
    },
    check: (prepared, body) => checkAnswer(sender, prepared, body),
  };
}

function checkAnswer(sender: CommandSender, prepared: PreparedCommand, body: string): CheckedReceipt {
  const { receipt } = JSON.parse(body) as { receipt: Receipt };
  const checked = checkReceipt(nodeCrypto, receipt, {
    ...prepared.envelope,
    log: sender.log.origin,
    command: prepared.command,
    actor: sender.actorId,
    verifierKey: sender.log.verifierKey,
  });
  if (!checked.ok) throw new Error(`receipt of ${prepared.command}: ${checked.reason}`);
  const { seq, size, root } = checked;
  return { seq, size, root, receipt };
}

/** The token that the root's loader gives to every page. */
async function readCsrfToken(site: Site, cookie: string): Promise<string> {
  const response = await fetch(`${site.address}/_root.data?_routes=root`, { headers: { Cookie: cookie } });
  const flat = JSON.parse((await response.text()).split("\n", 1)[0]!) as unknown[];
  // A flattened object has the places of its keys and values: {"_3":4}.
  const key = `_${flat.indexOf("csrfToken")}`;
  const holder = flat.find((one) => typeof one === "object" && one !== null && key in one) as Record<string, number>;
  return flat[holder[key]!] as string;
}

function makeSocketClass(headers: Record<string, string>): typeof globalThis.WebSocket {
  class SessionSocket extends WebSocket {
    constructor(address: string, protocols?: string | string[]) {
      super(address, protocols, { headers });
    }
  }
  return SessionSocket as unknown as typeof globalThis.WebSocket;
}
