import { toHex } from "./bytes.ts";
import type { Sha256 } from "./merkle-tree.ts";
import {
  ALGORITHM_COSIGNATURE,
  ALGORITHM_ED25519,
  type KeyAlgorithm,
  parseVerifierKey,
  type VerifierKey,
} from "./signed-note.ts";
import {
  NO_QUORUM,
  type PolicyGroup,
  type PolicyLog,
  type PolicyWitness,
  type WitnessPolicy,
} from "./witness-policy.ts";

export type ParsedPolicy =
  | { readonly ok: true; readonly policy: WitnessPolicy }
  /** One sentence each, with the number of the line. */
  | { readonly ok: false; readonly issues: readonly string[] };

/** Tab and newline are allowed, no other control character. */
const FORBIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f]/;

/**
 * The policy that a text spells, or all that is wrong with it.
 *
 * @param text - lines `log <key> [url]`, `witness <name> <key> [url]`, `group <name> <all|any|k> <member…>` and exactly
 * one `quorum <name|none>`; empty lines and lines that begin with # are left out.
 */
export function parseWitnessPolicy(sha256: Sha256, text: string): ParsedPolicy {
  const reading = new PolicyReading(sha256);
  for (const [position, line] of text.split("\n").entries()) reading.read(line, position + 1);
  return reading.finish();
}

class PolicyReading {
  readonly #sha256: Sha256;
  readonly #issues: string[] = [];
  readonly #logs: PolicyLog[] = [];
  readonly #witnesses: PolicyWitness[] = [];
  readonly #groups: PolicyGroup[] = [];
  readonly #keys: Record<"log" | "witness", Set<string>> = { log: new Set(), witness: new Set() };
  readonly #names = new Set<string>();
  readonly #members = new Set<string>();
  #quorum: string | null | undefined;

  constructor(sha256: Sha256) {
    this.#sha256 = sha256;
  }

  read(line: string, number: number): void {
    const issue = FORBIDDEN.test(line) ? "has a control character" : this.#readWords(line);
    if (issue !== null) this.#issues.push(`line ${number} ${issue}`);
  }

  finish(): ParsedPolicy {
    if (this.#quorum === undefined && this.#issues.length === 0) this.#issues.push("there is no quorum line");
    if (this.#issues.length > 0) return { ok: false, issues: this.#issues };
    const [logs, witnesses, groups] = [this.#logs, this.#witnesses, this.#groups];
    return { ok: true, policy: { logs, witnesses, groups, quorum: this.#quorum ?? null } };
  }

  /** @returns what is wrong with the line, or null. */
  #readWords(line: string): string | null {
    const [keyword, ...words] = line.split(/[ \t]+/).filter((word) => word !== "");
    if (keyword === undefined || keyword.startsWith("#")) return null;
    if (keyword === "log") return this.#readLog(words);
    if (keyword === "witness") return this.#readWitness(words);
    if (keyword === "group") return this.#readGroup(words);
    if (keyword === "quorum") return this.#readQuorum(words);
    return `begins with ${JSON.stringify(keyword)}, not with log, witness, group or quorum`;
  }

  #readLog([key, url, ...rest]: string[]): string | null {
    if (key === undefined || rest.length > 0) return "is not: log <verifier key> [url]";
    const issue = this.#readKey("log", key).issue;
    if (issue === null) this.#logs.push({ verifierKey: key, url: url ?? null });
    return issue;
  }

  #readWitness([name, verifierKey, url, ...rest]: string[]): string | null {
    if (name === undefined || verifierKey === undefined || rest.length > 0) {
      return "is not: witness <name> <verifier key> [url]";
    }
    const { issue, key } = this.#readKey("witness", verifierKey);
    const nameIssue = this.#takeName(name);
    if (key !== null) this.#witnesses.push({ name, key, verifierKey, url: url ?? null });
    return nameIssue ?? issue;
  }

  #readGroup([name, threshold, ...members]: string[]): string | null {
    if (name === undefined || threshold === undefined || members.length === 0) {
      return "is not: group <name> <all|any|number> <member> …";
    }
    const needed = toThreshold(threshold, members.length);
    if (needed === null) return `asks for ${JSON.stringify(threshold)} of ${members.length} members`;
    const issue = this.#takeMembers(members) ?? this.#takeName(name);
    this.#groups.push({ name, needed, members });
    return issue;
  }

  #readQuorum([name, ...rest]: string[]): string | null {
    if (name === undefined || rest.length > 0) return "is not: quorum <name|none>";
    if (this.#quorum !== undefined) return "is a second quorum line";
    this.#quorum = name === NO_QUORUM ? null : name;
    return name === NO_QUORUM || this.#names.has(name) ? null : `asks for ${name}, which no line above it defines`;
  }

  #readKey(use: "log" | "witness", text: string): { issue: string | null; key: VerifierKey | null } {
    try {
      const key = parseVerifierKey(this.#sha256, text, ALGORITHMS[use]);
      const publicKey = toHex(key.publicKey);
      const isTaken = this.#keys[use].has(publicKey);
      this.#keys[use].add(publicKey);
      return isTaken ? { issue: `has the key of another ${use} again`, key: null } : { issue: null, key };
    } catch (error) {
      if (error instanceof RangeError) return { issue: `has no usable key: ${error.message}`, key: null };
      throw error;
    }
  }

  #takeName(name: string): string | null {
    if (name === NO_QUORUM) return "defines the name none, which stands for no quorum";
    if (this.#names.has(name)) return `defines ${name} again`;
    this.#names.add(name);
    return null;
  }

  #takeMembers(members: readonly string[]): string | null {
    for (const member of members) {
      if (!this.#names.has(member)) return `has the member ${member}, which no line above it defines`;
      if (this.#members.has(member)) return `has the member ${member}, which is a member already`;
      this.#members.add(member);
    }
    return null;
  }
}

const ALGORITHMS: Readonly<Record<"log" | "witness", KeyAlgorithm>> = {
  log: ALGORITHM_ED25519,
  witness: ALGORITHM_COSIGNATURE,
};

function toThreshold(text: string, count: number): number | null {
  if (text === "any") return 1;
  if (text === "all") return count;
  return /^[1-9]\d{0,5}$/.test(text) && Number(text) <= count ? Number(text) : null;
}
