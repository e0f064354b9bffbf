// A new witness policy counts only once a checkpoint that covers its entry is cosigned as the old policy asks: whoever
// controls the log alone cannot let the witnesses go. Where the old policy asks for nobody, the new one counts at once.
import type { QuorumCount, WitnessPolicy } from "./witness-policy.ts";

/** A policy that an entry of the log names. */
export interface PolicyEntry {
  /** Number of the entry. */
  readonly seq: number;
  readonly policy: WitnessPolicy;
}

export interface PolicyState {
  readonly inForce: WitnessPolicy;
  /** Named by entries that the policy in force has not let pass yet, ascending. */
  readonly waiting: readonly PolicyEntry[];
}

/** A checkpoint with the question whether its cosignatures meet a policy. */
export interface CosignedCheckpoint {
  readonly size: number;
  meets(policy: WitnessPolicy): Pick<QuorumCount, "isQuorum">;
}

/** The state after the entry `log.created` of a log that begins. */
export function beginPolicy(policy: WitnessPolicy): PolicyState {
  return { inForce: policy, waiting: [] };
}

/** The state after an entry `log.witness-policy-changed`; entries in the order of the log. */
export function proposePolicy({ inForce, waiting }: PolicyState, entry: PolicyEntry): PolicyState {
  return settle({ inForce, waiting: [...waiting, entry] });
}

/**
 * The state after a checkpoint; checkpoints by size, each after the entries that it covers.
 *
 * The newest waiting policy that it covers comes into force when the old quorum has cosigned it; those before it never
 * were in force.
 */
export function coverPolicy(state: PolicyState, checkpoint: CosignedCheckpoint): PolicyState {
  const { inForce, waiting } = state;
  const covered = waiting.findLast(({ seq }) => seq < checkpoint.size);
  if (covered === undefined || !checkpoint.meets(inForce).isQuorum) return state;
  return settle({ inForce: covered.policy, waiting: waiting.filter(({ seq }) => seq > covered.seq) });
}

/** The policy that counts for a checkpoint of the size: entries and checkpoints before it have had their effect. */
export function findPolicyInForce(
  { first, changes, checkpoints }: PolicyHistory,
  size = Number.MAX_SAFE_INTEGER,
): WitnessPolicy {
  let state = beginPolicy(first);
  const waiting = changes.filter(({ seq }) => seq < size);
  for (const checkpoint of checkpoints) {
    if (checkpoint.size >= size) break;
    while (waiting[0] !== undefined && waiting[0].seq < checkpoint.size) {
      state = proposePolicy(state, waiting.shift()!);
    }
    state = coverPolicy(state, checkpoint);
  }
  return waiting.reduce(proposePolicy, state).inForce;
}

export interface PolicyHistory {
  /** That of `log.created`. */
  readonly first: WitnessPolicy;
  /** Of `log.witness-policy-changed`, ascending. */
  readonly changes: readonly PolicyEntry[];
  /** Ascending by size. */
  readonly checkpoints: Iterable<CosignedCheckpoint>;
}

function settle(state: PolicyState): PolicyState {
  const newest = state.waiting.at(-1);
  return state.inForce.quorum === null && newest !== undefined ? { inForce: newest.policy, waiting: [] } : state;
}
