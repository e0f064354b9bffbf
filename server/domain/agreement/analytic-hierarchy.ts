/** Mean consistency index of random comparison matrices of n things, at place n (Saaty). */
const RANDOM_INDEX = [0, 0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49] as const;

/** Judgements above this ratio should be gone over again. */
export const CONSISTENCY_RATIO_MAX = 0.1;

const STEPS_MAX = 10_000;
const PRECISION = 1e-15;

export interface HierarchyWeights {
  /** In the order of the matrix, each > 0, adding to 1. */
  readonly weights: readonly number[];
  /** λ, ≥ n: n for judgements without contradiction. */
  readonly eigenvalue: number;
  /** CI = (λ − n)/(n − 1); null for a single thing. */
  readonly consistencyIndex: number | null;
  /** CR = CI/RI(n); null for fewer than three things, which cannot contradict each other. */
  readonly consistencyRatio: number | null;
}

/**
 * Weights from pairwise comparisons: the principal eigenvector, by repeated multiplication.
 *
 * @param matrix - n × n, 1–10 things; a_ij > 0: how many times more important i is than j, a_ji = 1/a_ij.
 * @throws RangeError when the matrix is not square and reciprocal, or larger than the table of random indices.
 * @see Saaty: The Analytic Hierarchy Process (1980). Formula G.9.
 */
export function computeHierarchyWeights(matrix: readonly (readonly number[])[]): HierarchyWeights {
  checkReciprocal(matrix);
  const n = matrix.length;
  let weights: readonly number[] = matrix.map(() => 1 / n);
  let eigenvalue = n;
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const product = matrix.map((row) => row.reduce((sum, one, j) => sum + one * (weights[j] as number), 0));
    // The weights add to 1, so that the sum of the product is the eigenvalue.
    eigenvalue = product.reduce((sum, one) => sum + one, 0);
    const next = product.map((one) => one / eigenvalue);
    const moved = Math.max(...next.map((one, i) => Math.abs(one - (weights[i] as number))));
    weights = next;
    if (moved < PRECISION) break;
  }
  const consistencyIndex = n < 2 ? null : (eigenvalue - n) / (n - 1);
  const consistencyRatio = n < 3 || consistencyIndex === null ? null : consistencyIndex / (RANDOM_INDEX[n] as number);
  return { weights, eigenvalue, consistencyIndex, consistencyRatio };
}

/**
 * One matrix for a group: the geometric mean of each comparison, which stays reciprocal.
 *
 * @param matrices - one for each person, at least one, all of one size.
 * @throws RangeError when there is none, or one does not fit.
 */
export function combineComparisons(matrices: readonly (readonly (readonly number[])[])[]): number[][] {
  const [first] = matrices;
  if (first === undefined) throw new RangeError("comparisons: nobody compared");
  for (const matrix of matrices) {
    checkReciprocal(matrix);
    if (matrix.length !== first.length) throw new RangeError("comparisons: matrices of different sizes");
  }
  const mean = (i: number, j: number): number => {
    const logs = matrices.reduce((sum, matrix) => sum + Math.log(matrix[i]?.[j] as number), 0);
    return Math.exp(logs / matrices.length);
  };
  return first.map((row, i) => row.map((_, j) => mean(i, j)));
}

function checkReciprocal(matrix: readonly (readonly number[])[]): void {
  const n = matrix.length;
  if (n < 1 || n >= RANDOM_INDEX.length) throw new RangeError(`comparisons: ${n} things, not 1–10`);
  for (const [i, row] of matrix.entries()) {
    if (row.length !== n) throw new RangeError(`comparisons: row ${i} has ${row.length} places, not ${n}`);
    for (const [j, one] of row.entries()) {
      const product = one * (matrix[j]?.[i] ?? Number.NaN);
      // Typed shares such as 0.333 are close enough; a swapped pair is not.
      if (!(one > 0 && Math.abs(product - 1) < 0.01)) throw new RangeError(`comparisons: ${i}, ${j} is not reciprocal`);
    }
  }
}
