import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from "saxes";
import { Refusal } from "../../domain/refusal.ts";

/** What a reader of XML is told; names are local, without their prefix. */
export interface XmlHandlers {
  open?(name: string, attributes: Readonly<Record<string, SaxesAttributeNS>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Parts of a whole document fit in here; the parser gives the text of one element in one piece. */
const sliceLength = 65_536;

/**
 * Reads one XML document.
 *
 * A document type is refused before anything of it is read: with none there are no entities to expand and nothing
 * outside to load.
 *
 * @throws Refusal `evidence.unreadable` (not well formed, or with a document type), `evidence.too-complex`.
 */
export function readXml(bytes: Uint8Array, depthMax: number, handlers: XmlHandlers = {}): void {
  const parser = new SaxesParser({ xmlns: true });
  let depth = 0;
  parser.on("error", (error) => {
    throw new Refusal("evidence.unreadable", { problem: error.message.slice(0, 200) });
  });
  parser.on("doctype", () => {
    throw new Refusal("evidence.unreadable", { problem: "document type" });
  });
  parser.on("opentag", (tag: SaxesTagNS) => {
    depth += 1;
    if (depth > depthMax) throw new Refusal("evidence.too-complex", { depthMax });
    handlers.open?.(tag.local, tag.attributes);
  });
  parser.on("text", (text) => handlers.text?.(text));
  parser.on("cdata", (text) => handlers.text?.(text));
  parser.on("closetag", (tag) => {
    depth -= 1;
    handlers.close?.(tag.local);
  });
  const text = decodeXml(bytes);
  for (let at = 0; at < text.length; at += sliceLength) parser.write(text.slice(at, at + sliceLength));
  parser.close();
}

/** Value of an attribute without a prefix, or with any. */
export function getAttribute(attributes: Readonly<Record<string, SaxesAttributeNS>>, name: string): string | null {
  if (Object.hasOwn(attributes, name)) return attributes[name]!.value;
  return Object.values(attributes).find((attribute) => attribute.local === name)?.value ?? null;
}

/** UTF-8, or UTF-16 with its mark; XML in anything else is not written by any office program. */
function decodeXml(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal("evidence.unreadable", { problem: encoding });
  }
}
