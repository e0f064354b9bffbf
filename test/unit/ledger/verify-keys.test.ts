import { describe, expect, test } from "vitest";
import { formatCosignature } from "#domain/ledger/cosignature.ts";
import { parseWitnessPolicy } from "#domain/ledger/parse-witness-policy.ts";
import { ALGORITHM_COSIGNATURE, formatVerifierKey, keyId, parseNote, signNote } from "#domain/ledger/signed-note.ts";
import type { WitnessPolicy } from "#domain/ledger/witness-policy.ts";
import { keyRotated, logCreated, MadeExport, makeNamedKey } from "./make-acts.ts";
import { LOG, makeKey, sha256 } from "./make-log.ts";

const [first, second, third, recovery] = [1, 2, 3, 9].map((seed) => makeNamedKey(seed)) as [Key, Key, Key, Key];
type Key = ReturnType<typeof makeNamedKey>;
const SUCCESSOR = "assay.example/log2";

/** Two keys, a checkpoint of each, and one that both signed over the rotation. */
function makeRotated(edit: (line: string) => string = (line) => line): MadeExport {
  const made = new MadeExport();
  made.add(logCreated());
  made.sign([first]);
  made.add(keyRotated(made, { old: first, next: second }));
  made.sign([first, second]);
  made.add({ type: "evidence-set.frozen", value: { hash: "0".repeat(64) } });
  made.sign([second]);
  made.lines.splice(
    0,
    made.lines.length,
    ...made.lines.map((line) => JSON.parse(edit(JSON.stringify(line))) as typeof line),
  );
  return made;
}

describe("keys over time", () => {
  test.each([
    ["the first", first],
    ["the newest", second],
  ])("who trusts %s key follows the rotation", async (_what, key) => {
    const result = await makeRotated().verify({ verifierKey: key.verifierKey });
    expect([result.failed, result.key]).toEqual([{}, second.verifierKey]);
    // Three notes, and the two signatures of the rotation.
    expect(result.checks.find(({ name }) => name === "signatures")?.passed).toBe(5);
    expect(result.checks.find(({ name }) => name === "roots")?.passed).toBe(3);
  });

  test("a key that the log never had is not followed", async () => {
    const result = await makeRotated().verify({ verifierKey: third.verifierKey });
    expect(result.failed).toEqual({ signatures: null });
  });

  test("a rotation without the old key's signature names its entry", async () => {
    const made = new MadeExport();
    made.add(logCreated());
    made.sign([first]);
    made.add(keyRotated(made, { old: third, next: second }));
    made.sign([second]);
    expect((await made.verify()).failed).toEqual({ signatures: 1 });
  });

  test("the key before signs nothing any more, and the key after nothing yet", async () => {
    const made = new MadeExport();
    made.add(logCreated());
    made.sign([second]);
    expect((await made.verify()).failed).toMatchObject({ signatures: null, roots: null });
    const late = new MadeExport();
    late.add(logCreated());
    late.add(keyRotated(late, { old: first, next: second }));
    late.sign([first]);
    expect((await late.verify()).failed).toMatchObject({ signatures: null });
  });

  test("a recovery key counts where the old key signed a checkpoint over the entry that names it", async () => {
    const make = (isVouched: boolean): MadeExport => {
      const made = new MadeExport();
      made.add(logCreated({}, { recovery }));
      if (isVouched) made.sign([first]);
      made.add(keyRotated(made, { old: first, next: second, recovery }));
      made.sign([second]);
      return made;
    };
    const trust = { verifierKey: first.verifierKey };
    expect((await make(true).verify(trust)).verdict).toBe("passed");
    expect((await make(false).verify(trust)).failed).toEqual({ signatures: null });
    const wrong = new MadeExport();
    wrong.add(logCreated({}, { recovery: third }));
    wrong.sign([first]);
    wrong.add(keyRotated(wrong, { old: first, next: second, recovery }));
    wrong.sign([second]);
    expect((await wrong.verify(trust)).failed).toEqual({ signatures: 1 });
  });
});

