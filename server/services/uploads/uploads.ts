// A file on its way has a row and bytes in `DATA_DIR/uploads/<id>`. The row's state:
// `receiving` → `reading` (all bytes are here) → `stored` (content and text are kept, the bytes here are gone) or
// `refused`. Every step can be taken again after a crash: at start, what is complete is read, and bytes without a row
// and rows whose time is over are taken away.
import { randomBytes } from "node:crypto";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { findActor } from "../../../db/queries/actors.ts";
import { findItem } from "../../../db/queries/items.ts";
import * as rows from "../../../db/queries/uploads.ts";
import { toSafeFileName } from "../../domain/evidence/file-name.ts";
import { can } from "../../domain/policy/can.ts";
import { Refusal } from "../../domain/refusal.ts";
import { clearIncoming } from "../evidence/disk-content-store.ts";
import { createTextExtractor, type ExtractorOptions, type TextExtractor } from "../evidence/extract-text.ts";
import { receiveEvidence } from "../evidence/receive-evidence.ts";
import type { Services } from "../services.ts";
import { openReadingLine, type ReadingLine } from "./reading-line.ts";
import { UPLOAD_LIMITS, type UploadLimits } from "./upload-limits.ts";

export type { UploadRow } from "../../../db/queries/uploads.ts";

/** What a browser announces before it sends a file. */
export interface AnnouncedFile {
  readonly itemId: string;
  readonly fileName: string;
  /** Media type as the browser gives it; empty when it knows none. */
  readonly mediaType: string;
  readonly byteCount: number;
}

/** Files of agencies on their way. Rights are asked at every step: a phase may end while a file is sent. */
export interface Uploads {
  /** Folder of the bytes; names in it are ids of uploads. */
  readonly directory: string;
  /** @returns the id. @throws Refusal as the policy, the limits and the quotas say. */
  announce(accountId: string, file: AnnouncedFile): Promise<string>;
  /**
   * The upload, for one who may send it.
   *
   * @throws Refusal `thing.absent` for an unknown id and another agency's alike.
   */
  demandSender(accountId: string, id: string): Promise<rows.UploadRow>;
  /** Null when there is none. */
  find(id: string): Promise<rows.UploadRow | null>;
  /** All bytes are here: the file is read and kept, beside everything else. */
  complete(id: string): Promise<void>;
  /** Forgets the upload and its bytes. */
  remove(id: string): Promise<void>;
  /** Resolves when nothing waits to be read. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export interface UploadsOptions {
  readonly services: Pick<Services, "database" | "content" | "now">;
  readonly dataDir: string;
  /** Hears of files that could not be read for another reason than themselves. */
  readonly warn: (details: object, message: string) => void;
  readonly limits?: Partial<UploadLimits>;
  /** What reading may cost, and whom it believes. */
  readonly extractor?: ExtractorOptions;
  readonly cleanEveryMs?: number;
}

const ID = /^[0-9a-f]{32}$/;
/** Each may take as much memory as it is large; while one is a scan that a program reads, another one is read. */
const READ_AT_ONCE = 2;

/** Opens what an earlier process left: complete files are read, and what nobody needs is taken away. */
export async function openUploads(options: UploadsOptions): Promise<Uploads> {
  const uploads = new DiskUploads(options);
  await mkdir(uploads.directory, { recursive: true });
  await clearIncoming(join(options.dataDir, "content"));
  await uploads.takeUp();
  return uploads;
}

class DiskUploads implements Uploads {
  readonly directory: string;
  readonly #options: UploadsOptions;
  readonly #limits: UploadLimits;
  readonly #timer: NodeJS.Timeout;
  /** Warm from the first file on; ends with the uploads. */
  readonly #extractor: TextExtractor;
  readonly #line: ReadingLine;

  constructor(options: UploadsOptions) {
    this.#options = options;
    this.directory = join(options.dataDir, "uploads");
    this.#limits = { ...UPLOAD_LIMITS, ...options.limits };
    this.#extractor = createTextExtractor(options.extractor);
    this.#line = openReadingLine({ atOnce: READ_AT_ONCE, read: (id) => this.#tryReading(id) });
    // A failed clearing is made up for by the next one, and by the next start.
    const clean = (): void => void this.takeUp().catch(() => undefined);
    this.#timer = setInterval(clean, options.cleanEveryMs ?? 10 * 60_000);
    this.#timer.unref();
  }

  async announce(accountId: string, file: AnnouncedFile): Promise<string> {
    const { database, now } = this.#options.services;
    const { fileBytesMax, keptMs } = this.#limits;
    const { entityId, itemId } = await this.#demandRight(accountId, file.itemId);
    const name = toSafeFileName(file.fileName);
    if (name === "") throw new Refusal("upload.name-missing");
    if (!Number.isSafeInteger(file.byteCount) || file.byteCount < 1) throw new Refusal("upload.empty");
    if (file.byteCount > fileBytesMax) throw new Refusal("upload.too-large", { bytesMax: fileBytesMax });
    const id = randomBytes(16).toString("hex");
    const at = now();
    await database.writer.run(async (trx) => {
      this.#demandRoom(await rows.listUploads(trx), entityId, file.byteCount);
      await rows.insertUpload(trx, {
        id,
        account_id: accountId,
        entity_id: entityId,
        item_id: itemId,
        file_name: name,
        media_type: file.mediaType,
        byte_count: file.byteCount,
        state: "receiving",
        sha256: null,
        refusal: null,
        created_at: at.toISOString(),
        expires_at: new Date(at.getTime() + keptMs).toISOString(),
      });
    });
    return id;
  }

