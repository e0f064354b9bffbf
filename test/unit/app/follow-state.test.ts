import { expect, test } from "vitest";
import { type FollowEvent, type FollowState, stepFollow } from "../../../app/routes/_app.items.$itemId/follow-state.ts";

const follow = (from: FollowState, ...events: FollowEvent[]): FollowState => events.reduce(stepFollow, from);

test.each<[what: string, from: FollowState, events: FollowEvent[], to: FollowState]>([
  ["is switched on and off", "none", ["toggle", "toggle"], "none"],
  ["ends when the person reads for themselves", "none", ["toggle", "own-act"], "none"],
  ["is not over when the chair goes: the person is asked", "following", ["chair-away"], "left"],
  ["goes on when the chair was away for a moment", "following", ["chair-away", "chair-here"], "following"],
  ["waits with its offer while the person reads alone", "following", ["chair-away", "own-act", "own-act"], "offered"],
  ["takes nobody away who reads alone", "following", ["chair-away", "own-act", "chair-here"], "none"],
  ["is over for who stays", "left", ["stay"], "none"],
  ["begins at the chair's new item once the chair is seen there", "joining", ["chair-here"], "following"],
  ["asks again where the chair has gone on meanwhile", "joining", ["chair-away"], "left"],
  ["is not begun by a chair who comes or goes", "none", ["chair-here", "chair-away", "own-act", "stay"], "none"],
])("following %s", (_what, from, events, to) => expect(follow(from, ...events)).toBe(to));
