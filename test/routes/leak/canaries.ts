import { randomBytes } from "node:crypto";

/** Something that nobody else may get a byte of, in one way of writing it. */
interface Form {
  readonly what: string;
  readonly isIn: (bytes: Buffer) => boolean;
}

/** A secret with all its forms. */
export interface Canary {
  readonly name: string;
  /** What is put into a text. */
  readonly text: string;
  readonly forms: readonly Form[];
}

/** A text that is nowhere else, in Latin letters so that no escape changes it. */
export function makeTextCanary(name: string): Canary {
  const text = `kin${name}${randomBytes(6).toString("hex")}kin`;
  return { name, text, forms: listByteForms(Buffer.from(text, "utf8"), text) };
}

/** Bytes that travel as hex: a salt, with which a value could be guessed from its commitment. */
export function makeHexCanary(name: string, hex: string): Canary {
  return { name, text: hex, forms: listByteForms(Buffer.from(hex, "hex"), hex) };
}

/** Points as a number stands in JSON, in a flattened loader answer, and as both languages show it. */
export function makePointsCanary(name: string, milliPoints: number): Canary {
  const points = String(milliPoints / 1000);
  const shown = [points, `${points}0`, points.replace(".", ","), `${points.replace(".", ",")}0`];
  // Not inside a hash, a time or a longer number.
  const patterns = [
    new RegExp(`(?<![0-9A-Za-z+/.-])${milliPoints}(?![0-9A-Za-z+/])`),
    ...shown.map((text) => new RegExp(`(?<![0-9A-Za-z+/.,:-])${text.replace(".", "\\.")}(?![0-9A-Za-z+/])`)),
  ];
  const forms = patterns.map((pattern) => ({
    what: pattern.source,
    isIn: (bytes: Buffer) => pattern.test(bytes.toString("latin1")),
  }));
  return { name, text: String(milliPoints), forms };
}

function listByteForms(bytes: Buffer, text: string): Form[] {
  const sixteen = Buffer.from(text, "utf16le");
  const needles: [string, Buffer][] = [
    ["bytes", bytes],
    ["UTF-8", Buffer.from(text, "utf8")],
    ["UTF-16LE", sixteen],
    ["UTF-16BE", Buffer.from(sixteen).swap16()],
    ["JSON escapes", Buffer.from([...text].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""))],
    ["hex", Buffer.from(bytes.toString("hex"))],
    ["HEX", Buffer.from(bytes.toString("hex").toUpperCase())],
    ...[0, 1, 2].flatMap((offset) => listBase64(bytes, offset)),
  ];
  return needles.map(([what, needle]) => ({ what, isIn: (haystack) => haystack.includes(needle) }));
}

/** Base64 as it looks when `offset` bytes modulo 3 stand before; the edges depend on the neighbours and are cut. */
function listBase64(bytes: Buffer, offset: number): [string, Buffer][] {
  const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
  const whole = padded.subarray(0, padded.length - (padded.length % 3));
  const middle = whole.toString("base64").slice(offset === 0 ? 0 : 4);
  const url = middle.replaceAll("+", "-").replaceAll("/", "_");
  return [
    [`base64 at ${offset}`, Buffer.from(middle)],
    [`base64url at ${offset}`, Buffer.from(url)],
  ];
}

/** Names of the canaries that are in the bytes, with the form. */
export function findCanaries(bytes: Buffer, canaries: readonly Canary[]): string[] {
  return canaries.flatMap(({ name, forms }) =>
    forms.filter(({ isIn }) => isIn(bytes)).map(({ what }) => `${name} as ${what}`),
  );
}
