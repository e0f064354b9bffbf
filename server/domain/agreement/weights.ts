/** How much credit two categories get together: identity makes AC1 and plain kappas, the others the weighted ones. */
export type WeightKind = "identity" | "linear" | "ordinal" | "quadratic" | "radical" | "ratio";

/** Symmetric q × q weights w_kl in rows, 0–1, no unit, 1 on the diagonal. */
export interface Weights {
  readonly size: number;
  readonly rows: Float64Array;
  /** T_w, the sum of all of them. */
  readonly total: number;
}

/**
 * Agreement weights by the places k, l = 1 … q of two categories on the scale, whatever their values.
 *
 * identity: 1 if k = l. linear: 1 − |k − l|/(q − 1). ordinal: 1 − C(|k − l| + 1, 2)/C(q, 2). quadratic:
 * 1 − (k − l)²/(q − 1)². radical: 1 − √|k − l|/√(q − 1). ratio: 1 − ((k − l)/(k + l))²/((q − 1)/(q + 1))².
 *
 * The ordinal weights are not Krippendorff's ordinal metric, which looks at how often each category was used.
 *
 * @param size - q, the number of categories of the scale, ≥ 2.
 * @throws RangeError for fewer.
 * @see Gwet: Handbook of Inter-Rater Reliability (2014), chapter 3. Formula G.2.
 */
export function computeWeights(kind: WeightKind, size: number): Weights {
  if (!Number.isSafeInteger(size) || size < 2) throw new RangeError(`weights: a scale of ${size} categories`);
  const rows = new Float64Array(size * size);
  let total = 0;
  for (let k = 1; k <= size; k += 1) {
    for (let l = 1; l <= size; l += 1) {
      const weight = k === l ? 1 : 1 - computeLoss(kind, { k, l, size });
      rows[(k - 1) * size + l - 1] = weight;
      total += weight;
    }
  }
  return { size, rows, total };
}

function computeLoss(kind: WeightKind, { k, l, size }: { k: number; l: number; size: number }): number {
  const apart = Math.abs(k - l);
  switch (kind) {
    case "identity":
      return 1;
    case "linear":
      return apart / (size - 1);
    case "ordinal":
      return (apart * (apart + 1)) / (size * (size - 1));
    case "quadratic":
      return (apart / (size - 1)) ** 2;
    case "radical":
      return Math.sqrt(apart / (size - 1));
    case "ratio":
      return ((apart / (k + l)) * ((size + 1) / (size - 1))) ** 2;
  }
}
