/** A signed-in browser. The cookie holds the id, the row its SHA-256, so a copy of the table opens nothing. */
export interface SessionTable {
  id_hash: string;
  account_id: string;
  csrf_token: string;
  created_at: string;
  seen_at: string;
  expires_at: string;
}

/** Failed sign-ins by account and by address, for the progressive delay. */
export interface SignInFailureTable {
  key: string;
  failures: number;
  last_at: string;
}
