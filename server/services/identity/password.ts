import { hash, verify } from "@node-rs/argon2";
import { Refusal } from "../../domain/refusal.ts";

/** OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, two passes, one lane. 2 is the library's Argon2id. */
const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes at one time: half of the thread pool, so that files and the rest of the process go on. */
const CONCURRENT_MAX = 2;
const WAITING_MAX = 64;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * @param password - any text; equal under Unicode NFKC means equal, whichever keyboard composed the accents.
 * @returns argon2id hash in PHC form with a salt of its own.
 * @throws Refusal `sign-in.busy` when too many passwords are being checked.
 */
export async function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize("NFKC"), PARAMETERS));
}

/** @throws Refusal `sign-in.busy` when too many passwords are being checked. */
export async function isPassword(password: string, passwordHash: string): Promise<boolean> {
  return inTurn(() => verify(passwordHash, password.normalize("NFKC")));
}

/** Bounds memory (19 MiB each) and threads under a storm of attempts. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= CONCURRENT_MAX) {
    if (waiting.length >= WAITING_MAX) throw new Refusal("sign-in.busy", { waitSeconds: 5 });
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
    });
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    // The place goes to the next in line without ever being free, or a newcomer could take it too.
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}
