import { z } from "zod";
import type { LocalText } from "../scoring/rubric.ts";
import { parseFramework } from "./parse-framework.ts";
import type { ParsedFramework } from "./parse-framework.ts";

// The format in which the collected facts about the national decisions are kept: points as numbers, names by language,
// no components (their annexes were not found).

const named = { code: z.string(), name_vi: z.string(), name_en: z.string() };
const pointsSchema = z.int().nullable().default(null);

const mainIndexSchema = z.looseObject({
  ...named,
  group: z.string().nullable().default(null),
  component_count: z.int().nullable().default(null),
  max_points: pointsSchema,
  scored: z.boolean().default(true),
  status: z.string().default(""),
});

const referenceSchema = z.looseObject({
  id: z.string(),
  tier: z.enum(["national", "ministerial", "provincial"]),
  decision: z.string(),
  issuer: z.string(),
  issued: z.string().nullable().default(null),
  effective: z.string().nullable().default(null),
  signed_by: z.string().nullable().default(null),
  editions: z.array(z.int()),
  decision_text_url: z.string().nullable().default(null),
  scale_points: z.int(),
  groups: z.array(z.looseObject({ ...named, max_points: pointsSchema })).default([]),
  main_indices: z.array(mainIndexSchema).default([]),
  main_indices_per_pillar: z.array(mainIndexSchema).default([]),
  pillars: z
    .array(
      z.looseObject({
        ...named,
        main_indices: z.array(z.string()).default([]),
        max_points: pointsSchema,
        status: z.string().default("sourced"),
      }),
    )
    .default([]),
  /** A sentence where the shares of the pillars are not known: then they are views and are never summed. */
  pillars_overlap: z.union([z.boolean(), z.string()]).default(false),
  components: z.array(z.never()).default([]),
  components_status: z.string().default(""),
  sources: z.array(z.string()).default([]),
});

type Reference = z.infer<typeof referenceSchema>;

const TIER_NAMES: Record<Reference["tier"], LocalText> = {
  national: { vi: "Bộ chỉ số chuyển đổi số quốc gia", en: "National digital transformation index" },
  ministerial: { vi: "Bộ chỉ số chuyển đổi số cấp bộ", en: "Ministerial digital transformation index" },
  provincial: { vi: "Bộ chỉ số chuyển đổi số cấp tỉnh", en: "Provincial digital transformation index" },
};

/** Whether a JSON file looks like the reference format rather than ours. */
export function isReferenceFramework(json: unknown): boolean {
  return typeof json === "object" && json !== null && !("format" in json) && "scale_points" in json;
}

/**
 * Maps a framework of the reference format to ours and checks it.
 *
 * Main indices that the decision has in each of its pillars become one for each pillar, coded `<pillar>.<code>`.
 * Pillars that partition the scale weigh by their points; otherwise main indices are summed.
 */
export function convertReferenceFramework(json: unknown): ParsedFramework {
  const parsed = referenceSchema.safeParse(json);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
    return { ok: false, problems };
  }
  const reference = parsed.data;
  const tierName = TIER_NAMES[reference.tier];
  const hasOwnIndices = reference.main_indices_per_pillar.length > 0;
  return parseFramework({
    format: "assay-framework/1",
    id: reference.id,
    version: "1",
    tier: reference.tier,
    name: { vi: `${tierName.vi} (${reference.decision})`, en: `${tierName.en} (${reference.decision})` },
    sample: false,
    decision: {
      number: reference.decision,
      issuer: reference.issuer,
      issuedOn: reference.issued,
      effectiveOn: reference.effective,
      signedBy: reference.signed_by,
      textUrl: reference.decision_text_url,
      editions: reference.editions,
    },
    scaleMilliPoints: reference.scale_points * 1000,
    groups: reference.groups.map((group) => ({ ...toNamed(group), maxMilliPoints: toMilliPoints(group.max_points) })),
    mainIndices: toMainIndices(reference),
    pillarsOverlap: reference.pillars_overlap !== false,
    pillars: reference.pillars.map((pillar) => ({
      ...toNamed(pillar),
      mainIndices: hasOwnIndices
        ? reference.main_indices_per_pillar.map((mainIndex) => `${pillar.code}.${mainIndex.code}`)
        : pillar.main_indices,
      maxMilliPoints: toMilliPoints(pillar.max_points),
      status: pillar.status,
    })),
    components: [],
    componentsStatus: reference.components_status,
    aggregation: hasOwnIndices ? "pillar-weights" : "sum-of-points",
    rounding: { rule: "half-up", valueDecimals: 4 },
    unitBlocks: [],
    ranking: { rule: "competition" },
    sources: reference.sources,
  });
}

function toMainIndices(reference: Reference) {
  const own = reference.pillars.flatMap((pillar) =>
    reference.main_indices_per_pillar.map((mainIndex) => ({ ...mainIndex, code: `${pillar.code}.${mainIndex.code}` })),
  );
  return [...reference.main_indices, ...own].map((mainIndex) => ({
    ...toNamed(mainIndex),
    group: mainIndex.group,
    maxMilliPoints: toMilliPoints(mainIndex.max_points),
    scored: mainIndex.scored,
    officialComponentCount: mainIndex.component_count,
    status: mainIndex.status,
  }));
}

function toNamed(thing: { code: string; name_vi: string; name_en: string }) {
  return { code: thing.code, name: { vi: thing.name_vi, en: thing.name_en } };
}

function toMilliPoints(points: number | null): number | null {
  return points === null ? null : points * 1000;
}
