/** What browsers encrypt an account's unsent work with: 32 bytes, sealed by the vault. One for each account. */
export interface LocalKeyTable {
  account_id: string;
  box: Uint8Array;
  created_at: string;
}
