import { expect, test } from "vitest";
import { findWitnessedSize } from "#app/live/find-witnessed-size.ts";
import { openHead } from "#app/live/public-log.ts";
import { browserCrypto } from "#app/live/browser-crypto.ts";
import { makeCheckpoint, makeEntries, makeKey, LOG } from "../ledger/make-log.ts";
import { makeWitness } from "../ledger/make-witness.ts";

const [first, second, stranger] = [1, 2, 3].map((seed) => makeWitness(seed));
const { verifierKey } = makeKey();
const NOTE = makeCheckpoint(makeEntries(12));
const POLICY = [
  `witness w1 ${first!.verifierKey}`,
  `witness w2 ${second!.verifierKey}`,
  "group both all w1 w2",
  "quorum both",
  "",
].join("\n");

const find = (note: string, policy: string | null) =>
  findWitnessedSize(browserCrypto, {
    head: openHead(browserCrypto, { origin: LOG, verifierKey }, note),
    policy,
  });
const cosignedBy = (...witnesses: (typeof first)[]): string =>
  NOTE + witnesses.map((one) => one!.cosign(NOTE)).join("");

test("a head that the quorum has cosigned vouches for all its entries", () => {
  expect(find(cosignedBy(first, second), POLICY)).toBe(12);
});

const NOBODY: Readonly<Record<string, [note: string, policy: string | null]>> = {
  "with no cosignature": [NOTE, POLICY],
  "with fewer than the quorum": [cosignedBy(first), POLICY],
  "with a stranger in a witness's place": [cosignedBy(first, stranger), POLICY],
  "with a cosignature of another head": [
    NOTE + first!.cosign(NOTE) + second!.cosign(NOTE.replace("\n12\n", "\n13\n")),
    POLICY,
  ],
  "that the log did not sign": [cosignedBy(first, second).replace("\n12\n", "\n13\n"), POLICY],
  "where nobody is asked": [cosignedBy(first, second), null],
  "where the policy asks for none": [cosignedBy(first, second), `witness w1 ${first!.verifierKey}\nquorum none\n`],
  "where the policy cannot be read": [cosignedBy(first, second), "quorum both"],
};

test.for(Object.entries(NOBODY))("a head %s vouches for nothing", ([, [note, policy]]) => {
  expect(find(note, policy)).toBeNull();
});
