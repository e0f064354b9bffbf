// What other systems get as `assay/ledger`: entries, tree, notes, receipts, proofs, cosignatures, and the verifier of a
// whole log. Pure; hash and signature functions are arguments.
export * from "./ledger/bytes.ts";
export * from "./ledger/canonical-json.ts";
export * from "./ledger/check-evidence.ts";
export * from "./ledger/check-index.ts";
export * from "./ledger/check-seals.ts";
export * from "./ledger/check-witnesses.ts";
export * from "./ledger/checkpoint.ts";
export * from "./ledger/commitment.ts";
export * from "./ledger/cosignature.ts";
export * from "./ledger/dossier.ts";
export * from "./ledger/entry-bundle.ts";
export * from "./ledger/entry.ts";
export * from "./ledger/key-chain.ts";
export * from "./ledger/log-export.ts";
export * from "./ledger/merkle-tree.ts";
export * from "./ledger/parse-witness-policy.ts";
export * from "./ledger/receipt.ts";
export * from "./ledger/signed-note.ts";
export * from "./ledger/tile-path.ts";
export * from "./ledger/tlog-proof.ts";
export * from "./ledger/verify-dossier.ts";
export * from "./ledger/verify-log.ts";
export * from "./ledger/witness-policy.ts";
export * from "./scoring/check-projection.ts";
