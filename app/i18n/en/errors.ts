import type { Catalogue } from "../catalogue.ts";

export const errors: Catalogue["errors"] = {
  unauthorized: {
    title: "This page needs a sign-in.",
    text: "Your session has ended or was never opened. Drafts are kept; sign in and you come back to this very place.",
    action: "Sign in",
  },
  forbidden: {
    title: "You may not see this yet.",
    text: "What you see depends on your role and on the phase of the round. The scores of others open for the whole panel at once, chair and administrators included. If you need it earlier, ask the secretary of the round.",
    action: "Back to the queue",
  },
  notFound: {
    title: "Nothing is at this address.",
    text: "The address is wrong, the item has moved, or you are not among those who may know of it.",
    action: "Back to the start",
  },
  conflict: {
    title: "Somebody recorded before you.",
    text: "Your change was not recorded, and what you wrote is kept. Reload to see the current value, then decide.",
    action: "Reload",
  },
  tooMany: {
    title: "Sent too fast.",
    text: "Wait a minute and try again. Nothing is lost.",
    action: "Try again",
  },
  server: {
    title: "The system could not do this.",
    text: "The error is on record with its time and request id. A score that has its receipt is safe in the log.",
    action: "Try again",
  },
  unavailable: {
    title: "The system has paused writing.",
    text: "The log is being checked. Reading goes on; recording, finalising and publishing wait until the check is done.",
    action: "Try again",
  },
  refusal: {
    unknown: "The system refused ({{code}}); nothing was recorded.",
    action: { forbidden: "You cannot do this in this phase." },
    actor: { forbidden: "You cannot sign under this pseudonym." },
    case: {
      "other-state": "The dispute has moved on. The page has been reloaded.",
      "proposal-moved": "The proposal changed after you opened the page. Read the new one, then decide.",
      "too-late": "The time to ask for a review is over.",
      "value-unsupported": "Only the standing score or the re-reviewed score can be proposed.",
    },
    command: {
      "facts-differ": "This page was out of date: nothing was recorded, your text is kept. Check it and send again.",
      "id-reused": "This command was recorded before with other content.",
      invalid: "What was sent does not have the right form; nothing was recorded.",
    },
    "fresh-eyes": {
      reviewer: "This expert has an entry on the indicator, a conflict, or a seat on the panel that scored it.",
      stake: "You have an entry on this indicator or declared a conflict with this agency, so you cannot act on it.",
    },
    item: { "version-conflict": "The final score has just changed. Look at the new one, then decide." },
    score: {
      "above-maximum": "The score is above the maximum.",
      "below-zero": "A score cannot be negative.",
      blank: "No score is chosen yet.",
      "justification-missing": "The justification is missing.",
      "not-a-number": "A number is needed.",
      "off-step": "The score is not a multiple of the step.",
      "outside-level": "The score is outside the range of the chosen level.",
      "too-many-decimals": "Too many decimals.",
      "unknown-level": "The scale has no such level.",
      "version-conflict": "Another version of this score was recorded before yours.",
    },
    session: { "csrf-missing": "The session has changed. Reload the page and send again." },
    thing: { absent: "There is no such thing." },
    "two-persons": {
      "same-person": "A proposer cannot approve their own proposal: another officer must. The attempt goes on record.",
    },
  },
  status: "Code {{status}}",
};
