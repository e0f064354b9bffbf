/** A seal that an assigned expert has not given. */
export interface MissingSeal {
  readonly actor: string;
  readonly item: string;
}

/** An item as the rule of missing seals looks at it. */
export interface AssignedItem {
  readonly itemId: string;
  readonly entityId: string;
  /** Null while every expert of the panel scores it. */
  readonly assignedActorIds: readonly string[] | null;
}

/**
 * Who has not sealed what, of those assigned. A seal that was given on an earlier evidence set and not confirmed on the
 * present one counts as not given yet; it stands all the same, and opens with the others.
 *
 * An expert with a declared conflict is not assigned to that entity's items.
 *
 * @param batch.actorIds - experts of the panel.
 * @returns ordered by item, then actor; empty when the batch may open without a reason.
 */
export function listMissingSeals(batch: {
  readonly items: readonly AssignedItem[];
  readonly actorIds: readonly string[];
  readonly recused: readonly { actorId: string; entityId: string }[];
  readonly sealed: readonly { actorId: string; itemId: string; isConfirmed: boolean }[];
}): MissingSeal[] {
  const recused = new Set(batch.recused.map((one) => `${one.actorId}\n${one.entityId}`));
  const confirmed = batch.sealed.filter((one) => one.isConfirmed);
  const sealed = new Set(confirmed.map((one) => `${one.actorId}\n${one.itemId}`));
  const missing = batch.items.flatMap(({ itemId, entityId, assignedActorIds }) =>
    (assignedActorIds ?? batch.actorIds)
      .filter((actorId) => !recused.has(`${actorId}\n${entityId}`) && !sealed.has(`${actorId}\n${itemId}`))
      .map((actorId) => ({ actor: actorId, item: itemId })),
  );
  return missing.sort((a, b) => (a.item + a.actor < b.item + b.actor ? -1 : 1));
}
