// Who has to have cosigned a checkpoint so that it counts as witnessed. Groups name only what stands above them and
// every name is a member at most once, so the groups are trees: nothing can name itself, no witness counts twice.
// @see C2SP tlog-policy.
import type { VerifierKey } from "./signed-note.ts";

/** A log that the policy trusts. */
export interface PolicyLog {
  readonly verifierKey: string;
  /** As the policy's reader needs it; null when none was given. */
  readonly url: string | null;
}

export interface PolicyWitness {
  /** Within the policy only; the name that it signs with is `key.name`. */
  readonly name: string;
  /** Algorithm 0x04. */
  readonly key: VerifierKey;
  readonly verifierKey: string;
  /** Submission prefix of C2SP tlog-witness: `add-checkpoint` is below it. Null: it cannot be asked. */
  readonly url: string | null;
}

/** Witnesses a checkpoint when at least `needed` of its members do. */
export interface PolicyGroup {
  readonly name: string;
  /** 1 ≤ needed ≤ number of members. */
  readonly needed: number;
  /** Names of witnesses and of groups before this one; at least one. */
  readonly members: readonly string[];
}

export interface WitnessPolicy {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  readonly groups: readonly PolicyGroup[];
  /** A witness or a group; null for `quorum none`: nothing has to be cosigned. */
  readonly quorum: string | null;
}

/** The policy of a log without one: nothing has to be cosigned. */
export const NO_POLICY: WitnessPolicy = { logs: [], witnesses: [], groups: [], quorum: null };

/** Stands for no quorum, and names nothing else. */
export const NO_QUORUM = "none";

/**
 * The policy as text, in the order log, witness, group, quorum; read back it gives the same policy.
 */
export function formatWitnessPolicy({ logs, witnesses, groups, quorum }: WitnessPolicy): string {
  const lines = [
    ...logs.map(({ verifierKey, url }) => ["log", verifierKey, url ?? ""]),
    ...witnesses.map(({ name, verifierKey, url }) => ["witness", name, verifierKey, url ?? ""]),
    ...groups.map(({ name, needed, members }) => ["group", name, String(needed), ...members]),
    ["quorum", quorum ?? NO_QUORUM],
  ];
  return lines.map((words) => `${words.filter((word) => word !== "").join(" ")}\n`).join("");
}

/** How far a set of witnesses goes towards the quorum. */
export interface QuorumCount {
  /** Witnesses of the quorum among the named. */
  readonly cosigned: number;
  /** Fewest witnesses that can be a quorum; 0 for `quorum none`. */
  readonly needed: number;
  /** Witnesses that the quorum asks at all; 0 for `quorum none`. */
  readonly total: number;
  readonly isQuorum: boolean;
}

/**
 * Counts the witnesses of the quorum.
 *
 * @param names - of the policy's witnesses that have cosigned; others are ignored.
 */
export function countQuorum(policy: WitnessPolicy, names: ReadonlySet<string>): QuorumCount {
  if (policy.quorum === null) return { cosigned: 0, needed: 0, total: 0, isQuorum: true };
  const groups = new Map(policy.groups.map((group) => [group.name, group]));
  const count = (name: string): QuorumCount => {
    const group = groups.get(name);
    if (group === undefined) {
      const hasCosigned = names.has(name);
      return { cosigned: hasCosigned ? 1 : 0, needed: 1, total: 1, isQuorum: hasCosigned };
    }
    const members = group.members.map(count);
    const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
    const cheapest = members.map((member) => member.needed).sort((a, b) => a - b);
    return {
      cosigned: sum(members.map((member) => member.cosigned)),
      needed: sum(cheapest.slice(0, group.needed)),
      total: sum(members.map((member) => member.total)),
      isQuorum: members.filter((member) => member.isQuorum).length >= group.needed,
    };
  };
  return count(policy.quorum);
}
