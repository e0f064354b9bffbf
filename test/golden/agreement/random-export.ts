import { readFileSync } from "node:fs";
import { join } from "node:path";
import { toHex, utf8 } from "#domain/ledger/bytes.ts";
import { canonicalJson, type JsonValue } from "#domain/ledger/canonical-json.ts";
import { NO_DETAIL } from "#domain/scoring/choice.ts";
import type { Random } from "../../helpers/random.ts";
import { RandomLog, sha256, WITNESSES } from "./random-log.ts";

const ROUND = "r1";
const PANEL = "r1.p1";
const BATCH = "r1.p1.m1";
const INDICATORS = ["1.1", "1.2", "2.1"];

const FRAMEWORK = join(import.meta.dirname, "../../../db/seeds/data/frameworks/dti-922-provincial-sample.json");
const document = canonicalJson(JSON.parse(readFileSync(FRAMEWORK, "utf8")) as JsonValue);

/** Framework and round, which say to which batch an item belongs. */
function addRound(log: RandomLog): void {
  const named = { framework: "dti-922-provincial-sample", version: "2" };
  const hash = toHex(sha256(utf8(document)));
  log.add(log.draft("framework.imported", {}, { ...named, hash, document }, {}), { shown: 1 });
  const value = { ...named, frameworkHash: hash, year: 2025, tier: "provincial", calendar: {}, simulated: true };
  log.add(log.draft("round.created", { round: ROUND }, value, {}), { shown: 1 });
}

const factsOf = (indicator: string) => ({
  round: ROUND,
  panel: PANEL,
  entity: "hue",
  indicator,
  item: `r1.hue.${indicator}`,
});

/** An export, and what was done to it; null where nothing was. */
export interface RandomExport {
  readonly lines: readonly string[];
  readonly fault: string | null;
}

/** Acts that nothing is wrong with: seals, withdrawals, phases, keys, erasures; then an opening of what stands. */
function addActs(log: RandomLog, count: number): void {
  const { random } = log;
  for (let left = count; left > 0; left -= 1) {
    const step = random.between(1, 20);
    if (step <= 10) addSeal(log);
    else if (step <= 12) addWithdrawal(log);
    else if (step <= 16) addPhase(log);
    else if (step === 17) log.rotateKey();
    else if (step === 18) log.addCheckpoint(pickWitnesses(random));
    else if (step === 19) addErased(log);
    else addOpening(log);
  }
}

const pickWitnesses = (random: Random) => WITNESSES.filter(() => random.chance(0.7));

const numberOf = (random: Random) => ({ state: "number" as const, milliPoints: 500 * random.between(0, 40) });

function addSeal(log: RandomLog): void {
  const indicator = log.random.pick(INDICATORS);
  const value = { value: numberOf(log.random), ...NO_DETAIL, confidence: 3 };
  const draft = log.draft("score.sealed", factsOf(indicator), value, { justification: "Đủ căn cứ – “rõ”." });
  log.standing.set(`${indicator} ${draft.actor}`, log.add(draft));
}

function addWithdrawal(log: RandomLog): void {
  const indicator = log.random.pick(INDICATORS);
  const draft = log.draft("score.withdrawn", factsOf(indicator), {}, {});
  log.add(draft);
  log.standing.delete(`${indicator} ${draft.actor}`);
}

function addPhase(log: RandomLog, options: Parameters<RandomLog["add"]>[1] = {}): void {
  log.add(log.draft("round.phase-moved", { round: ROUND }, { from: "setup", to: "submission" }, {}), options);
}

/** A proposal to open whose reason is erased, by an act that follows at once. */
function addErased(log: RandomLog, isNamed = true): void {
  const draft = log.draft("batch.opening-proposed", { round: ROUND, batch: BATCH }, { missing: [] }, { reason: "…" });
  const seq = log.add(draft, { isErased: true });
  const erased = { entries: isNamed ? [seq] : [seq + 7], identities: [], ground: "unlawful" as const };
  log.add(log.draft("erasure.confirmed", {}, { proposal: 0, ...erased }, {}));
}

function addOpening(log: RandomLog, named?: readonly number[]): void {
  const own = [...log.standing].filter(([key]) => key.startsWith("1."));
  const seals = [...(named ?? own.map(([, seq]) => seq))].sort((a, b) => a - b);
  for (const [key] of own) log.standing.delete(key);
  log.add(log.draft("batch.opened", { round: ROUND, batch: BATCH }, { proposal: 0, seals }, {}), { shown: 0.95 });
}

