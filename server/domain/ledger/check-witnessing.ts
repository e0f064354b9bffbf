import type { Act } from "../event/act.ts";
import { CheckTally } from "./check-tally.ts";
import { checkWitnesses, type WitnessCheck } from "./check-witnesses.ts";
import type { DisclosedEntry } from "./disclosed-entry.ts";
import { beginPolicy, coverPolicy, type PolicyState, proposePolicy } from "./policy-in-force.ts";
import type { LedgerCrypto } from "./signed-note.ts";
import { parseWitnessPolicy } from "./parse-witness-policy.ts";
import { NO_POLICY, type WitnessPolicy } from "./witness-policy.ts";

/** The newest checkpoint of an export that witnesses have cosigned as a policy asks. */
export interface Witnessed {
  readonly size: number;
  /** Who, and when by their own clocks, in seconds since 1970. */
  readonly by: WitnessCheck["by"];
}

/**
 * Checks the cosignatures of checkpoints, and follows the witness policy that the log itself names.
 *
 * The reader's policy decides. Without one the log's own does, which shows less: the operator wrote it.
 */
export class WitnessingCheck {
  readonly tally = new CheckTally("witnesses");
  readonly #crypto: LedgerCrypto;
  readonly #policy: WitnessPolicy | null;
  #state: PolicyState = beginPolicy(NO_POLICY);
  #witnessed: Witnessed | null = null;
  #lastSize = 0;

  /** @param policy - the reader's; null when they have none. */
  constructor(crypto: LedgerCrypto, policy: WitnessPolicy | null) {
    this.#crypto = crypto;
    this.#policy = policy;
  }

  get witnessed(): Witnessed | null {
    return this.#witnessed;
  }

  /** The policy that counts after the last entry by the log's own rules; public entries name it. */
  get inForce(): WitnessPolicy {
    return this.#state.inForce;
  }

  add({ type, act, entry }: DisclosedEntry): void {
    if (act === null) return;
    if (type === "log.created") {
      this.#state = beginPolicy(this.#parse((act as Act<"log.created">).value.witnessPolicy, entry.seq));
    } else if (type === "log.witness-policy-changed") {
      const policy = this.#parse((act as Act<"log.witness-policy-changed">).value.new, entry.seq);
      this.#state = proposePolicy(this.#state, { seq: entry.seq, policy });
    }
  }

  /** A checkpoint that the log's key has signed. */
  cover(note: string, size: number): void {
    const check = (policy: WitnessPolicy): WitnessCheck => checkWitnesses(this.#crypto, { note, policy });
    this.#state = coverPolicy(this.#state, { size, meets: check });
    this.#lastSize = size;
    const policy = this.#policy ?? this.#state.inForce;
    if (policy.quorum === null) return;
    const { by, bad, isQuorum } = check(policy);
    if (bad.length > 0) {
      this.tally.fail(null, `the cosignature of ${bad.join(", ")} on the checkpoint of size ${size} does not hold`);
    } else if (isQuorum) {
      this.tally.pass();
      this.#witnessed = { size, by };
    }
  }

  /** After the last line. */
  finish(): void {
    const policy = this.#policy ?? this.inForce;
    if (policy.quorum === null || this.#witnessed?.size === this.#lastSize) return;
    this.tally.withhold(
      this.#witnessed === null
        ? "no checkpoint has a quorum of cosignatures"
        : `entries from ${this.#witnessed.size} on are not covered by a quorum of cosignatures`,
    );
  }

  #parse(text: string | null, seq: number): WitnessPolicy {
    if (text === null) return NO_POLICY;
    const parsed = parseWitnessPolicy(this.#crypto.sha256, text);
    if (parsed.ok) return parsed.policy;
    this.tally.fail(seq, `entry ${seq} names a witness policy that is none: ${parsed.issues[0] ?? ""}`);
    return NO_POLICY;
  }
}