describe("a log that goes on after a recovery", () => {
  const next = makeNamedKey(1, SUCCESSOR);
  const makeSuccessor = (over: object = {}): MadeExport => {
    const made = new MadeExport();
    made.add(logCreated());
    made.add({ type: "evidence-set.frozen", value: { hash: "1".repeat(64) } });
    made.sign([first]);
    const previous = { origin: LOG, size: 2, root: made.root(), entries: 2, lost: [], ...over };
    made.add({ ...logCreated({ previous }, { key: next }), log: SUCCESSOR });
    made.add({ type: "evidence-set.frozen", value: { hash: "2".repeat(64) } });
    made.sign([next]);
    return made;
  };

  test("is one log under two names, and the old root is compared", async () => {
    const result = await makeSuccessor().verify({ verifierKey: next.verifierKey });
    expect([result.verdict, result.log]).toEqual(["passed", SUCCESSOR]);
    expect(result.checks.find(({ name }) => name === "roots")?.passed).toBe(3);
  });

  test("lost entries leave the old root open", async () => {
    const made = makeSuccessor({ size: 5, lost: [{ from: 2, to: 5 }] });
    const { failed, checks } = await made.verify({ verifierKey: next.verifierKey });
    expect([failed, checks.find(({ name }) => name === "roots")?.notDisclosed]).toEqual([{}, 1]);
  });

  test.each([
    ["another number of entries", { entries: 1 }, { sequence: 2 }],
    ["another log before it", { origin: "other.example/log" }, { sequence: 2 }],
    ["another root", { root: "ab".repeat(32) }, { roots: null }],
  ])("%s fails", async (_what, over, failed) => {
    expect((await makeSuccessor(over).verify({ verifierKey: next.verifierKey })).failed).toEqual(failed);
  });

  test("another name without a recovery names the entry", async () => {
    const made = new MadeExport();
    made.add(logCreated());
    made.add({ type: "evidence-set.frozen", value: { hash: "2".repeat(64) }, log: SUCCESSOR });
    made.sign([next]);
    expect((await made.verify({ verifierKey: next.verifierKey })).failed).toMatchObject({ sequence: 1 });
  });

  test("the key of the old log does not vouch for the new one", async () => {
    expect((await makeSuccessor().verify({ verifierKey: first.verifierKey })).failed).toEqual({ signatures: null });
  });
});

describe("witnesses", () => {
  const witness = (seed: number) => {
    const { publicKey, sign } = makeKey(seed);
    const name = `w${seed}.example`;
    const id = keyId(sha256, name, ALGORITHM_COSIGNATURE, publicKey);
    const verifierKey = formatVerifierKey(sha256, { name, publicKey, algorithm: ALGORITHM_COSIGNATURE });
    const cosign = (note: string): string =>
      formatCosignature({ text: parseNote(note).text, timeSeconds: 1_767_225_600, name, keyId: id, sign });
    return { name, verifierKey, cosign };
  };
  const [a, b] = [witness(21), witness(22)] as const;
  const policyText = `witness a ${a.verifierKey}\nwitness b ${b.verifierKey}\ngroup both all a b\nquorum both\n`;
  const parsed = parseWitnessPolicy(sha256, policyText);
  const policy = (parsed.ok ? parsed.policy : null) as WitnessPolicy;
  const trust = { policy: { ...policy, logs: [{ verifierKey: first.verifierKey, url: null }] } };

  const make = (by: readonly { cosign(note: string): string }[], witnessPolicy: string | null = null): MadeExport => {
    const made = new MadeExport();
    made.add(logCreated({ witnessPolicy }));
    const note = made.sign([first]);
    made.lines[1] = { checkpoint: note + by.map((one) => one.cosign(note)).join("") };
    return made;
  };

  test("the last checkpoint has the quorum of the reader's policy, or not", async () => {
    const good = await make([a, b]).verify(trust);
    expect([good.verdict, good.witnessed?.size, good.witnessed?.by.length]).toEqual(["passed", 1, 2]);
    const short = await make([a]).verify(trust);
    expect([short.verdict, short.witnessed]).toEqual(["not-disclosed", null]);
  });

  test("entries after the last cosigned checkpoint are said", async () => {
    const made = make([a, b]);
    made.add({ type: "evidence-set.frozen", value: { hash: "2".repeat(64) } });
    made.sign([first]);
    const result = await made.verify(trust);
    expect([result.verdict, result.witnessed?.size]).toEqual(["not-disclosed", 1]);
    expect(result.checks.find(({ name }) => name === "witnesses")?.reasons[0]?.reason).toContain("entries from 1 on");
  });

  test("a cosignature over another text fails", async () => {
    const other = signNote({ text: "other\n", name: LOG, keyId: first.keyId, sign: first.sign });
    const made = make([a, { cosign: () => b.cosign(other) }]);
    expect((await made.verify(trust)).failed).toEqual({ witnesses: null });
  });

  test("without a policy of the reader's the log's own counts and is shown", async () => {
    const result = await make([a, b], policyText).verify();
    expect([result.verdict, result.witnessed?.size]).toEqual(["passed", 1]);
    expect(result.witnessPolicy).toContain("quorum both");
    expect((await make([], policyText).verify()).verdict).toBe("not-disclosed");
    expect((await make([]).verify()).witnessPolicy).toBeNull();
  });
});
