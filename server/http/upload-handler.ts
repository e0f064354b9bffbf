import type { IncomingMessage, ServerResponse } from "node:http";
import { MemoryLocker, Metadata, Server } from "@tus/server";
import { isRefusal, toRefusalStatus } from "../domain/refusal-status.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Identity } from "../services/identity/identity.ts";
import type { AccessLog } from "../services/access/access-log.ts";
import type { Uploads } from "../services/uploads/uploads.ts";
import { answer, type HttpHandler } from "./http-handler.ts";
import { RequestLimits } from "./request-limits.ts";
import { TusError, UploadStore } from "./upload-store.ts";

export interface UploadHandlerOptions {
  readonly uploads: Uploads;
  readonly identity: Pick<Identity, "findSession" | "isCsrfToken">;
  readonly access: Pick<AccessLog, "note">;
  readonly now: () => Date;
  readonly publicOrigin: string;
  /** Uploads that one account may begin a minute, and requests of theirs that may be under way. */
  readonly beginsPerMinute?: number;
  readonly openRequestsMax?: number;
}

const PATH = "/uploads";
const UPLOAD_PATH = /^\/uploads\/([0-9a-f]{32})$/;
/** Names and ids are short; what is longer was not made by our page. */
const METADATA_LENGTH_MAX = 2_000;
/** `type/subtype`, with parameters or not. Empty where the browser knows none. */
const MEDIA_TYPE = /^[\x21-\x7e ]{0,200}$/;

/**
 * Files that agencies send, resumable by tus 1.0 (`POST /uploads`, then `HEAD`, `PATCH` and `DELETE /uploads/<id>`).
 *
 * Session, token and right are asked here at every request, before a byte of the body is read. Nothing is ever given
 * out: documents are read where their items are.
 */
export function createUploadHandler(options: UploadHandlerOptions): HttpHandler {
  const limits = new RequestLimits(options);
  const door = new UploadDoor(options);
  return async (request, response, url) => {
    if (url.pathname !== PATH && !url.pathname.startsWith(`${PATH}/`)) return false;
    try {
      const accountId = await door.demandSession(request);
      const release = limits.enter(accountId, request.method === "POST");
      // Of who was gone before the session was found nobody tells any more.
      if (response.destroyed) release();
      else response.once("close", release);
      await door.admit(request, { accountId, path: url.pathname });
      await door.tus.handle(request, response);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refuse(response, error);
    }
    return true;
  };
}

class UploadDoor {
  readonly tus: Server;
  readonly #options: UploadHandlerOptions;
  /** Ids that were given to announced files, for the request that announced them. */
  readonly #ids = new WeakMap<IncomingMessage, string>();

  constructor(options: UploadHandlerOptions) {
    this.#options = options;
    const { uploads } = options;
    this.tus = new Server({
      path: PATH,
      datastore: new UploadStore(uploads),
      locker: new MemoryLocker(),
      relativeLocation: true,
      allowedOrigins: [options.publicOrigin],
      namingFunction: (request) => this.#getId(request),
      getFileIdFromRequest: (request) => UPLOAD_PATH.exec(new URL(request.url).pathname)?.[1],
      onUploadFinish: async (_request, upload) => {
        await uploads.complete(upload.id);
        return {};
      },
      // A stack or a path is nobody's business.
      onResponseError: (_request, error) => (error instanceof TusError ? undefined : toPlain(error)),
    });
  }

  /** @throws Refusal `session.signed-out`, or `session.csrf-missing` for what changes something without the token. */
  async demandSession(request: IncomingMessage): Promise<string> {
    const { identity, now, access } = this.#options;
    const signedIn = await identity.findSession(request.headers.cookie, now());
    const token = request.headers["x-csrf-token"];
    const isOurs = signedIn !== null && identity.isCsrfToken(signedIn, typeof token === "string" ? token : null);
    if (signedIn !== null && (isOurs || request.method === "HEAD")) return signedIn.account.id;
    const refusal = new Refusal(signedIn === null ? "session.signed-out" : "session.csrf-missing");
    const accountId = signedIn?.account.id ?? null;
    access.note({ kind: "refused", accountId, door: "upload", thing: null, outcome: refusal.code });
    throw refusal;
  }

  /** Asks whether the person may do this; a file that is announced gets its id. @throws Refusal with nothing kept. */
  async admit(request: IncomingMessage, { accountId, path }: { accountId: string; path: string }): Promise<void> {
    const { uploads, access } = this.#options;
    const id = UPLOAD_PATH.exec(path)?.[1];
    try {
      if (request.method === "POST" && path === PATH) {
        this.#ids.set(request, await uploads.announce(accountId, readAnnouncement(request)));
        return;
      }
      if (id === undefined || !["HEAD", "PATCH", "DELETE"].includes(request.method ?? "")) {
        throw new Refusal("thing.absent");
      }
      const row = await uploads.demandSender(accountId, id);
      // All of it is here, and may be being read.
      if (request.method === "PATCH" && row.state !== "receiving") throw new Refusal("upload.other-state");
    } catch (error) {
      if (error instanceof Refusal) {
        access.note({ kind: "refused", accountId, door: "upload", thing: null, outcome: error.code });
      }
      throw error;
    }
  }

  #getId(request: object): string {
    const node = (request as { runtime?: { node?: { req: IncomingMessage } } }).runtime?.node?.req;
    const id = node === undefined ? undefined : this.#ids.get(node);
    if (id === undefined) throw new TusError(400, "");
    return id;
  }
}

/** @throws Refusal `upload.invalid` for what our page does not send. */
function readAnnouncement(request: IncomingMessage) {
  const length = request.headers["upload-length"];
  const metadata = request.headers["upload-metadata"];
  const isOurs =
    typeof length === "string" &&
    /^\d{1,15}$/.test(length) &&
    typeof metadata === "string" &&
    metadata.length <= METADATA_LENGTH_MAX &&
    request.headers["tus-resumable"] === "1.0.0" &&
    // Bytes come in requests of their own, which are asked about one by one.
    request.headers["content-type"] === undefined;
  if (!isOurs) throw new Refusal("upload.invalid");
  const { itemId, fileName, mediaType } = parseMetadata(metadata);
  if (typeof itemId !== "string" || typeof fileName !== "string") throw new Refusal("upload.invalid");
  if (!MEDIA_TYPE.test(mediaType ?? "")) throw new Refusal("upload.invalid");
  return { itemId, fileName, mediaType: mediaType ?? "", byteCount: Number(length) };
}

function parseMetadata(text: string): Record<string, string | null> {
  try {
    return Metadata.parse(text);
  } catch {
    throw new Refusal("upload.invalid");
  }
}

function toPlain(error: Error | { status_code: number }): { status_code: number; body: string } {
  const status = "status_code" in error && typeof error.status_code === "number" ? error.status_code : 500;
  return { status_code: status, body: "" };
}

function refuse(response: ServerResponse, refusal: Refusal): void {
  if (response.headersSent) return answer(response, 500, "");
  // The rest of the body is never read, so the connection cannot carry another request.
  response.setHeader("Connection", "close");
  response.setHeader("Tus-Resumable", "1.0.0");
  response.writeHead(toRefusalStatus(refusal.code), { "Content-Type": "application/json" });
  response.end(JSON.stringify({ refusal: { code: refusal.code, details: refusal.details } }));
}
