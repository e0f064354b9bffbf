import { EventEmitter } from "node:events";
import { copyFile, mkdtemp, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "../../db/dialects/database.ts";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { createDocumentStore } from "../../server/services/documents/document-store.ts";
import { loadOrCreateKey } from "../../server/services/ledger/keys.ts";
import { createVault } from "../../server/services/vault.ts";
import type { Site } from "../helpers/page-client.ts";
import type { Random } from "../helpers/random.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { type ServerProcess, spawnServer } from "../helpers/server-process.ts";
import { until } from "../helpers/until.ts";

/** What people were told, over all lives of the server. */
export interface Told {
  /** Texts that a page called saved, by room. */
  readonly saved: Map<string, Set<string>>;
  /** Sequence numbers of checked receipts. */
  readonly recorded: Set<number>;
}

/** Where a server keeps what it must not lose. */
export interface Place {
  readonly dataDir: string;
  /** `assay.db` in the folder, or `postgres://…`. */
  readonly databaseUrl: string;
}

/** A server that is killed and started again, on one folder, one database and one port. */
export class KilledSite implements Site {
  readonly told: Told = { saved: new Map(), recorded: new Set() };
  readonly #place: Place;
  readonly #port: number;
  readonly #events = new EventEmitter();
  #process: ServerProcess;
  #up: Promise<void> = Promise.resolve();
  #acknowledged = 0;

  static async start(place: Place): Promise<KilledSite> {
    return new KilledSite(place, await spawnServer(place));
  }

  constructor(place: Place, process: ServerProcess) {
    this.#place = place;
    this.#process = process;
    this.#port = process.port;
    this.#events.setMaxListeners(0);
  }

  get address(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get origin(): string {
    return this.address;
  }

  get acknowledged(): number {
    return this.#acknowledged;
  }

  /** Resolves at once while the server serves, else when it serves again. */
  async whenUp(): Promise<void> {
    await this.#up;
  }

  /** Hears of every restart. */
  onRestart(listener: () => void): void {
    this.#events.on("restart", listener);
  }

  /** Somebody was told that something is recorded or saved. */
  acknowledge(): void {
    this.#acknowledged += 1;
    this.#events.emit("acknowledged");
  }

  /** SIGKILL a few turns of the loop after so many more acknowledged events, then a start on what is on disk. */
  async killAfter(count: number, random: Random): Promise<void> {
    const target = this.#acknowledged + count;
    await until(() => this.#acknowledged >= target, { timeoutMs: 60_000, what: "acknowledged events" });
    for (let turns = random.between(0, 40); turns > 0; turns -= 1) await new Promise(setImmediate);
    let restarted = (): void => undefined;
    this.#up = new Promise((resolve) => (restarted = resolve));
    await this.#process.kill();
    await this.checkDisk();
    this.#process = await spawnServer({ ...this.#place, port: this.#port });
    restarted();
    this.#events.emit("restart");
  }

  /** Ends in order and starts again: the published checkpoint then covers everything. */
  async restart(): Promise<number | null> {
    const code = await this.#process.stop();
    this.#process = await spawnServer({ ...this.#place, port: this.#port });
    return code;
  }

  /** Ends in order, for good. */
  async stop(): Promise<number | null> {
    return this.#process.stop();
  }

  /** @throws Error when something that was called saved or recorded is not on disk; reads a copy. */
  async checkDisk(): Promise<void> {
    await this.read(async ({ documents, size }) => {
      for (const [room, texts] of this.told.saved) {
        const lines = new Set((await documents.readConclusion(room)).text.split("\n"));
        const lost = [...texts].filter((text) => !lines.has(text));
        if (lost.length > 0) throw new Error(`${room}: called saved and lost: ${lost.join(", ")}`);
      }
      const beyond = [...this.told.recorded].filter((seq) => seq >= size);
      if (beyond.length > 0) throw new Error(`called recorded and lost: ${beyond.join(", ")}`);
    });
  }

  /**
   * Opens what the kill left: a copy of the files, so that the server's own start does the recovery, or the database of
   * PostgreSQL, which has recovered by then.
   */
  async read<T>(look: (opened: Awaited<ReturnType<typeof openLeft>>) => Promise<T>): Promise<T> {
    const opened = await openLeft(this.#place);
    try {
      return await look(opened);
    } finally {
      await opened.database.close();
    }
  }
}

async function openLeft({ dataDir, databaseUrl }: Place) {
  const isPostgres = databaseUrl.startsWith("postgres");
  const database = isPostgres ? await openWhenFree(databaseUrl) : await openDatabase(await copyFiles(dataDir));
  const vault = createVault(loadOrCreateKey(join(dataDir, "keys"), "parts.key"));
  const state = await database.reader.selectFrom("ledger_state").select("size").executeTakeFirstOrThrow();
  return { database, vault, documents: createDocumentStore(database, vault), size: state.size };
}

/** PostgreSQL sees a moment later that the writer is dead. */
const openWhenFree = (url: string): Promise<Database> => until(() => openDatabase(url), { what: "the writer's lock" });

async function copyFiles(dataDir: string): Promise<string> {
  const dir = await mkdtemp(join(makeTestDir(), "copy-"));
  for (const name of await readdir(dataDir)) {
    if (/^assay\.db(-wal)?$/.test(name)) await copyFile(join(dataDir, name), join(dir, name));
  }
  return join(dir, "assay.db");
}
