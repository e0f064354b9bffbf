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
  status: "Code {{status}}",
};
