import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { findCredential } from "../../db/queries/accounts.ts";
import { findActor } from "../../db/queries/actors.ts";
import type { Transaction } from "../../db/dialects/write-queue.ts";
import type { Actor, Role } from "../domain/policy/actor.ts";
import { Refusal } from "../domain/refusal.ts";
import { isPassword } from "../services/identity/password.ts";
import { toLogin } from "../services/identity/to-login.ts";
import type { CommandOutput } from "./index-compute.ts";
import { InputError } from "./input-error.ts";

/** Gives the password of a login; the command line's arguments are seen by every process of the machine. */
export type AskPassword = (login: string) => Promise<string>;

/**
 * Two persons who stand for an act of the command line, each with their own password.
 *
 * @param logins - an administrator, and somebody of the secretariat or an auditor, in either order.
 * @returns the administrator first.
 * @throws Refusal `two-persons.same-person`, `sign-in.wrong` (the same for unknown names), `actor.forbidden`.
 */
export async function confirmPersons(
  db: Transaction,
  logins: readonly string[],
  askPassword: AskPassword,
): Promise<[Actor, Actor]> {
  if (logins.length !== 2) throw new InputError(["--person LOGIN is required twice, for two persons"]);
  const actors: Actor[] = [];
  for (const login of logins) actors.push(await confirmPerson(db, login, askPassword));
  const [first, second] = actors as [Actor, Actor];
  if (first.accountId === second.accountId) throw new Refusal("two-persons.same-person");
  if (isOperator(first) && isWitness(second)) return [first, second];
  if (isOperator(second) && isWitness(first)) return [second, first];
  throw new Refusal("actor.forbidden", { needed: "administrator, and secretariat or auditor" });
}

const has = (actor: Actor, ...roles: Role[]): boolean => roles.some((role) => actor.roles.includes(role));
const isOperator = (actor: Actor): boolean => has(actor, "administrator");
const isWitness = (actor: Actor): boolean => has(actor, "secretariat", "auditor");

async function confirmPerson(db: Transaction, login: string, askPassword: AskPassword): Promise<Actor> {
  const credential = await findCredential(db, toLogin(login));
  const password = await askPassword(login);
  if (credential === null || !(await isPassword(password, credential.passwordHash))) throw new Refusal("sign-in.wrong");
  const actor = await findActor(db, credential.accountId);
  if (actor === null) throw new Refusal("sign-in.wrong");
  return actor;
}

/** Asks at the terminal without showing what is typed; from anything else it reads a line a person. */
export function openPasswordPrompt({ stderr }: CommandOutput): { ask: AskPassword; close: () => void } {
  const isTerminal = process.stdin.isTTY;
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const input = createInterface({ input: process.stdin, output: nowhere, terminal: isTerminal });
  const lines = input[Symbol.asyncIterator]();
  return {
    ask: async (login) => {
      if (isTerminal) stderr.write(`password of ${login}: `);
      const { value } = await lines.next();
      if (isTerminal) stderr.write("\n");
      if (typeof value !== "string") throw new InputError([`no password of ${login}: one line a person is read`]);
      return value;
    },
    close: () => {
      input.close();
    },
  };
}
