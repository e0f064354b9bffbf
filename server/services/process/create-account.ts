import { findCredential, findPseudonym, insertAccount, insertPseudonym } from "../../../db/queries/accounts.ts";
import type { Role } from "../../domain/policy/actor.ts";
import { Refusal } from "../../domain/refusal.ts";
import { recordSystem } from "../commands/record-system.ts";
import { hashPassword } from "../identity/password.ts";
import { toLogin } from "../identity/to-login.ts";
import { toHex } from "../../domain/ledger/bytes.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { makeUlid, type RandomBytes } from "../random-bytes.ts";

export interface NewAccount {
  readonly login: string;
  readonly displayName: string;
  readonly password: string;
  readonly roles: readonly Role[];
  /** The agency's entity for a representative, else null. */
  readonly entityId: string | null;
}

export interface CreatedAccount {
  readonly accountId: string;
  readonly actorId: string;
}

/** A pseudonymous id: says nothing about who it is. */
function makeActorId(random: RandomBytes): string {
  return `a_${toHex(random(10))}`;
}

/**
 * Makes an account at the command line. The ledger learns its pseudonymous id, roles and entity, never its name.
 *
 * @throws Refusal `account.taken` when the login exists.
 */
export async function createAccount(
  { ledger, now }: { ledger: Ledger; now: () => Date },
  request: NewAccount,
): Promise<CreatedAccount> {
  const passwordHash = await hashPassword(request.password);
  const id = makeUlid(now().getTime(), ledger.randomBytes);
  const actorId = makeActorId(ledger.randomBytes);
  const { displayName, roles, entityId } = request;
  const login = toLogin(request.login);
  await ledger.run(async (trx) => {
    if ((await findCredential(trx, login)) !== null) throw new Refusal("account.taken", { login });
    const at = now();
    await recordSystem(
      { ledger, trx, now: at },
      {
        type: "account.created",
        facts: { subject: actorId },
        value: { roles: [...roles].sort(), entity: entityId },
        text: {},
      },
    );
    await insertAccount(trx, {
      id,
      login,
      displayName,
      roles: [...roles],
      entityId,
      actorId,
      passwordHash,
      createdAt: at.toISOString(),
    });
  });
  return { accountId: id, actorId };
}

/**
 * Gives an account its pseudonym in a round, the same when asked again. The mapping is local: no entry names both.
 */
export async function assignPseudonym(
  ledger: Ledger,
  { accountId, roundId }: { accountId: string; roundId: string },
): Promise<string> {
  return ledger.run(async (trx) => {
    const given = await findPseudonym(trx, { accountId, roundId });
    if (given !== null) return given;
    const actorId = makeActorId(ledger.randomBytes);
    await insertPseudonym(trx, { actorId, accountId, roundId, salt: toHex(ledger.randomBytes(32)) });
    return actorId;
  });
}
