/** Who may sign in. The ledger knows people by `actor_id` only; this row is the mapping. */
export interface AccountTable {
  id: string;
  login: string;
  display_name: string;
  /** Pseudonymous id under which acts outside a round's panels are recorded. */
  actor_id: string;
  /** The agency's entity for representatives, else null. */
  entity_id: string | null;
  created_at: string;
}

/** Roles of an account, one row each. */
export interface AccountRoleTable {
  account_id: string;
  role: string;
}

/** Argon2id hash in PHC form. */
export interface CredentialTable {
  account_id: string;
  password_hash: string;
}

/** A panel member's stable pseudonym in one round; the only path from an expert's act to a person. */
export interface PseudonymTable {
  actor_id: string;
  account_id: string;
  round_id: string;
  /** Hex; keeps the commitment to the mapping from telling anything. Empty in rows from before there was one. */
  salt: string;
}
