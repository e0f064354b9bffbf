import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkWitnesses } from "#domain/ledger/check-witnesses.ts";
import { parseWitnessPolicy } from "#domain/ledger/parse-witness-policy.ts";
import { countQuorum, formatWitnessPolicy, NO_POLICY, type WitnessPolicy } from "#domain/ledger/witness-policy.ts";
import { crypto, makeCheckpoint, makeEntries, makeKey, sha256 } from "./make-log.ts";
import { makeWitness, WITNESS_TIME } from "./make-witness.ts";

const WITNESSES = [1, 2, 3, 4].map((seed) => makeWitness(seed));
const [ONE, TWO, THREE, FOUR] = WITNESSES as [Witness, Witness, Witness, Witness];
type Witness = ReturnType<typeof makeWitness>;
const LOG_LINE = `log ${makeKey().verifierKey} https://log.example/`;
const lines = WITNESSES.map(({ verifierKey }, position) => `witness w${position + 1} ${verifierKey}`);
const TWO_OF_THREE = [...lines.slice(0, 3), "group all-three 2 w1 w2 w3", "quorum all-three", ""].join("\n");

function parse(text: string): WitnessPolicy {
  const parsed = parseWitnessPolicy(sha256, text);
  if (!parsed.ok) throw new RangeError(parsed.issues.join("; "));
  return parsed.policy;
}

const issuesOf = (...policyLines: string[]): readonly string[] => {
  const parsed = parseWitnessPolicy(sha256, policyLines.join("\n"));
  return parsed.ok ? [] : parsed.issues;
};

describe("witness policy", () => {
  test("is read with comments, tabs and spaces around, and written back", () => {
    const spread = ` \twitness  w1\t${ONE.verifierKey} https://w1.example/ `;
    const text = `# who looks after us\n${LOG_LINE}\n\n${spread}\nquorum w1\n`;
    const policy = parse(text);
    expect(policy.logs).toEqual([{ verifierKey: makeKey().verifierKey, url: "https://log.example/" }]);
    expect(policy.witnesses.map(({ name, url, key }) => [name, url, key.name])).toEqual([
      ["w1", "https://w1.example/", ONE.name],
    ]);
    expect(parse(formatWitnessPolicy(policy))).toEqual(policy);
    expect(parse("quorum none\n")).toEqual(NO_POLICY);
    expect(formatWitnessPolicy(NO_POLICY)).toBe("quorum none\n");
  });

  test.each<[string, string[], string]>([
    ["no quorum", lines, "there is no quorum line"],
    ["two quorums", ["quorum none", "quorum none"], "line 2 is a second quorum line"],
    ["a name twice", [lines[0]!, `witness w1 ${TWO.verifierKey}`, "quorum w1"], "line 2 defines w1 again"],
    ["a key twice", [lines[0]!, `witness w2 ${ONE.verifierKey}`, "quorum w1"], "line 2 has the key of another witness"],
    ["the same key under another name", sameKeyLines(), "line 2 has the key of another witness again"],
    ["a log twice", [LOG_LINE, LOG_LINE, "quorum none"], "line 2 has the key of another log again"],
    ["a log's key for a witness", [`witness w1 ${makeKey().verifierKey}`, "quorum w1"], "of a witness (type 0x04)"],
    ["a witness's key for a log", [`log ${ONE.verifierKey}`, "quorum none"], "of a log (type 0x01)"],
    ["an unknown member", [lines[0]!, "group g all w1 w2", "quorum g"], "member w2, which no line above"],
    ["a group in itself", [lines[0]!, "group g all w1 g", "quorum g"], "member g, which no line above"],
    ["groups in a circle", ["group a any b", "group b any a", "quorum a"], "member b, which no line above"],
    [
      "a member of two groups",
      [lines[0]!, "group a all w1", "group b all w1", "quorum a"],
      "w1, which is a member already",
    ],
    ["a member twice", [lines[0]!, "group a 2 w1 w1", "quorum a"], "w1, which is a member already"],
    ["none as a member", ["group a any none", "quorum a"], "member none"],
    ["none as a name", [`witness none ${ONE.verifierKey}`, "quorum none"], "defines the name none"],
    ["an unknown quorum", ["quorum w1"], "asks for w1, which no line above it defines"],
    ["a quorum below its use", ["quorum w1", lines[0]!], "line 1 asks for w1"],
    ["a threshold of 0", [lines[0]!, "group g 0 w1", "quorum g"], 'asks for "0" of 1 members'],
    ["a threshold above the members", [lines[0]!, "group g 2 w1", "quorum g"], 'asks for "2" of 1 members'],
    ["a threshold in words", [lines[0]!, "group g most w1", "quorum g"], 'asks for "most"'],
    ["no members", ["group g any", "quorum g"], "is not: group"],
    ["an unknown line", ["witnesses w1", "quorum none"], 'begins with "witnesses"'],
    ["a carriage return", ["quorum none\r"], "line 1 has a control character"],
    ["no key", ["witness w1", "quorum w1"], "is not: witness"],
    ["a broken key", ["witness w1 a+b+c", "quorum w1"], "line 1 has no usable key"],
  ])("refuses %s", (_name, policyLines, issue) => {
    expect(issuesOf(...policyLines).join("\n")).toContain(issue);
  });

  test("tells every problem at once", () => {
    expect(issuesOf("a", "b", "quorum none")).toHaveLength(2);
  });

  test("counts groups of groups", () => {
    const policy = parse(
      [...lines, "group x 2 w1 w2 w3", "group y any w4", "group both all x y", "quorum both", ""].join("\n"),
    );
    const count = (...names: string[]) => countQuorum(policy, new Set(names));
    expect(count()).toEqual({ cosigned: 0, needed: 3, total: 4, isQuorum: false });
    expect(count("w1", "w2", "w3")).toEqual({ cosigned: 3, needed: 3, total: 4, isQuorum: false });
    expect(count("w1", "w3", "w4")).toEqual({ cosigned: 3, needed: 3, total: 4, isQuorum: true });
    expect(count("w4", "stranger")).toMatchObject({ cosigned: 1, isQuorum: false });
  });

  test("a group's quorum is its threshold, and more witnesses never undo it", () => {
    const names = ["w1", "w2", "w3", "w4"];
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.subarray(names),
        fc.constantFrom(...names),
        (needed, given, more) => {
          const policy = parse([...lines, `group g ${needed} w1 w2 w3 w4`, "quorum g"].join("\n"));
          const before = countQuorum(policy, new Set(given));
          const after = countQuorum(policy, new Set([...given, more]));
          expect(before).toEqual({ cosigned: given.length, needed, total: 4, isQuorum: given.length >= needed });
          if (before.isQuorum) expect(after.isQuorum).toBe(true);
        },
      ),
    );
  });
});

