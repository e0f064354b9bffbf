import { PersonChip, usePersonName } from "#app/ui/person-chip.tsx";
import type { ActorFace } from "../../../server/services/trace/trace-view.ts";

/** Whoever acted, by role; people have a chip, the system has none. */
export function ActorName({ actor }: { actor: ActorFace }) {
  const nameOf = usePersonName();
  if (actor.role === "system") return <span className="muted">{nameOf(actor)}</span>;
  return (
    <span className="row gap1">
      <PersonChip person={actor} size="sm" hasText />
      <span className="clip">{nameOf(actor)}</span>
      {actor.panelNumber !== null && <span className="muted">· {actor.panelNumber}</span>}
    </span>
  );
}
