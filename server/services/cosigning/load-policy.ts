import { readFileSync } from "node:fs";
import { parseWitnessPolicy } from "../../domain/ledger/parse-witness-policy.ts";
import { formatWitnessPolicy, type PolicyWitness, type WitnessPolicy } from "../../domain/ledger/witness-policy.ts";
import { sha256 } from "../hash.ts";
import type { ReachableWitness } from "./ask-witness.ts";

/** As long as an entry may name. */
const POLICY_CHARACTERS_MAX = 10_000;

export type LoadedPolicy =
  | { readonly ok: true; readonly policy: WitnessPolicy }
  /** One sentence each, for the operator. */
  | { readonly ok: false; readonly issues: readonly string[] };

/** The witness policy of a file; a server can only use witnesses that it can ask. */
export function loadPolicy(path: string): LoadedPolicy {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    return { ok: false, issues: [`WITNESS_POLICY cannot be read: ${error instanceof Error ? error.message : path}`] };
  }
  const parsed = parseWitnessPolicy(sha256, text);
  const issues = parsed.ok ? checkPolicy(parsed.policy) : parsed.issues;
  if (issues.length > 0) return { ok: false, issues: issues.map((issue) => `WITNESS_POLICY ${path}: ${issue}`) };
  return parsed;
}

function checkPolicy(policy: WitnessPolicy): string[] {
  const issues = policy.witnesses
    .filter((witness) => !isReachable(witness))
    .map(({ name }) => `the witness ${name} has no http address to ask it at; write: witness ${name} <key> https://…/`);
  if (toPolicyText(policy).length > POLICY_CHARACTERS_MAX)
    issues.push("the policy is too long for an entry of the log");
  return issues;
}

/** Whether the witness can be asked. */
export function isReachable(witness: PolicyWitness): witness is ReachableWitness {
  return witness.url !== null && URL.canParse(witness.url) && /^https?:$/.test(new URL(witness.url).protocol);
}

/** The policy as the log names it: which log it is about, the log itself says. */
export function toPolicyText(policy: WitnessPolicy): string {
  return formatWitnessPolicy({ ...policy, logs: [] });
}

/** Whether both ask the same witnesses for the same quorum; where these are asked may differ. */
export function isSamePolicy(a: WitnessPolicy, b: WitnessPolicy): boolean {
  const toTrust = (policy: WitnessPolicy): string =>
    toPolicyText({ ...policy, witnesses: policy.witnesses.map((witness) => ({ ...witness, url: null })) });
  return toTrust(a) === toTrust(b);
}
