import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { createTable, createTables, type MigrationDialect, type TableShape } from "./table-builder.ts";

const TABLES: readonly TableShape[] = [
  ["access_hour", ["hour"], { hour: "text", dropped: "int", is_open: "int" }],
  [
    "erasure",
    ["seq"],
    {
      seq: "int",
      at: "text",
      proposed_by: "text",
      ground: "text",
      reason: "text",
      entries: "text",
      identities: "text",
      confirmed_seq: "int?",
      confirmed_by: "text?",
      confirmed_at: "text?",
    },
  ],
  ["erased_text", ["seq"], { seq: "int", erasure_seq: "int" }],
];

/** The access log and its hours; erasures, and the one change that they may make to the parts of an entry. */
export function accessAndErasure(dialect: MigrationDialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await createTables(db, dialect, TABLES);
      await createTable(db, dialect, {
        name: "access_record",
        columns: {
          hour: "text",
          at: "text",
          kind: "text",
          actor_id: "text?",
          door: "text",
          thing: "text?",
          outcome: "text",
          source: "text?",
          times: "int",
        },
        countingKey: "id",
      });
      await sql`create index access_record_hour on access_record (hour, id)`.execute(db);
      await sql`create index access_record_kind on access_record (kind, at)`.execute(db);
      const statements = dialect.name === "sqlite" ? SQLITE_PARTS : POSTGRES_PARTS;
      for (const statement of statements) await sql.raw(statement).execute(db);
    },
  };
}

/** A text goes when an erasure names its entry, and nothing else of the row changes. */
const IS_ERASURE = (isSame: string): string => `old.text is not null and new.text is null and new.seq = old.seq
   and new.head ${isSame} old.head and new.value ${isSame} old.value
   and exists (select 1 from erased_text where seq = old.seq)`;

// SQLite cannot drop a "not null": the table is made anew. Triggers go with the old one.
// Kysely opens no transaction for migrations of SQLite; a crash must not leave the log without its parts.
const SQLITE_PARTS = [
  "begin",
  `create table ledger_part_erasable ("seq" integer not null, "head" blob not null, "value" blob not null, "text" blob,
   primary key ("seq"))`,
  `insert into ledger_part_erasable select seq, head, value, text from ledger_part`,
  `drop table ledger_part`,
  `alter table ledger_part_erasable rename to ledger_part`,
  `create trigger ledger_part_no_second_insert before insert on ledger_part
   when exists (select 1 from ledger_part where seq = new.seq)
   begin select raise(abort, 'ledger_part is append-only: seq exists'); end`,
  `create trigger ledger_part_no_update before update on ledger_part when not (${IS_ERASURE("is")})
   begin select raise(abort, 'ledger_part is append-only: update refused'); end`,
  `create trigger ledger_part_no_delete before delete on ledger_part
   begin select raise(abort, 'ledger_part is append-only: delete refused'); end`,
  "commit",
];

const POSTGRES_PARTS = [
  `alter table ledger_part alter column text drop not null`,
  `drop trigger ledger_part_append_only on ledger_part`,
  `create function refuse_part_change() returns trigger language plpgsql as
   $$ begin
     if tg_op = 'UPDATE' and ${IS_ERASURE("=")} then return new; end if;
     raise exception '% is append-only: % refused', tg_table_name, lower(tg_op);
   end $$`,
  `create trigger ledger_part_append_only before update or delete on ledger_part
   for each row execute function refuse_part_change()`,
];
