import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { createTable, type MigrationDialect } from "./table-builder.ts";

/** Accounts, sessions and the ledger with its triggers. */
export function identityAndLedger(dialect: MigrationDialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await createIdentity(db, dialect);
      await createLedger(db, dialect);
      const triggers = dialect.name === "sqlite" ? SQLITE_TRIGGERS : POSTGRES_TRIGGERS;
      for (const statement of triggers) await sql.raw(statement).execute(db);
    },
  };
}

async function createIdentity(db: Kysely<unknown>, dialect: MigrationDialect): Promise<void> {
  await createTable(db, dialect, {
    name: "account",
    columns: {
      id: "text",
      login: "text",
      display_name: "text",
      actor_id: "text",
      entity_id: "text?",
      created_at: "text",
    },
    key: ["id"],
  });
  await sql`create unique index account_login on account (login)`.execute(db);
  await sql`create unique index account_actor on account (actor_id)`.execute(db);
  await createTable(db, dialect, {
    name: "account_role",
    columns: { account_id: "text", role: "text" },
    key: ["account_id", "role"],
  });
  await createTable(db, dialect, {
    name: "credential",
    columns: { account_id: "text", password_hash: "text" },
    key: ["account_id"],
  });
  await createTable(db, dialect, {
    name: "pseudonym",
    columns: { actor_id: "text", account_id: "text", round_id: "text" },
    key: ["actor_id"],
  });
  await createTable(db, dialect, {
    name: "session",
    columns: {
      id_hash: "text",
      account_id: "text",
      csrf_token: "text",
      created_at: "text",
      seen_at: "text",
      expires_at: "text",
    },
    key: ["id_hash"],
  });
  await createTable(db, dialect, {
    name: "sign_in_failure",
    columns: { key: "text", failures: "int", last_at: "text" },
    key: ["key"],
  });
}

async function createLedger(db: Kysely<unknown>, dialect: MigrationDialect): Promise<void> {
  await createTable(db, dialect, {
    name: "ledger_entry",
    columns: { seq: "int", at: "text", entry: "text", leaf_hash: "bytes" },
    key: ["seq"],
  });
  await createTable(db, dialect, {
    name: "ledger_part",
    columns: { seq: "int", head: "bytes", value: "bytes", text: "bytes" },
    key: ["seq"],
  });
  await createTable(db, dialect, {
    name: "ledger_head",
    columns: {
      seq: "int",
      type: "text",
      actor_id: "text",
      command_id: "text",
      request_hash: "text",
      round_id: "text?",
      entity_id: "text?",
      indicator: "text?",
      item_id: "text?",
      case_id: "text?",
    },
    key: ["seq"],
  });
  await sql`create unique index ledger_head_command on ledger_head (actor_id, command_id)`.execute(db);
  await sql`create index ledger_head_item on ledger_head (item_id, seq)`.execute(db);
  await createTable(db, dialect, {
    name: "ledger_tile",
    columns: { level: "int", tile_index: "int", hashes: "bytes" },
    key: ["level", "tile_index"],
  });
  await createTable(db, dialect, {
    name: "ledger_state",
    columns: { id: "int", origin: "text", size: "int", last_at: "text", last_leaf: "text" },
    key: ["id"],
  });
  await createTable(db, dialect, {
    name: "checkpoint",
    columns: { size: "int", note: "text", at: "text" },
    key: ["size"],
  });
}

// INSERT OR REPLACE deletes the old row without an update trigger: the insert trigger is what refuses it.
const SQLITE_TRIGGERS = ["ledger_entry", "ledger_part"].flatMap((table) => [
  `create trigger ${table}_no_second_insert before insert on ${table}
   when exists (select 1 from ${table} where seq = new.seq)
   begin select raise(abort, '${table} is append-only: seq exists'); end`,
  `create trigger ${table}_no_update before update on ${table}
   begin select raise(abort, '${table} is append-only: update refused'); end`,
  `create trigger ${table}_no_delete before delete on ${table}
   begin select raise(abort, '${table} is append-only: delete refused'); end`,
]);

const POSTGRES_TRIGGERS = [
  `create function refuse_ledger_change() returns trigger language plpgsql as
   $$ begin raise exception '% is append-only: % refused', tg_table_name, lower(tg_op); end $$`,
  ...["ledger_entry", "ledger_part"].flatMap((table) => [
    `create trigger ${table}_append_only before update or delete on ${table}
     for each row execute function refuse_ledger_change()`,
    `create trigger ${table}_no_truncate before truncate on ${table}
     for each statement execute function refuse_ledger_change()`,
  ]),
];
