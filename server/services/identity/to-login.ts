/** The form in which a sign-in name is stored and looked for: trimmed, in lower case, composed. */
export function toLogin(typed: string): string {
  return typed.normalize("NFKC").trim().toLowerCase();
}
