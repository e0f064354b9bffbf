import type { Kysely } from "kysely";
import type { MigrationDialect } from "../migrations/table-builder.ts";
import type { Schema } from "../schema/schema.ts";
import type { WriteQueue } from "./write-queue.ts";

/** An open database: one writer behind a queue, and readers that cannot write. */
export interface Database {
  readonly dialect: MigrationDialect;
  /** Sees committed rows only. Read-only: an attempt to write fails. */
  readonly reader: Kysely<Schema>;
  readonly writer: WriteQueue;
  /**
   * Makes the file forget what committed changes overwrote.
   *
   * PostgreSQL does so by itself, when it vacuums.
   *
   * @returns false while a reader still holds the old state: try again later.
   */
  forgetOverwritten(): Promise<boolean>;
  close(): Promise<void>;
}
