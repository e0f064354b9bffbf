import { z } from "zod";
import { localTextSchema, rubricSchema } from "../scoring/rubric.ts";

// Invariants of this format: no float anywhere (points are integer milli-points, shares are basis points or exact
// fractions), every code unique in the framework, and method is data: whatever affects a number stands here.

const codeSchema = z.string().regex(/^[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*$/, "a code is letters and digits parted by dots");
const milliPointsSchema = z.int().min(0).max(1_000_000_000);
const dateSchema = z.iso.date();

/** The legal document behind a framework; null is "not known to us", never "none". */
const decisionSchema = z.strictObject({
  number: z.string().min(1),
  issuer: z.string().min(1),
  issuedOn: dateSchema.nullable(),
  effectiveOn: dateSchema.nullable(),
  signedBy: z.string().min(1).nullable(),
  textUrl: z.url().nullable(),
  editions: z.array(z.int()),
});

const mainIndexSchema = z.strictObject({
  code: codeSchema,
  name: localTextSchema,
  group: codeSchema.nullable(),
  /** Null: the points are not known; then its values are shown and carry no weight. */
  maxMilliPoints: milliPointsSchema.nullable(),
  /** False: present in the decision, but not part of the score. */
  scored: z.boolean(),
  /** How many components the decision has, which may be more than we know; null when not known. */
  officialComponentCount: z.int().min(0).nullable(),
  status: z.string(),
});

const pillarSchema = z.strictObject({
  code: codeSchema,
  name: localTextSchema,
  /** Codes of its main indices. Pillars may share them; then they are views and are never summed. */
  mainIndices: z.array(codeSchema),
  maxMilliPoints: milliPointsSchema.nullable(),
  status: z.string(),
});

const componentSchema = z.strictObject({
  code: codeSchema,
  mainIndex: codeSchema,
  name: localTextSchema,
  /** For narrow columns. */
  shortName: localTextSchema,
  maxMilliPoints: milliPointsSchema.min(1),
  source: z.enum(["expert", "self-report", "survey", "measured"]),
  /** Null: points are imported as they are (survey, measured). */
  rubric: rubricSchema.nullable(),
  /** What may be typed: typed points are a multiple of it. */
  stepMilliPoints: z.int().min(1),
  /** How a panel's scores become the final one; null for sources other than expert. */
  aggregation: z.enum(["median", "mean", "trimmed-mean", "majority-level", "nearest-to-third", "chair"]).nullable(),
  /** Largest spread that counts as agreement, as a share of the maximum in 1/10000. */
  toleranceShareBasisPoints: z.int().min(0).max(10_000),
  /** `rescale`: the other components carry its points; `zero`: it stays in the maximum and gives 0. */
  notApplicable: z.enum(["rescale", "zero"]),
  /** What an annotation may be linked to. */
  criteria: z.array(z.strictObject({ code: codeSchema, name: localTextSchema })),
  /** True: of our own making, not from the official annex; shown wherever it shows. */
  sample: z.boolean(),
});

/** Our data format of an assessment framework. */
export const frameworkSchema = z.strictObject({
  format: z.literal("assay-framework/1"),
  id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "an id is lower-case words parted by hyphens"),
  version: z.string().min(1),
  tier: z.enum(["national", "ministerial", "provincial", "department", "commune"]),
  name: localTextSchema,
  sample: z.boolean(),
  decision: decisionSchema,
  scaleMilliPoints: milliPointsSchema.min(1),
  groups: z.array(
    z.strictObject({ code: codeSchema, name: localTextSchema, maxMilliPoints: milliPointsSchema.nullable() }),
  ),
  mainIndices: z.array(mainIndexSchema),
  pillarsOverlap: z.boolean(),
  pillars: z.array(pillarSchema),
  components: z.array(componentSchema),
  /** Why the component list is what it is, in words. */
  componentsStatus: z.string(),
  /** `sum-of-points`: of the main indices; `pillar-weights`: pillars by their points, a partition of the scale. */
  aggregation: z.enum(["sum-of-points", "pillar-weights"]),
  rounding: z.strictObject({ rule: z.literal("half-up"), valueDecimals: z.literal(4) }),
  /** Kinds of unit that are ranked apart; empty when all are ranked together. */
  unitBlocks: z.array(z.strictObject({ code: codeSchema, name: localTextSchema })),
  ranking: z.strictObject({ rule: z.literal("competition") }),
  sources: z.array(z.url()),
});

export type Framework = z.infer<typeof frameworkSchema>;
export type FrameworkMainIndex = Framework["mainIndices"][number];
export type FrameworkPillar = Framework["pillars"][number];
export type FrameworkComponent = Framework["components"][number];
export type ComponentSource = FrameworkComponent["source"];
export type AggregationRule = NonNullable<FrameworkComponent["aggregation"]>;

/** The code under which a published table gives the whole value; no framework may use it for something else. */
export const COMPOSITE_CODE = "DTI";
