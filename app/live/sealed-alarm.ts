import { fromBase64, toBase64 } from "#domain/ledger/bytes.ts";
import type { LocalVault } from "./local/local-vault.ts";

/** Everything that was looked at, as it was sent and served: what the auditor needs. */
export type AlarmEvidence = Readonly<Record<string, unknown>>;

/** How the evidence of an alarm lies in the browser's storage: it may hold what the account sent. */
export interface KeptEvidence {
  /** With the account's key, Base64; null until it is here, absent from what earlier versions kept. */
  readonly sealed?: { readonly nonce: string; readonly body: string } | null;
  /** In the clear, as earlier versions kept it. */
  readonly evidence?: AlarmEvidence;
}

const PLACE = "alarm";

/** The alarm with its evidence sealed, and none in the clear. */
export async function sealAlarm<T extends KeptEvidence>(
  vault: LocalVault,
  alarm: T,
  gathered: AlarmEvidence,
): Promise<Omit<T, keyof KeptEvidence> & Pick<KeptEvidence, "sealed">> {
  const { nonce, body } = await vault.seal(gathered, PLACE);
  const { evidence: _clear, sealed: _none, ...rest } = alarm;
  return { ...rest, sealed: { nonce: toBase64(nonce), body: toBase64(new Uint8Array(body)) } };
}

/** The sealed evidence; null when there is none, or it is not of this account. */
export async function openAlarm(vault: LocalVault, { sealed }: KeptEvidence): Promise<AlarmEvidence | null> {
  if (sealed === null || sealed === undefined) return null;
  const box = { nonce: new Uint8Array(fromBase64(sealed.nonce)), body: new Uint8Array(fromBase64(sealed.body)).buffer };
  return (await vault.open(box, PLACE).catch(() => null)) as AlarmEvidence | null;
}
