import type { Letter } from "../../../db/seeds/round/panels.ts";
import type { Person } from "../person.ts";

export interface PanelPeople {
  readonly chair: Person;
  readonly experts: ReadonlyMap<Letter, Person>;
}

/** Everybody in the demo. */
export interface People {
  readonly officers: readonly [Person, Person];
  readonly support: Person;
  /** By panel number. */
  readonly panels: ReadonlyMap<number, PanelPeople>;
  /** Representatives by entity. */
  readonly agencies: ReadonlyMap<string, Person>;
}
