import { z } from "zod";

/** A text in both languages of the interface. */
export const localTextSchema = z.strictObject({ vi: z.string().min(1), en: z.string().min(1) });
export type LocalText = z.infer<typeof localTextSchema>;

/** A share of the maximum as an exact fraction, 0–1, so that no float enters hashed data. */
const shareSchema = z
  .strictObject({ numerator: z.int().min(0), denominator: z.int().min(1) })
  .refine((share) => share.numerator <= share.denominator, "a share is at most 1");

const levelBase = { level: z.int().min(0), name: localTextSchema, descriptor: localTextSchema };

const gradeSchema = z.strictObject({
  kind: z.literal("grade"),
  levels: z.array(z.strictObject({ ...levelBase, share: shareSchema })).min(2),
});

const rangeSchema = z.strictObject({
  kind: z.literal("range"),
  levels: z
    .array(z.strictObject({ ...levelBase, fromMilliPoints: z.int().min(0), toMilliPoints: z.int().min(0) }))
    .min(2),
});

const checklistSchema = z.strictObject({
  kind: z.literal("checklist"),
  parts: z
    .array(
      z.strictObject({
        code: z.string().min(1),
        name: localTextSchema,
        descriptor: localTextSchema,
        share: shareSchema,
      }),
    )
    .min(1),
});

const ratioSchema = z.strictObject({
  kind: z.literal("ratio"),
  numerator: localTextSchema,
  denominator: localTextSchema,
});

/**
 * How points are given: `grade` (a level is a share of the maximum), `checklist` (parts that add), `ratio` (a/b of the
 * maximum, capped), `range` (points inside a level's range). Levels are numbered 0..k from the lowest, in that order.
 */
export const rubricSchema = z.discriminatedUnion("kind", [gradeSchema, checklistSchema, ratioSchema, rangeSchema]);

export type Rubric = z.infer<typeof rubricSchema>;
export type Share = z.infer<typeof shareSchema>;

/** Milli-points of a share of the maximum; null when they are no integer, which a framework may not have. */
export function findShareMilliPoints(share: Share, maxMilliPoints: number): number | null {
  const product = BigInt(share.numerator) * BigInt(maxMilliPoints);
  const denominator = BigInt(share.denominator);
  return product % denominator === 0n ? Number(product / denominator) : null;
}

/**
 * Points of a ratio: round-half-up(a × maximum / b), capped at the maximum.
 *
 * @throws RangeError when a < 0, b < 1 or either is no integer.
 */
export function computeRatioMilliPoints(ratio: { a: number; b: number }, maxMilliPoints: number): number {
  const { a, b } = ratio;
  if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b) || a < 0 || b < 1) {
    throw new RangeError(`ratio points: ${a}/${b} is not a ratio of counts`);
  }
  const rounded = (2n * BigInt(a) * BigInt(maxMilliPoints) + BigInt(b)) / (2n * BigInt(b));
  return rounded > BigInt(maxMilliPoints) ? maxMilliPoints : Number(rounded);
}

/**
 * The range of milli-points that a level of a grade or range allows, ends included; null for an unknown level.
 *
 * A grade's level allows one number only.
 */
export function findLevelRange(
  rubric: Rubric,
  level: number,
  maxMilliPoints: number,
): { fromMilliPoints: number; toMilliPoints: number } | null {
  if (rubric.kind === "range") {
    const found = rubric.levels.find((candidate) => candidate.level === level);
    return found ? { fromMilliPoints: found.fromMilliPoints, toMilliPoints: found.toMilliPoints } : null;
  }
  if (rubric.kind !== "grade") return null;
  const found = rubric.levels.find((candidate) => candidate.level === level);
  const milliPoints = found ? findShareMilliPoints(found.share, maxMilliPoints) : null;
  return milliPoints === null ? null : { fromMilliPoints: milliPoints, toMilliPoints: milliPoints };
}

/** The level that some milli-points fall in; null when none does or the rubric has no levels. */
export function findLevel(rubric: Rubric, milliPoints: number, maxMilliPoints: number): number | null {
  if (rubric.kind !== "grade" && rubric.kind !== "range") return null;
  for (const { level } of rubric.levels) {
    const range = findLevelRange(rubric, level, maxMilliPoints);
    if (range && milliPoints >= range.fromMilliPoints && milliPoints <= range.toMilliPoints) return level;
  }
  return null;
}

/**
 * What is wrong with a rubric for a given maximum: shares that are no integer of milli-points, levels out of order or
 * overlapping, ends that are not 0 and the maximum, parts that do not add up.
 *
 * @returns sentences with the place in the rubric; empty when all is well.
 */
export function checkRubric(rubric: Rubric, maxMilliPoints: number): { path: string; message: string }[] {
  if (rubric.kind === "ratio") return [];
  if (rubric.kind === "checklist") return checkParts(rubric.parts, maxMilliPoints);
  const problems: { path: string; message: string }[] = [];
  const say = (path: string, message: string) => problems.push({ path, message });
  let previousTo = -1;
  for (const [position, { level }] of rubric.levels.entries()) {
    const path = `levels.${position}`;
    if (level !== position) say(`${path}.level`, `levels are numbered 0, 1, 2 … from the lowest: expected ${position}`);
    const range = findLevelRange(rubric, level, maxMilliPoints);
    if (!range) {
      say(`${path}.share`, `share of ${maxMilliPoints} milli-points is not an integer`);
      continue;
    }
    if (range.toMilliPoints < range.fromMilliPoints) say(path, "the range ends before it begins");
    if (range.fromMilliPoints <= previousTo) say(path, "a level begins above the end of the one below it");
    previousTo = range.toMilliPoints;
  }
  const lowest = findLevelRange(rubric, 0, maxMilliPoints);
  if (lowest && lowest.fromMilliPoints !== 0) say("levels.0", "the lowest level begins at 0");
  if (previousTo !== maxMilliPoints) say("levels", `the highest level ends at the maximum, ${maxMilliPoints}`);
  return problems;
}

function checkParts(parts: Extract<Rubric, { kind: "checklist" }>["parts"], maxMilliPoints: number) {
  const problems: { path: string; message: string }[] = [];
  const codes = new Set<string>();
  let sum = 0;
  for (const [position, part] of parts.entries()) {
    const milliPoints = findShareMilliPoints(part.share, maxMilliPoints);
    if (codes.has(part.code)) problems.push({ path: `parts.${position}.code`, message: `code ${part.code} repeats` });
    codes.add(part.code);
    if (milliPoints === null) {
      problems.push({
        path: `parts.${position}.share`,
        message: `share of ${maxMilliPoints} milli-points is not an integer`,
      });
    } else sum += milliPoints;
  }
  if (problems.length === 0 && sum !== maxMilliPoints) {
    problems.push({ path: "parts", message: `parts add up to ${sum} milli-points, not to ${maxMilliPoints}` });
  }
  return problems;
}
