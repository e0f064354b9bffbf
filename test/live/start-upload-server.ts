import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pino } from "pino";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { createHealthHandler } from "../../server/http/health.ts";
import { createRequestListener } from "../../server/http/request-listener.ts";
import { createUploadHandler, type UploadHandlerOptions } from "../../server/http/upload-handler.ts";
import { createIdentity, type Identity } from "../../server/services/identity/identity.ts";
import { createServices, type Services } from "../../server/services/services.ts";
import { openUploads, type Uploads, type UploadsOptions } from "../../server/services/uploads/uploads.ts";
import { once } from "../helpers/until.ts";

export const ORIGIN = "https://assay.example";

export interface UploadServer {
  readonly address: string;
  readonly services: Services;
  readonly identity: Identity;
  readonly uploads: Uploads;
  /** What the uploads warned of so far. */
  readonly warnings: readonly object[];
  close(): Promise<void>;
}

export type UploadServerOptions = Pick<UploadsOptions, "limits" | "extractor"> &
  Pick<UploadHandlerOptions, "beginsPerMinute" | "openRequestsMax"> & {
    /** A file in `dataDir` when left out. */
    readonly location?: string;
    readonly port?: number;
    readonly now?: () => Date;
    readonly requestTimeoutMs?: number;
  };

/** The door for files as the server has it, over real services; pages are not needed. */
export async function startUploadServer(dataDir: string, options: UploadServerOptions = {}): Promise<UploadServer> {
  const { location = join(dataDir, "assay.db"), port = 0, now = () => new Date(), limits = {}, extractor } = options;
  const database = await openDatabase(location);
  const given = { database, dataDir, logOrigin: "test.example/log", now, isSimulated: false };
  const services = await createServices(given);
  const identity = await createIdentity({ database, vault: services.vault, isSecure: false });
  const warnings: object[] = [];
  const reading = extractor === undefined ? {} : { extractor };
  const warn = (details: object): void => void warnings.push(details);
  const uploads = await openUploads({ services, dataDir, limits, ...reading, warn });
  const { access } = services;
  const handler = createUploadHandler({ uploads, identity, access, now, publicOrigin: ORIGIN, ...options });
  const health = createHealthHandler({ findFailure: () => database.writer.failure(), isReady: () => true });
  const log = pino({ level: "silent" });
  const handlers = [health, handler];
  const listener = createRequestListener({ publicOrigin: ORIGIN, isDevelopment: false, log, handlers });
  const { requestTimeoutMs = 60_000 } = options;
  const limited = { requestTimeout: requestTimeoutMs, connectionsCheckingInterval: Math.min(requestTimeoutMs, 30_000) };
  const http = createServer({ ...limited, headersTimeout: Math.min(requestTimeoutMs, 15_000) }, listener);
  http.listen(port, "127.0.0.1");
  await once(http, "listening");
  return {
    address: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    services,
    identity,
    uploads,
    warnings,
    close: async () => {
      http.closeAllConnections();
      http.close();
      await uploads.close();
      await access.close();
      await services.ledger.close();
      await database.close();
    },
  };
}
