import type { Kysely } from "kysely";
import { type Role, ROLES } from "../../server/domain/policy/actor.ts";
import type { Schema } from "../schema/schema.ts";

/** A person who may sign in. */
export interface Account {
  readonly id: string;
  /** Lower case, unique. */
  readonly login: string;
  readonly displayName: string;
  /** Under which acts outside panels are recorded. */
  readonly actorId: string;
  /** Granted roles in the order of `ROLES`; empty for somebody who only has seats on panels. */
  readonly roles: readonly Role[];
  /** The agency's entity for a representative, else null. */
  readonly entityId: string | null;
}

/** An account with its password's argon2id hash in PHC form. */
export interface NewAccount extends Account {
  readonly passwordHash: string;
  readonly createdAt: string;
}

/** Writes account, roles and credential. @throws the driver's error when login or actor id is taken. */
export async function insertAccount(trx: Kysely<Schema>, account: NewAccount): Promise<void> {
  await trx
    .insertInto("account")
    .values({
      id: account.id,
      login: account.login,
      display_name: account.displayName,
      actor_id: account.actorId,
      entity_id: account.entityId,
      created_at: account.createdAt,
    })
    .execute();
  await trx.insertInto("credential").values({ account_id: account.id, password_hash: account.passwordHash }).execute();
  if (account.roles.length === 0) return;
  await trx
    .insertInto("account_role")
    .values(account.roles.map((role) => ({ account_id: account.id, role })))
    .execute();
}

/** An account's id in a round. */
export interface Pseudonym {
  readonly actorId: string;
  readonly accountId: string;
  readonly roundId: string;
  /** Hex. */
  readonly salt: string;
}

export async function insertPseudonym(trx: Kysely<Schema>, given: Pseudonym): Promise<void> {
  const { actorId, accountId, roundId, salt } = given;
  const row = { actor_id: actorId, account_id: accountId, round_id: roundId, salt };
  await trx.insertInto("pseudonym").values(row).execute();
}

/** @returns null when the account was given none in the round. */
export async function findPseudonym(
  db: Kysely<Schema>,
  { accountId, roundId }: Pick<Pseudonym, "accountId" | "roundId">,
): Promise<string | null> {
  const query = db.selectFrom("pseudonym").select("actor_id");
  const row = await query.where("account_id", "=", accountId).where("round_id", "=", roundId).executeTakeFirst();
  return row?.actor_id ?? null;
}

export async function findAccount(db: Kysely<Schema>, id: string): Promise<Account | null> {
  const row = await db.selectFrom("account").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) return null;
  const roles = await db.selectFrom("account_role").select("role").where("account_id", "=", id).execute();
  const granted = new Set(roles.map(({ role }) => role));
  return {
    id: row.id,
    login: row.login,
    displayName: row.display_name,
    actorId: row.actor_id,
    roles: ROLES.filter((role) => granted.has(role)),
    entityId: row.entity_id,
  };
}

/** @returns null when nobody signs in by that name. */
export async function findCredential(
  db: Kysely<Schema>,
  login: string,
): Promise<{ accountId: string; passwordHash: string } | null> {
  const row = await db
    .selectFrom("account")
    .innerJoin("credential", "credential.account_id", "account.id")
    .select(["account.id", "credential.password_hash"])
    .where("account.login", "=", login)
    .executeTakeFirst();
  return row === undefined ? null : { accountId: row.id, passwordHash: row.password_hash };
}
