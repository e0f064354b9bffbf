import type { Catalogue } from "../catalogue.ts";

export const roundEvents: Catalogue["log"]["event"]["round"] = {
  created: "Round created",
  "phase-moved": "Round phase moved",
  "plan-set": "Calendar and policy of the round set",
  opened: "Round opened, and what it stands on frozen",
  "change-proposed": "Change of the round proposed",
  "change-confirmed": "Change of the round confirmed",
  "change-withdrawn": "Proposed change of the round withdrawn",
};

export const roundRefusals: Catalogue["errors"]["refusal"]["round"] = {
  "before-due":
    "The due date of the phase and its grace are not over. To end it earlier, change the calendar: that takes two persons.",
  "calendar-incomplete": "The calendar lacks the due date of a phase that needs one.",
  "calendar-order": "A phase cannot be due before the phase in front of it.",
  "change-moved":
    "What is to be changed is no longer what it was when this was proposed. Withdraw it and propose it anew.",
  "change-settled": "This proposal was confirmed or withdrawn already.",
  "evidence-not-frozen": "Some evidence is not frozen yet.",
  exists: "This round exists already.",
  "few-experts": "A panel has fewer experts than the policy asks for.",
  "no-approval": "The council has not approved this result; it cannot be published.",
  "no-panel": "The round has no panel yet.",
  "no-policy": "The round has no policy yet.",
  "no-such-move": "The round cannot move to this phase.",
  "not-frozen": "In this phase there is nothing to be changed this way.",
  "not-witnessed":
    "Not enough witnesses have cosigned the round’s newest decision (entry #{{seq}}) yet. Try again in a few minutes.",
  "nothing-changed": "What is proposed is what stands already.",
  "opened-items": "The new rubric touches items that were opened; those have to be reopened one by one.",
  "other-items": "The new framework does not have exactly the indicators that experts score in this round.",
  "other-phase": "The round is in another phase. Reload to see it.",
  "past-grace": "The due date and the grace for all are over; nothing more is taken in.",
  "phase-over": "The due date of a phase that is over cannot be changed.",
};

export const batchRefusals: Catalogue["errors"]["refusal"]["batch"] = {
  "before-due": "The due date of the batch and its grace are not over.",
  "cases-open": "An item of the batch has a case that is open.",
  "due-before-calendar":
    "The batch cannot be due before the date in the round’s calendar. To be earlier, change the calendar: that takes two persons.",
  "not-witnessed": "Not enough witnesses have cosigned the newest decision yet. Try again in a few minutes.",
  "due-in-the-past": "The due date of the batch must lie ahead.",
  "evidence-unsettled":
    "{{items, number}} items wait for a supplement, or for their evidence set to be frozen again. Open once the support team has frozen them.",
  "items-not-final": "The batch has items without a final score.",
  "no-such-move": "The batch cannot move to this step.",
  "other-phase": "The batch has moved to another step. Reload to see it.",
  "proposal-moved": "The proposal to open changed after you opened the page. Read it again, then decide.",
  "seals-missing": "Seals are missing that are not named with a reason.",
};
