import { parseExportLine, type DisclosedPart, type ExportedParts } from "#domain/ledger/log-export.ts";
import type { Random } from "../../helpers/random.ts";

/** A tampered export. `seq`: the entry that has to be named; null where there is none. */
export interface Mutant {
  readonly lines: string[];
  readonly seq: number | null;
}

type Mutation = (lines: string[], random: Random) => number | null;

interface EntryLine {
  entry: string;
  parts?: ExportedParts;
}

const isEntry = (line: string): boolean => line.startsWith('{"entry"');

/** Places of the entries, which stand in the order of their numbers. */
const listPlaces = (lines: readonly string[]): number[] =>
  lines.flatMap((line, place) => (isEntry(line) ? [place] : []));

const seqAt = (line: string): number => (JSON.parse((JSON.parse(line) as EntryLine).entry) as { seq: number }).seq;

/** Another character in the place of one; an ASCII letter or digit of the same kind, so that JSON stays JSON. */
function flip(text: string, random: Random): string {
  const places = [...text.matchAll(/[0-9a-z]/g)].map((match) => match.index);
  const at = random.pick(places);
  const old = text.charCodeAt(at);
  const first = old < 58 ? 48 : 97;
  const count = old < 58 ? 10 : 6;
  const next = first + ((old - first + random.between(1, count - 1)) % count);
  return `${text.slice(0, at)}${String.fromCharCode(next)}${text.slice(at + 1)}`;
}

/** Places of rows whose entries are disclosed: of others nobody can say what they must be. */
function listRowPlaces(lines: readonly string[]): number[] {
  const disclosed = new Set<unknown>([undefined]);
  for (const place of listPlaces(lines)) {
    const { parts } = JSON.parse(lines[place]!) as EntryLine;
    if (parts?.value && parts.head) disclosed.add(seqAt(lines[place]!));
  }
  return lines.flatMap((line, place) => {
    if (!line.startsWith('{"projection"')) return [];
    const { projection } = JSON.parse(line) as { projection: { row: { seq?: number } } };
    return disclosed.has(projection.row.seq) ? [place] : [];
  });
}

function editEntry(lines: string[], random: Random, edit: (line: EntryLine) => EntryLine | null): number {
  for (;;) {
    const place = random.pick(listPlaces(lines));
    const seq = seqAt(lines[place]!);
    const edited = edit(JSON.parse(lines[place]!) as EntryLine);
    if (edited === null) continue;
    lines[place] = JSON.stringify(edited);
    return seq;
  }
}

/** Changes to an export's lines, by the attack that they stand for. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  "an entry is edited": (lines, random) =>
    editEntry(lines, random, (line) => ({ ...line, entry: flip(line.entry, random) })),
  "a part is edited": (lines, random) =>
    editEntry(lines, random, (line) => {
      const { parts } = line;
      const shown = (["head", "value", "text"] as const).filter(
        (name) => typeof parts?.[name] === "object" && parts[name],
      );
      if (parts === undefined || shown.length === 0) return null;
      const name = random.pick(shown);
      const part = parts[name] as DisclosedPart;
      // The words of an empty part have nothing to flip.
      const field = random.chance(0.5) && /[0-9a-z]/.test(part.bytes) ? "bytes" : "salt";
      return { ...line, parts: { ...parts, [name]: { ...part, [field]: flip(part[field], random) } } };
    }),
  "a projection row is edited": (lines, random) => {
    const place = random.pick(listRowPlaces(lines));
    const { projection } = JSON.parse(lines[place]!) as { projection: { table: string; row: Record<string, unknown> } };
    const column = random.pick(Object.keys(projection.row));
    const value = projection.row[column];
    projection.row[column] = typeof value === "number" ? value + random.between(1, 9) : `${String(value)}x`;
    lines[place] = JSON.stringify({ projection });
    return null;
  },
  "an entry is deleted": (lines, random) => {
    const place = random.pick(listPlaces(lines));
    const seq = seqAt(lines[place]!);
    lines.splice(place, 1);
    return seq;
  },
  "two entries are exchanged": (lines, random) => {
    const places = listPlaces(lines);
    const first = random.between(0, places.length - 2);
    const second = random.between(first + 1, places.length - 1);
    const [a, b] = [places[first]!, places[second]!];
    [lines[a], lines[b]] = [lines[b]!, lines[a]!];
    return first;
  },
  "an entry is inserted": (lines, random) => {
    const places = listPlaces(lines);
    const copy = lines[random.pick(places)]!;
    lines.splice(random.pick(places) + 1, 0, copy);
    return null;
  },
  "an entry is backfilled": (lines, random) => {
    const places = listPlaces(lines);
    const place = random.pick(places);
    const { entry } = JSON.parse(lines[place]!) as EntryLine;
    const forged = flip(
      entry.replace(/"text":"[0-9a-f]{64}"/, (text) => `"text":"${flip(text.slice(8, 72), random)}"`),
      random,
    );
    lines.splice(place, 0, JSON.stringify({ entry: forged }));
    return null;
  },
  "the tail is cut": (lines, random) => {
    const places = listPlaces(lines);
    const first = random.between(0, places.length - 1);
    const cut = places.slice(first);
    for (const place of cut.reverse()) lines.splice(place, 1);
    return first;
  },
  "the tail is cut with its checkpoints": (lines, random) => {
    const places = listPlaces(lines);
    lines.splice(places[random.between(1, places.length - 1)]!, lines.length);
    // Cut right after a published checkpoint it would be an older export, whole in itself: what others keep tells.
    while (!isEntry(lines.at(-1)!)) lines.pop();
    return null;
  },
  "an evidence file is swapped": (lines, random) => {
    const place = lines.findIndex((line) => line.startsWith('{"evidence"'));
    const line = parseExportLine(lines[place]!) as { evidence: { sha256: string; bytes: number } };
    const { sha256, bytes } = line.evidence;
    lines[place] = JSON.stringify({ evidence: { sha256: flip(sha256, random), bytes } });
    return null;
  },
};

export function mutate(name: string, lines: readonly string[], random: Random): Mutant {
  const copy = [...lines];
  return { seq: MUTATIONS[name]!(copy, random), lines: copy };
}
