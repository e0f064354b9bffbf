import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromBase64, fromHex, toHex, utf8 } from "#domain/ledger/bytes.ts";
import { CompactRange } from "#domain/ledger/compact-range.ts";
import * as tree from "#domain/ledger/merkle-tree.ts";
import { readVectors } from "../../helpers/vectors.ts";
import { sha256 } from "./make-log.ts";

interface InclusionProbe {
  leafIdx: number;
  treeSize: number;
  root: string;
  leafHash: string;
  proof: string[] | null;
  desc: string;
  wantErr: boolean;
}
interface ConsistencyProbe {
  size1: number;
  size2: number;
  root1: string;
  root2: string;
  proof: string[] | null;
  desc: string;
  wantErr: boolean;
}
interface Reference {
  leaf_inputs_hex: string[];
  root_by_size_hex: string[];
  hash_cases: { hex: string }[];
  inclusion: { size: number; index: number; leaf_hash: string; proof: string[]; root: string }[];
  consistency: { size1: number; size2: number; root1: string; root2: string; proof: string[] }[];
}

const inclusionProbes = readVectors<{ cases: InclusionProbe[] }>("merkle_inclusion_probes.json");
const consistencyProbes = readVectors<{ cases: ConsistencyProbe[] }>("merkle_consistency_probes.json");
const reference = readVectors<Reference>("merkle_rfc6962_reference.json");
const hashes = (proof: string[] | null) => (proof ?? []).map(fromBase64);

describe("hashes", () => {
  // Worked with `printf '\x00L123456' | sha256sum` and the like.
  test("prefixes keep leaves and nodes apart", () => {
    const leaf = tree.hashLeaf(sha256, utf8("L123456"));
    expect(toHex(leaf)).toBe("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
    const node = tree.hashNode(sha256, utf8("N123"), utf8("N456"));
    expect(toHex(node)).toBe("aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb");
    expect(toHex(tree.emptyRoot(sha256))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });

  test("three leaves: the left two make one node, worked by hand", () => {
    const [a, b, c] = ["a", "b", "c"].map((text) => tree.hashLeaf(sha256, utf8(text))) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    const ab = sha256(Uint8Array.of(1, ...a, ...b));
    const root = sha256(Uint8Array.of(1, ...ab, ...c));
    expect(tree.computeRoot(sha256, [a, b, c])).toEqual(root);
    const claim = { leafHash: b, leafIndex: 1, treeSize: 3, proof: [a, c], root };
    expect(tree.verifyInclusion(sha256, claim)).toBe(true);
    expect(tree.verifyInclusion(sha256, { ...claim, proof: [c, a] })).toBe(false);
    const growth = { oldSize: 2, newSize: 3, oldRoot: ab, newRoot: root, proof: [c] };
    expect(tree.verifyConsistency(sha256, growth)).toBe(true);
    expect(tree.verifyConsistency(sha256, { ...growth, oldRoot: a })).toBe(false);
  });

  test("a compact range has the same root at every size", () => {
    const range = new CompactRange(sha256);
    const leaves: Uint8Array[] = [];
    for (let size = 0; size <= 130; size += 1) {
      expect(range.size).toBe(size);
      expect(range.computeRoot()).toEqual(tree.computeRoot(sha256, leaves));
      const leaf = tree.hashLeaf(sha256, utf8(`leaf ${size}`));
      leaves.push(leaf);
      range.append(leaf);
    }
  });
});

describe("garbage", () => {
  const hash = fc.uint8Array({ maxLength: 33 });
  const size = fc.oneof(fc.nat(9), fc.double(), fc.constantFrom(-1, 2 ** 53, Number.NaN, Infinity));
  test("is refused without an exception", () => {
    fc.assert(
      fc.property(hash, size, size, fc.array(hash, { maxLength: 5 }), (root, first, second, proof) => {
        const claim = { leafHash: root, leafIndex: first, treeSize: second, proof, root: Uint8Array.of(1) };
        expect(tree.verifyInclusion(sha256, claim)).toBe(false);
        const growth = { oldSize: first, newSize: second, oldRoot: root, newRoot: Uint8Array.of(1, 2), proof };
        expect(tree.verifyConsistency(sha256, growth)).toBe(root.length === 2 && root[0] === 1 && root[1] === 2);
      }),
    );
  });
});

if (inclusionProbes !== null) {
  describe("inclusion probes", () => {
    const { cases } = inclusionProbes;
    test("98 are there, 92 of them bad", () => {
      expect([cases.length, cases.filter((probe) => probe.wantErr).length]).toEqual([98, 92]);
    });
    test.each(cases.map((probe, i) => [i, probe.desc, probe] as const))("%i %s", (_i, _desc, probe) => {
      const isValid = tree.verifyInclusion(sha256, {
        leafHash: fromBase64(probe.leafHash),
        leafIndex: probe.leafIdx,
        treeSize: probe.treeSize,
        proof: hashes(probe.proof),
        root: fromBase64(probe.root),
      });
      expect(isValid).toBe(!probe.wantErr);
    });
  });
}

if (consistencyProbes !== null) {
  describe("consistency probes", () => {
    const { cases } = consistencyProbes;
    test("98 are there, 92 of them bad", () => {
      expect([cases.length, cases.filter((probe) => probe.wantErr).length]).toEqual([98, 92]);
    });
    test.each(cases.map((probe, i) => [i, probe.desc, probe] as const))("%i %s", (_i, _desc, probe) => {
      const isValid = tree.verifyConsistency(sha256, {
        oldSize: probe.size1,
        newSize: probe.size2,
        oldRoot: fromBase64(probe.root1),
        newRoot: fromBase64(probe.root2),
        proof: hashes(probe.proof),
      });
      expect(isValid).toBe(!probe.wantErr);
    });
  });
}

if (reference !== null) {
  describe("RFC 6962 reference tree", () => {
    const leaves = reference.leaf_inputs_hex.map((hex) => tree.hashLeaf(sha256, fromHex(hex)));
    test("root of every size 0 to 8", () => {
      const roots = leaves.map((_leaf, i) => toHex(tree.computeRoot(sha256, leaves.slice(0, i))));
      expect([...roots, toHex(tree.computeRoot(sha256, leaves))]).toEqual(reference.root_by_size_hex);
    });
    test("36 inclusion and 36 consistency proofs hold", () => {
      const inclusion = reference.inclusion.map(({ size, index, leaf_hash, proof, root }) =>
        tree.verifyInclusion(sha256, {
          leafHash: fromBase64(leaf_hash),
          leafIndex: index,
          treeSize: size,
          proof: hashes(proof),
          root: fromBase64(root),
        }),
      );
      const consistency = reference.consistency.map(({ size1, size2, root1, root2, proof }) =>
        tree.verifyConsistency(sha256, {
          oldSize: size1,
          newSize: size2,
          oldRoot: fromBase64(root1),
          newRoot: fromBase64(root2),
          proof: hashes(proof),
        }),
      );
      expect([inclusion, consistency]).toEqual([Array(36).fill(true), Array(36).fill(true)]);
    });
  });
}
