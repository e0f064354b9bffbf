import { fromUtf8, utf8 } from "#domain/ledger/bytes.ts";

/** Something sealed, as it lies in the browser's storage. */
export interface LocalBox {
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly body: ArrayBuffer;
}

/**
 * Encrypts what a browser keeps of one account: AES-256-GCM, a fresh nonce for each box.
 *
 * The keys are in memory only, and no script can read them out; without the vault nothing that was sealed opens.
 */
export interface LocalVault {
  readonly accountId: string;
  /** @param place - where the box belongs; under another one it does not open. */
  seal(value: unknown, place: string): Promise<LocalBox>;
  sealBytes(bytes: Uint8Array, place: string): Promise<LocalBox>;
  /** @throws DOMException when the box was changed, or is of another place, account or key. */
  open(box: LocalBox, place: string): Promise<unknown>;
  openBytes(box: LocalBox, place: string): Promise<Uint8Array>;
  /** A name that says nothing, the same for the same text: 64 characters of hex. */
  toTag(text: string): Promise<string>;
}

const NONCE_BYTES = 12;
const KEY_BYTES = 32;

/**
 * Two keys from the account's one: for boxes and for names.
 *
 * @param key - 32 bytes as the server handed them out; overwritten with zeros here.
 * @throws RangeError when the key has another length.
 */
export async function openLocalVault(accountId: string, key: Uint8Array<ArrayBuffer>): Promise<LocalVault> {
  if (key.length !== KEY_BYTES) throw new RangeError(`open local vault: a key of ${key.length} bytes`);
  const { subtle } = crypto;
  const root = await subtle.importKey("raw", key, "HKDF", false, ["deriveKey"]);
  key.fill(0);
  const derive = (use: string) => ({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: bytesOf(use) });
  const [boxKey, nameKey] = await Promise.all([
    subtle.deriveKey(derive("assay/local-box/v1"), root, { name: "AES-GCM", length: 256 }, false, [
      "encrypt",
      "decrypt",
    ]),
    subtle.deriveKey(derive("assay/local-name/v1"), root, { name: "HMAC", hash: "SHA-256", length: 256 }, false, [
      "sign",
    ]),
  ]);
  const bind = (place: string) => bytesOf(`${accountId}\0${place}`);
  const sealBytes = async (bytes: Uint8Array, place: string): Promise<LocalBox> => {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const algorithm = { name: "AES-GCM", iv: nonce, additionalData: bind(place) };
    return { nonce, body: await subtle.encrypt(algorithm, boxKey, new Uint8Array(bytes)) };
  };
  const openBytes = async ({ nonce, body }: LocalBox, place: string): Promise<Uint8Array> =>
    new Uint8Array(await subtle.decrypt({ name: "AES-GCM", iv: nonce, additionalData: bind(place) }, boxKey, body));
  return {
    accountId,
    sealBytes,
    openBytes,
    seal: (value, place) => sealBytes(utf8(JSON.stringify(value)), place),
    open: async (box, place) => JSON.parse(fromUtf8(await openBytes(box, place))) as unknown,
    toTag: async (text) => {
      const tag = new Uint8Array(await subtle.sign("HMAC", nameKey, bytesOf(text)));
      return [...tag].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    },
  };
}

/** A copy in memory of its own, as the Web Crypto types ask. */
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(utf8(text));
