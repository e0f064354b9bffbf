import { useState } from "react";
import type { BegunOpinion } from "./opinion-form.tsx";
import { useDesk } from "./use-desk.ts";
import { type Resumed, useResumed, useWhenResumed } from "./use-resumed.ts";

/**
 * The minority opinion that is being written, and how one begins. A change that the final score came before is taken up
 * again as an opinion, since it can be no change any more.
 */
export function useOpinion() {
  const { item } = useDesk().view;
  const [begun, begin] = useState<BegunOpinion | null>(null);
  const change = useResumed("score.changed", ({ head }) => head.item === item.id);
  const opinion = useResumed("opinion.recorded", ({ head }) => head.item === item.id);
  useWhenResumed(change, ({ head, text }) => begin(toBegun(change, head, text.reason)));
  useWhenResumed(opinion, ({ head, text }) => begin(toBegun(opinion, head, text.opinion)));
  return { begun, begin };
}

function toBegun(
  resumed: Pick<Resumed<"opinion.recorded">, "command"> | null,
  { cites }: { cites?: readonly { annotation: string }[] | undefined },
  text: string,
): BegunOpinion {
  const given = { text, citeIds: (cites ?? []).map(({ annotation }) => annotation) };
  return { given, resumed: resumed?.command ?? null };
}
