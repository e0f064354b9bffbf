import type { Action } from "./actions.ts";
import { type Actor, hasRole } from "./actor.ts";
import type { Verdict } from "./can.ts";
import { grant } from "./grant.ts";
import type { ErasureFacts } from "./thing.ts";

/** Two persons, one of them for data protection, the other of the secretariat. */
export function canErasure(actor: Actor, action: Action, erasure: ErasureFacts): Verdict {
  const [isSecretariat, isDpo] = [hasRole(actor, "secretariat"), hasRole(actor, "dpo")];
  const knows = isSecretariat || isDpo || hasRole(actor, "auditor");
  if (action === "erasure.read") return knows ? "yes" : "absent";
  if (action === "erasure.propose") return grant(isSecretariat || isDpo, knows);
  if (action !== "erasure.confirm") return "absent";
  const { proposedByAccountId, isProposerSecretariat, isProposerDpo, isConfirmed } = erasure;
  const isAnother = proposedByAccountId !== null && proposedByAccountId !== actor.accountId;
  const isPair = (isProposerDpo && isSecretariat) || (isProposerSecretariat && isDpo);
  return grant(isAnother && isPair && !isConfirmed, knows);
}
