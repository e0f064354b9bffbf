import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isSamePolicy, loadPolicy, toPolicyText } from "../../server/services/cosigning/load-policy.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { makeKey } from "./ledger/make-log.ts";
import { makeWitness } from "./ledger/make-witness.ts";

const { verifierKey } = makeWitness(1);
const POLICY = `log ${makeKey().verifierKey}\nwitness w1 ${verifierKey} https://w1.example/\nquorum w1\n`;

function load(text: string) {
  const path = join(makeTestDir(), "policy.txt");
  writeFileSync(path, text);
  return loadPolicy(path);
}

const loaded = (text: string) => {
  const result = load(text);
  if (!result.ok) throw new RangeError(result.issues.join("; "));
  return result.policy;
};

test("a policy is read from its file, and named in the log without the log itself", () => {
  expect(toPolicyText(loaded(POLICY))).toBe(POLICY.slice(POLICY.indexOf("witness")));
});

test("where a witness is asked makes no other policy; who is asked, and for what, does", () => {
  const policy = loaded(POLICY);
  expect(isSamePolicy(policy, loaded(POLICY.replace("w1.example", "elsewhere.example")))).toBe(true);
  expect(isSamePolicy(policy, loaded(POLICY.replace("quorum w1", "quorum none")))).toBe(false);
  expect(isSamePolicy(policy, loaded(POLICY.replace(verifierKey, makeWitness(2).verifierKey)))).toBe(false);
});

test("problems name the setting, the file and the line", () => {
  expect(loadPolicy(join(makeTestDir(), "missing"))).toMatchObject({
    ok: false,
    issues: [expect.stringMatching(/^WITNESS_POLICY cannot be read: ENOENT/)],
  });
  expect(load("quorum w1\n")).toMatchObject({
    ok: false,
    issues: [expect.stringMatching(/^WITNESS_POLICY .*policy\.txt: line 1 asks for w1/)],
  });
  for (const address of ["", "w1.example", "ftp://w1.example/"]) {
    expect(load(POLICY.replace("https://w1.example/", address))).toMatchObject({
      ok: false,
      issues: [expect.stringContaining("the witness w1 has no http address")],
    });
  }
  const comment = `# ${"long".repeat(5_000)}\n`;
  expect(load(comment + POLICY).ok).toBe(true);
  expect(load(POLICY.replace("w1.example/", `w1.example/${"long".repeat(5_000)}`))).toMatchObject({
    ok: false,
    issues: ["the policy is too long for an entry of the log"].map((text) => expect.stringContaining(text)),
  });
});
