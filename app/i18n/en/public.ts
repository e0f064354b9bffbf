import type { Catalogue } from "../catalogue.ts";

export const publicSite: Catalogue["public"] = {
  title: "Results",
  brand: "Digital transformation results",
  nav: {
    results: "Results {{year}}",
    entities: "Provinces",
    method: "Method",
    data: "Open data",
    verify: "Verify",
  },
  published: "published on {{date}}",
  mean_one: "Mean of {{count, number}} unit",
  mean_other: "Mean of {{count, number}} units",
  against: "{{change}} against {{value}} in {{year}}",
  verify: {
    title: "Verify this result",
    text: "Your browser recomputes the whole result from the raw scores. You need not trust this page.",
    run: "Verify",
    again: "Verify again",
    running: "Recomputing",
    bundle: "Download verification bundle",
    values: "{{matching}}/{{total}} values match, recomputed from {{scores}} final scores",
    inLog: "{{matching}}/{{total}} scores are in the log",
    witnesses: "{{cosigned}}/{{total}} independent witnesses signed the same root",
    root: "Root of the log, printed in the decision",
    failed: "Does not match. Do not use this result.",
    unsupported: "This browser is too old to verify; download the bundle and check it offline.",
  },
  chart: {
    title: "Value {{year}} and its uncertainty",
    interval: "90% interval from experts' disagreement",
    hint: "Open a value to trace it to each score",
    mean: "mean {{value}}",
    summary: "Values of {{year}} for {{total}} units, against {{before}}, with their uncertainty",
  },
  map: {
    title: "By place",
    summary: "Tile map, darker with the value",
    under: "under {{value}}",
    from: "from {{value}}",
  },
  withheld: "{{tier}} is not published.",
  howToRead: "How to read this",
  howToReadText:
    "Where two intervals overlap, another panel might have put the two places the other way round. A double rule under a number means published and in the log; a single one means final, not yet published.",
  compared: "Compared with {{year}}",
  comparedText:
    "Last year's value of a merged province is the mean of its predecessors, so compare across the change from 63 to 34 provinces with care.",
  source: "Source: final scores of round {{round}}. Open data, attribution licence.",
  offlineGuide: "How to verify offline",
  empty: { title: "No result is published yet.", text: "A tier is published whole, with the root of the log." },
};
