import type { Catalogue } from "../catalogue.ts";

/** A ballot that waits to be recorded, and one that takes the place of another. */
export const ballot: Catalogue["ballot"] = {
  given: "The ballot that you sealed at {{at}}",
  notYet: "not in the log yet",
  locked:
    "It is recorded as it stands here, and can be replaced after that. To change it now, discard it in the list of unsent work.",
  draft: {
    title: "Your draft differs from the sealed ballot.",
    text: "Points and confidence begin with what was sealed. The draft still says {{score}}, confidence {{confidence}}.",
    take: "Take the draft",
  },
};
