// What other systems get as `assay/index-calculator`: frameworks in, the index of every entity out. Pure; the hash
// function is an argument.
export * from "./framework/entities.ts";
export * from "./framework/framework-hash.ts";
export * from "./framework/framework.ts";
export * from "./framework/parse-framework.ts";
export * from "./framework/parse-mergers.ts";
export * from "./index-calculator/competition-ranks.ts";
export * from "./index-calculator/compute-index.ts";
export * from "./index-calculator/edition-change.ts";
export * from "./index-calculator/index-input.ts";
export * from "./index-calculator/result-hash.ts";
export * from "./scoring/milli-points.ts";
export type { Sha256 } from "./ledger/merkle-tree.ts";