  async demandSender(accountId: string, id: string): Promise<rows.UploadRow> {
    const row = ID.test(id) ? await this.find(id) : null;
    const actor = await findActor(this.#options.services.database.reader, accountId);
    if (row === null || actor?.entityId !== row.entity_id) throw new Refusal("thing.absent");
    await this.#demandRight(accountId, row.item_id);
    return row;
  }

  find(id: string): Promise<rows.UploadRow | null> {
    return rows.findUpload(this.#options.services.database.reader, id);
  }

  async complete(id: string): Promise<void> {
    await this.#options.services.database.writer.run((trx) => rows.completeUpload(trx, id));
    this.#line.add(id);
  }

  async remove(id: string): Promise<void> {
    await this.#options.services.database.writer.run((trx) => rows.deleteUpload(trx, id));
    await this.#removeBytes(id);
  }

  idle(): Promise<void> {
    return this.#line.idle();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#line.stop();
    await this.#extractor.close();
  }

  /** Goes on where a process ended, and takes away what nobody needs. */
  async takeUp(): Promise<void> {
    const { database, now } = this.#options.services;
    const submitted = new Set(await rows.listSubmittedUploads(database.reader));
    const known = await rows.listUploads(database.reader);
    for (const row of known) {
      if (submitted.has(row.id) || row.expires_at <= now().toISOString()) await this.remove(row.id);
      else if (row.state === "reading") this.#line.add(row.id);
      else if (row.state === "receiving" && (await this.#countBytes(row.id)) === row.byte_count)
        await this.complete(row.id);
    }
    const ids = new Set((await rows.listUploads(database.reader)).map((row) => row.id));
    for (const name of await readdir(this.directory)) if (!ids.has(name)) await this.#removeBytes(name);
  }

  /** Never rejects. */
  async #tryReading(id: string): Promise<void> {
    await this.#read(id).catch((error: unknown) => {
      this.#options.warn({ err: error, upload: id }, "a file that was sent could not be read; it is tried again");
    });
  }

  async #read(id: string): Promise<void> {
    const { services } = this.#options;
    const row = await this.find(id);
    if (row?.state !== "reading") return;
    const claim = { name: row.file_name, mediaType: row.media_type };
    const file = { path: join(this.directory, id), claim, entityId: row.entity_id };
    const stored = await receiveEvidence(services, file, this.#extractor).catch((error: unknown) => {
      if (error instanceof Refusal) return error;
      throw error;
    });
    const outcome =
      stored instanceof Refusal
        ? { state: "refused", refusal: JSON.stringify({ code: stored.code, details: stored.details }) }
        : { state: "stored", sha256: stored.sha256 };
    await services.database.writer.run((trx) => rows.updateUpload(trx, id, outcome));
    await this.#removeBytes(id);
  }

  /** @throws Refusal as a command of handing in would: absent, forbidden, or in another phase. */
  async #demandRight(accountId: string, itemId: string): Promise<{ itemId: string; entityId: string }> {
    const { database, now } = this.#options.services;
    const actor = await findActor(database.reader, accountId);
    const item = await findItem(database.reader, itemId);
    if (actor === null || item === null) throw new Refusal("thing.absent");
    const verdict = can(actor, "evidence.add", { kind: "item", item }, now().toISOString());
    if (verdict === "absent") throw new Refusal("thing.absent");
    if (verdict === "yes") return item;
    if (actor.entityId === item.entityId) throw new Refusal("round.other-phase", { phase: item.roundPhase });
    throw new Refusal("action.forbidden", { action: "evidence.add" });
  }

  #demandRoom(all: readonly rows.UploadRow[], entityId: string, byteCount: number): void {
    const { agencyFilesMax, agencyBytesMax, totalBytesMax } = this.#limits;
    const own = all.filter((row) => row.entity_id === entityId && row.state !== "refused");
    const count = (some: readonly rows.UploadRow[]): number =>
      some.reduce((sum, row) => sum + row.byte_count, byteCount);
    if (own.length >= agencyFilesMax) throw new Refusal("upload.too-many", { filesMax: agencyFilesMax });
    if (count(own) > agencyBytesMax) throw new Refusal("upload.quota-reached", { bytesMax: agencyBytesMax });
    if (count(all) > totalBytesMax) throw new Refusal("storage.full");
  }

  async #countBytes(id: string): Promise<number> {
    return stat(join(this.directory, id)).then(
      ({ size }) => size,
      () => 0,
    );
  }

  async #removeBytes(name: string): Promise<void> {
    await rm(join(this.directory, name), { force: true, recursive: true });
  }
}
