import { ROLES } from "../../../server/domain/policy/actor.ts";
import { createAccount } from "../../../server/services/process/create-account.ts";
import { PASSWORD } from "../../helpers/make-round.ts";
import type { RoundServer } from "../../helpers/open-round-server.ts";
import type { PageClient } from "../../helpers/page-client.ts";

/** Everybody who is not expert A, by what they are; `public` has no session. */
export type People = ReadonlyMap<string, PageClient | null>;

/**
 * Signs in one person of each kind, those of `makeRound` and one of each role that it has not.
 *
 * @param only - names of those who are wanted; everybody when left out.
 */
export async function signInEverybody(
  { server, round, signIn }: RoundServer,
  only?: readonly string[],
): Promise<People> {
  const isWanted = (name: string): boolean => only === undefined || only.includes(name);
  const { panel1, panel2, officers, support, auditor, administrator, agencies } = round;
  const rest = ROLES.filter((role) => ["council", "delegate", "dpo"].includes(role) && isWanted(role));
  const made = rest.map(async (role) => {
    const account = { login: role, displayName: role, password: PASSWORD, roles: [role], entityId: null };
    const { actorId } = await createAccount(server.services, account);
    return [role, await signIn({ login: role, actorId })] as const;
  });
  const seated = {
    "expert B": panel1.experts[1]!,
    chair: panel1.chair,
    "expert of another panel": panel2.experts[0]!,
    "chair of another panel": panel2.chair,
    "own agency": agencies[0],
    "other agency": agencies[1],
    "secretariat 1": officers[0],
    "secretariat 2": officers[1],
    support,
    auditor,
    administrator,
  };
  const people = new Map<string, PageClient | null>();
  for (const [name, person] of Object.entries(seated)) if (isWanted(name)) people.set(name, await signIn(person));
  for (const [name, client] of await Promise.all(made)) people.set(name, client);
  return people.set("public", null);
}
