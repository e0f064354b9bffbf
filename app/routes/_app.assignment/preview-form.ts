import type { PreviewAsked } from "../../../server/services/assignment/start-preview.ts";

/** Names of the fields; those of an expert are followed by the actor's id. */
export const FIELDS = {
  expertsPerBlock: "expertsPerBlock",
  versedPerBlock: "versedPerBlock",
  bridgesPerIndex: "bridgesPerIndex",
  guestsPerBridge: "guestsPerBridge",
  mayBorrow: "mayBorrow",
  capacity: "capacity:",
  versed: "versed:",
} as const;

const toNumber = (text: FormDataEntryValue | null): number =>
  text === null || text === "" ? Number.NaN : Number(text);

/** What the form asks for, unchecked: the service's schema says whether it can be. */
export function readPreviewForm(form: FormData): PreviewAsked {
  const experts = new Map<string, { actor: string; capacity: number | null; versedIn: string[] }>();
  for (const [name, value] of form) {
    if (!name.startsWith(FIELDS.capacity)) continue;
    const actor = name.slice(FIELDS.capacity.length);
    const capacity = value === "" ? null : toNumber(value);
    const versedIn = form.getAll(`${FIELDS.versed}${actor}`).filter((code) => typeof code === "string");
    experts.set(actor, { actor, capacity, versedIn });
  }
  return {
    policy: {
      expertsPerBlock: toNumber(form.get(FIELDS.expertsPerBlock)),
      versedPerBlock: toNumber(form.get(FIELDS.versedPerBlock)),
      bridgesPerIndex: toNumber(form.get(FIELDS.bridgesPerIndex)),
      guestsPerBridge: toNumber(form.get(FIELDS.guestsPerBridge)),
      mayBorrow: form.get(FIELDS.mayBorrow) !== null,
    },
    experts: [...experts.values()],
  };
}
