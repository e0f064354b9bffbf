// Uint8Array only, never Buffer: the browser and the offline verifier run this file too.

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const BINARY_CHUNK = 8192;
const HEX_OF_BYTE = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const ENCODER = new TextEncoder();

/**
 * Lower-case hexadecimal.
 *
 * @param bytes - any length; empty gives "".
 */
export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 1) text += HEX_OF_BYTE[bytes[i] as number];
  return text;
}

/**
 * Bytes of lower-case hexadecimal. Upper case is refused: one value has one spelling.
 *
 * @throws RangeError when the length is odd or a character is not 0–9 or a–f.
 */
export function fromHex(hex: string): Uint8Array {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/.test(hex)) throw new RangeError(`not lower-case hex: ${excerpt(hex)}`);
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = 16 * hexDigit(hex, 2 * i) + hexDigit(hex, 2 * i + 1);
  return bytes;
}

/**
 * Standard Base64 with padding, RFC 4648 section 4.
 *
 * @param bytes - any length; empty gives "".
 */
export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  // In chunks: each byte becomes an argument of the call, and engines limit how many a call takes.
  for (let i = 0; i < bytes.length; i += BINARY_CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(i, i + BINARY_CHUNK));
  }
  return btoa(binary);
}

/**
 * Bytes of standard Base64: padded, no white space, unused bits zero.
 *
 * @throws RangeError when the text is anything else than what `toBase64` writes.
 */
export function fromBase64(text: string): Uint8Array {
  if (!BASE64.test(text)) throw new RangeError(`not base64: ${excerpt(text)}`);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = binary.charCodeAt(i);
  if (btoa(binary) !== text) throw new RangeError(`not canonical base64: ${excerpt(text)}`);
  return bytes;
}

/** One new array with all parts in order; no parts give an empty array. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/**
 * UTF-8 bytes.
 *
 * @throws RangeError when the text has a lone surrogate, which `TextEncoder` would silently replace.
 */
export function utf8(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new RangeError(`lone surrogate in text: ${excerpt(text)}`);
  return ENCODER.encode(text);
}

/**
 * Text of UTF-8 bytes; a byte order mark is kept as a character.
 *
 * @throws RangeError when the bytes are not UTF-8.
 */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new RangeError(`not UTF-8: ${bytes.length} bytes`, { cause });
  }
}

/** Whether both have the same length and bytes. Not constant in time: for public hashes, never for secrets. */
export function bytesEqual(a: Uint8Array, b: Uint8Array): boolean {
  return compareBytes(a, b) === 0;
}

/**
 * Order of two byte strings as unsigned bytes, the shorter first when one starts the other.
 *
 * @returns negative, zero or positive, for `sort`.
 */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i += 1) {
    if (a[i] !== b[i]) return (a[i] as number) - (b[i] as number);
  }
  return a.length - b.length;
}

/** Of a text that was checked: 0–9 stand at 0x30, a–f at 0x61. */
function hexDigit(hex: string, place: number): number {
  const code = hex.charCodeAt(place);
  return code < 0x61 ? code - 0x30 : code - 0x57;
}

function excerpt(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
