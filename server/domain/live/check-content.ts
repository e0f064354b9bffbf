import * as Y from "yjs";
import { LIVE_LIMITS } from "./live-limits.ts";

/** Element names, as an editor's schema has them. */
const ELEMENT_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
/** Attribute and mark names: what the canonical JSON of a conclusion can spell. */
const KEY = /^[\x21-\x7e]{1,64}$/;

/**
 * Whether an item holds only what rich text is made of: text, marks, elements and their attributes.
 *
 * Sub-documents, binaries, embedded JSON, maps and arrays have no place in prose. Values are those that the canonical
 * JSON of a conclusion can spell, so that no member can write one that stops the hash at finalising.
 *
 * @param item - decoded, not yet integrated.
 */
export function isProse(item: Y.Item): boolean {
  if (item.parentSub !== null && !isKey(item.parentSub)) return false;
  const { content } = item;
  if (content instanceof Y.ContentString || content instanceof Y.ContentDeleted) return true;
  if (content instanceof Y.ContentFormat) return isKey(content.key) && isPlainValue(content.value);
  if (content instanceof Y.ContentAny) return content.arr.every((value) => value === undefined || isPlainValue(value));
  if (!(content instanceof Y.ContentType)) return false;
  const { type } = content;
  if (type.constructor === Y.XmlText) return true;
  return type.constructor === Y.XmlElement && ELEMENT_NAME.test((type as Y.XmlElement).nodeName);
}

function isKey(key: string): boolean {
  return KEY.test(key) && key !== "__proto__";
}

function isPlainValue(value: unknown, depth = 0): boolean {
  if (value === null || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isSafeInteger(value);
  if (typeof value === "string") return !/\p{Surrogate}/u.test(value);
  if (typeof value !== "object" || depth >= LIVE_LIMITS.valueDepthMax || value instanceof Uint8Array) return false;
  if (Array.isArray(value)) return value.every((one) => isPlainValue(one, depth + 1));
  return Object.entries(value).every(([key, one]) => isKey(key) && isPlainValue(one, depth + 1));
}
