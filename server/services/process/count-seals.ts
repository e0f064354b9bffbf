import { listMissingSeals } from "../../domain/process/missing-seals.ts";

type Ballots = Parameters<typeof listMissingSeals>[0];

/** Ballots that are in, of those due. */
export interface SealCount {
  readonly given: number;
  readonly due: number;
}

/** Counts the ballots of some items; the recused are left out of both numbers. */
export function countSeals(ballots: Ballots): SealCount {
  const due = listMissingSeals({ ...ballots, sealed: [] }).length;
  return { given: due - listMissingSeals(ballots).length, due };
}