/** What is wrong within the log itself, with every hash and signature made over it. */
const INSIDE: Readonly<Record<string, (log: RandomLog) => void>> = {
  "a key that the old one has not signed": (log) => log.rotateKey(false),
  "time that runs backwards": (log) => addPhase(log, { stepMs: -60_000 }),
  "an erasure that no act names": (log) => addErased(log, false),
  "an opening of what is no seal": (log) => addOpening(log, [0]),
  "an opening that names a seal twice": (log) => {
    addSeal(log);
    addOpening(log, [log.size - 1, log.size - 1]);
  },
  "an opening that leaves a seal out": (log) => {
    addSeal(log);
    addOpening(log, []);
  },
  "an opening of what comes later": (log) => addOpening(log, [log.size + 3]),
  "a checkpoint of another size": (log) => log.addCheckpoint([], log.size + 1),
};

type Edit = (lines: string[], random: Random) => void;

const placeOf = (lines: readonly string[], random: Random, kind: string): number => {
  const places = lines.flatMap((line, place) => (line.startsWith(`{"${kind}"`) ? [place] : []));
  return random.pick(places);
};

const editAt = (lines: string[], place: number, edit: (line: string) => string): void => {
  lines[place] = edit(lines[place]!);
};

/** Replaces one character by another that keeps the line's own JSON whole. */
function flipIn(line: string, random: Random, pattern: RegExp): string {
  const matches = [...line.matchAll(pattern)];
  if (matches.length === 0) return line;
  const at = random.pick(matches).index;
  return `${line.slice(0, at)}${line[at] === "0" ? "1" : "0"}${line.slice(at + 1)}`;
}

/** What is done to the file after it was written. */
const OUTSIDE: Readonly<Record<string, Edit>> = {
  "a changed digit": (lines, random) =>
    editAt(lines, placeOf(lines, random, "entry"), (line) => flipIn(line, random, /[0-9a-f](?=[0-9a-f])/g)),
  "a space in an entry": (lines, random) =>
    editAt(lines, placeOf(lines, random, "entry"), (line) => line.replace('\\"seq\\":', '\\"seq\\": ')),
  "two entries exchanged": (lines, random) => {
    const place = placeOf(lines.slice(0, -2), random, "entry");
    [lines[place], lines[place + 1]] = [lines[place + 1]!, lines[place]!];
  },
  "an entry left out": (lines, random) => void lines.splice(placeOf(lines, random, "entry"), 1),
  "an entry twice": (lines, random) => {
    const place = placeOf(lines, random, "entry");
    lines.splice(place, 0, lines[place]!);
  },
  "a tail cut off": (lines, random) => void lines.splice(placeOf(lines, random, "entry"), lines.length),
  "no last checkpoint": (lines) => void lines.pop(),
  "a changed checkpoint": (lines, random) =>
    editAt(lines, placeOf(lines, random, "checkpoint"), (line) => flipIn(line, random, /[0-9](?=[A-Za-z0-9+/]{3})/g)),
  "a checkpoint at another place": (lines, random) => {
    const [line] = lines.splice(placeOf(lines, random, "checkpoint"), 1);
    lines.splice(random.between(1, lines.length), 0, line!);
  },
  "a salt cut short": (lines, random) =>
    editAt(lines, placeOf(lines, random, "entry"), (line) => line.replace(/"salt":"[0-9a-f]{2}/, '"salt":"')),
  "a line of nothing": (lines, random) => void lines.splice(random.between(1, lines.length), 0, "{}"),
  "a line that is cut": (lines, random) =>
    editAt(lines, placeOf(lines, random, "entry"), (line) => line.slice(0, random.between(1, line.length - 1))),
};

/** One export of up to some forty entries; one in two has a fault somewhere. */
export function makeRandomExport(random: Random): RandomExport {
  const log = new RandomLog(random);
  if (random.chance(0.7)) addRound(log);
  addActs(log, random.between(0, 20));
  const isGood = random.chance(0.5);
  const inside = isGood || random.chance(0.6) ? null : random.pick(Object.keys(INSIDE));
  if (inside !== null) INSIDE[inside]!(log);
  addActs(log, random.between(0, 20));
  log.addCheckpoint(pickWitnesses(random));
  const lines = [log.header(), ...log.lines];
  const outside = isGood || inside !== null ? null : random.pick(Object.keys(OUTSIDE));
  if (outside !== null) OUTSIDE[outside]!(lines, random);
  return { lines, fault: inside ?? outside };
}
