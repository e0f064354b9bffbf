/**
 * A whole number from `low` to `high`, both included, that depends on the key and on nothing else.
 *
 * The seed's only source of variety: equal keys give equal numbers, whatever was asked before.
 */
export function choose(key: string, low: number, high: number): number {
  let state = 0x811c9dc5;
  for (const character of key) state = Math.imul(state ^ character.codePointAt(0)!, 0x01000193) >>> 0;
  // FNV-1a alone leaves the last characters in the low bits: mix them into all.
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  state = (state ^ (state >>> 16)) >>> 0;
  return low + Math.floor((state / 2 ** 32) * (high - low + 1));
}

/** One of a list, by key. @throws RangeError when the list is empty. */
export function chooseOne<T>(key: string, list: readonly T[]): T {
  if (list.length === 0) throw new RangeError(`choose one: nothing to choose from for ${key}`);
  return list[choose(key, 0, list.length - 1)] as T;
}
