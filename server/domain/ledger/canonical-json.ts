/** What may stand in a ledger entry or part. Numbers are safe integers, keys are printable ASCII. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Deeper nesting is refused, so that hostile input cannot exhaust the stack. */
const DEPTH_MAX = 64;

/**
 * The one spelling of a value: RFC 8785 for the subset that the ledger uses.
 *
 * Floats are refused and keys are ASCII, so that sorted JSON of any other language gives the same bytes.
 *
 * @param value - plain objects, arrays, well-formed strings, safe integers (−0 is written 0), booleans, null.
 * @throws RangeError naming the path (`$.a[0]`) of what is not allowed: float, NaN, undefined, lone surrogate,
 * a key outside printable ASCII, a class instance, more than 64 levels.
 * @see RFC 8785, sections 3.2.1 to 3.2.3.
 */
export function canonicalJson(value: JsonValue): string {
  return serialize(value, "$", 0);
}

/**
 * The value of a canonical text.
 *
 * @throws RangeError when the text is not JSON or `canonicalJson` would spell its value otherwise (order, white space,
 * repeated keys, number forms, escapes).
 */
export function parseCanonicalJson(text: string): JsonValue {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch (cause) {
    throw new RangeError("canonical json: not JSON", { cause });
  }
  if (canonicalJson(value) !== text) throw new RangeError("canonical json: not in canonical form");
  return value;
}

function serialize(value: unknown, path: string, depth: number): string {
  if (depth > DEPTH_MAX) throw new RangeError(`canonical json: more than ${DEPTH_MAX} levels at ${path}`);
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new RangeError(`canonical json: ${value} at ${path} is no safe integer`);
    return JSON.stringify(value);
  }
  if (typeof value === "string") {
    if (/\p{Surrogate}/u.test(value)) throw new RangeError(`canonical json: lone surrogate at ${path}`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    // Array.from visits holes as undefined, which is refused; map would skip them.
    return `[${Array.from(value, (item, i) => serialize(item, `${path}[${i}]`, depth + 1)).join(",")}]`;
  }
  if (isPlainObject(value)) return serializeObject(value, path, depth);
  throw new RangeError(`canonical json: ${typeof value} at ${path}`);
}

function serializeObject(value: Record<string, unknown>, path: string, depth: number): string {
  const members = Object.keys(value)
    .sort()
    .map((key) => {
      if (!/^[\x20-\x7e]*$/.test(key)) throw new RangeError(`canonical json: key ${JSON.stringify(key)} at ${path}`);
      return `${JSON.stringify(key)}:${serialize(value[key], `${path}.${key}`, depth + 1)}`;
    });
  return `{${members.join(",")}}`;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
