/**
 * How a page follows the chair.
 *
 * `joining`: it came here after the chair, whose presence has not arrived yet. `left`: the chair went away, and the
 * person has done nothing since. `offered`: the same, and the person reads on alone meanwhile.
 */
export type FollowState = "none" | "joining" | "following" | "left" | "offered";

/** `own-act`: the person scrolls, presses or types for themselves. */
export type FollowEvent = "toggle" | "own-act" | "chair-here" | "chair-away" | "stay";

const NEXT: Readonly<Record<FollowState, Partial<Record<FollowEvent, FollowState>>>> = {
  none: { toggle: "following" },
  joining: { toggle: "none", "own-act": "none", "chair-here": "following", "chair-away": "left" },
  following: { toggle: "none", "own-act": "none", "chair-away": "left" },
  // A socket that breaks for a moment ends nothing.
  left: { toggle: "none", "own-act": "offered", "chair-here": "following", stay: "none" },
  offered: { toggle: "none", "chair-here": "none", stay: "none" },
};

/** What an event makes of it; the same state where it changes nothing. */
export function stepFollow(state: FollowState, event: FollowEvent): FollowState {
  return NEXT[state][event] ?? state;
}