describe("witnesses of a checkpoint", () => {
  const policy = parse(TWO_OF_THREE);
  const note = makeCheckpoint(makeEntries(3));
  const other = makeCheckpoint(makeEntries(4));
  const check = (...cosignatures: string[]) => checkWitnesses(crypto, { note: note + cosignatures.join(""), policy });
  const forged = TWO.cosign(other);

  test("two of three are a quorum, in any order, and strangers are ignored", () => {
    expect(check()).toMatchObject({ by: [], bad: [], cosigned: 0, needed: 2, total: 3, isQuorum: false });
    expect(check(ONE.cosign(note))).toMatchObject({ cosigned: 1, isQuorum: false });
    expect(check(FOUR.cosign(note), ONE.cosign(note))).toMatchObject({ cosigned: 1, isQuorum: false });
    expect(check(THREE.cosign(note, 7), FOUR.cosign(other), ONE.cosign(note))).toMatchObject({
      by: [
        { name: "w1", timeSeconds: WITNESS_TIME },
        { name: "w3", timeSeconds: 7 },
      ],
      isQuorum: true,
    });
  });

  test("the same witness twice counts once", () => {
    expect(check(ONE.cosign(note), ONE.cosign(note, 9))).toMatchObject({ cosigned: 1, isQuorum: false });
  });

  test("a cosignature of another tree does not hold, and a note that carries one is no quorum", () => {
    expect(check(ONE.cosign(note), forged)).toMatchObject({ cosigned: 1, bad: ["w2"], isQuorum: false });
    expect(check(ONE.cosign(note), THREE.cosign(note), forged)).toMatchObject({ bad: ["w2"], isQuorum: false });
    expect(check(TWO.cosign(note), forged)).toMatchObject({ by: [], bad: ["w2"] });
  });

  test("a line under a witness's name with another key is a stranger's", () => {
    const impostor = makeWitness(9, ONE.name);
    expect(check(impostor.cosign(note), TWO.cosign(note))).toMatchObject({ cosigned: 1, bad: [], isQuorum: false });
  });

  test("a note that cannot be read is no quorum, whatever is asked", () => {
    expect(checkWitnesses(crypto, { note: "nothing", policy: NO_POLICY }).isQuorum).toBe(false);
    expect(checkWitnesses(crypto, { note, policy: NO_POLICY }).isQuorum).toBe(true);
  });
});

function sameKeyLines(): string[] {
  const renamed = makeWitness(1, "witness.example/renamed");
  return [lines[0]!, `witness w2 ${renamed.verifierKey}`, "quorum w1"];
}
