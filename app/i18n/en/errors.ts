import type { Catalogue } from "../catalogue.ts";
import { evidenceRefusals } from "./evidence-refusals.ts";
import { batchRefusals, roundRefusals } from "./round.ts";

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
  missingPart: {
    text: "The network did not bring this part. The rest of the page works; send what you are writing, then reload.",
    action: "Reload the page",
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
    view: {
      unnamed: "There is no name, or it is longer than 60 characters.",
      "too-many": "There are 20 views already. Remove one, then save again.",
      "too-long": "This filter is too long to save.",
    },
    conflict: {
      exists: "This conflict is on record already.",
      "needs-second-person": "This member has sealed: one person proposes a new conflict and another confirms it.",
      "needs-no-proposal": "This member has sealed nothing yet: it is declared or pinned at once, without a proposal.",
      "proposal-moved": "This proposal was confirmed already, or says something else. Load again and look.",
    },
    assignment: {
      frozen: "The round is open, so the assignment is frozen. Change single blocks, with a reason and two people.",
      "policy-invalid": "What is wanted of the assignment cannot be.",
      "blocks-moved": "The blocks of the round have changed since the preview. Look for an assignment again.",
      "block-moved": "This block has other experts now. Load again and choose again.",
      "unknown-expert": "Somebody named is no expert of this round.",
      "in-conflict": "An expert has a conflict of interest with the block's entity.",
      "block-size": "The block has a wrong number of experts: one at least, nobody twice, no more than a block takes.",
      "needs-second-person": "The round is open: one person proposes and another confirms.",
      "needs-no-proposal": "The round is being set up: change it at once, without a proposal.",
      "proposal-moved": "This proposal was confirmed already, or says something else. Load again and look.",
      "too-late": "The block's batch has been opened; its experts cannot change any more.",
    },
    account: {
      taken: "This sign-in name is taken.",
    },
    action: {
      forbidden: "You cannot do this in this phase.",
    },
    actor: {
      forbidden: "You cannot sign under this pseudonym.",
    },
    annotation: {
      empty: "A region needs words of its own.",
      "empty-selection": "No text is selected.",
      exists: "This annotation is already recorded.",
      "is-hidden": "The chair has hidden this. Reload to see.",
      "is-shown": "This is shown. Reload to see.",
      "no-newer-version": "The document of this annotation has no such newer version.",
      "other-file": "The selection is not from this document.",
      "other-page": "The document has no such page.",
      "other-quote": "The quote differs from the document. Reload and select again.",
      "private-mention": "A private note cannot mention anybody yet.",
      "unknown-criterion": "The indicator has no such criterion.",
      "unknown-mention": "Only members of this panel can be mentioned.",
      "version-conflict": "The annotation changed after you opened it. Read the new version, then edit.",
    },
    batch: batchRefusals,
    case: {
      "other-state": "The dispute has moved on. The page has been reloaded.",
      "proposal-moved": "The proposal changed after you opened the page. Read the new one, then decide.",
      "too-late": "The time to ask for a review is over.",
      "value-unsupported": "Only the standing score or the re-reviewed score can be proposed.",
    },
    completeness: {
      "no-document": "The item has no document that could be marked complete.",
      "no-explanation": "The agency has sent no explanation to accept.",
    },
    cite: {
      absent: "A cited annotation is gone or has another version.",
    },
    command: {
      "facts-differ": "This page was out of date: nothing was recorded, your text is kept. Check it and send again.",
      "id-reused": "This command was recorded before with other content.",
      invalid: "What was sent does not have the right form; nothing was recorded.",
    },
    erasure: {
      "already-confirmed": "This proposal was confirmed already.",
      "already-erased": "The words of this entry were erased already.",
      "case-open": "A review is still open; erase when it is closed.",
      empty: "No entry and no pseudonym is chosen.",
      "no-such-entry": "There is no such entry.",
      "no-such-identity": "There is no such pseudonym, or it leads to nobody any more.",
      "no-text": "This entry has no words to erase.",
      "not-ascending": "The list has to ascend, each number once.",
      "not-published": "The round is not published; nothing may be erased yet.",
    },
    evidence: evidenceRefusals,
    framework: {
      absent: "There is no such framework.",
      exists: "This version of the framework is already imported.",
      invalid: "The framework has errors; nothing was imported.",
    },
    "fresh-eyes": {
      reviewer: "This expert has an entry on the item, a conflict, or a seat on the panel that scored it.",
      stake: "You have an entry on this item or declared a conflict with this agency, so you cannot act on it.",
    },
    import: {
      exists: "This value is already imported. A correction needs a reason and two persons.",
      "other-source": "This indicator takes its value from another source.",
      "out-of-range": "The value is outside the range of the indicator.",
      "unknown-indicator": "The framework has no such indicator.",
    },
    interest: {
      "already-expired": "A declaration must expire in the future.",
      "needs-second-person": "Taking back a declared conflict needs a second person.",
    },
    item: {
      "departure-needs-delegate": "A final score that departs from the rule needs a delegate.",
      "no-value": "There are too few scores for a final value.",
      "not-ready": "The conditions for a final score are not met.",
      "scores-moved": "A score changed after you opened the page. Look again, then finalise.",
      "version-conflict": "The final score has just changed. Look at the new one, then decide.",
    },
    opinion: { exists: "You have recorded a minority opinion on this final score." },
    message: {
      exists: "This reply is already recorded.",
      "version-conflict": "The reply changed after you opened it. Read the new version, then edit.",
    },
    panel: {
      "entity-taken": "This entity belongs to another panel.",
      "unknown-member": "A member has no account in this round.",
    },
    round: roundRefusals,
    choice: {
      empty: "Nothing is chosen to record.",
      exists: "Your first choice was recorded before.",
    },
    score: {
      "above-maximum": "The score is above the maximum.",
      "below-zero": "A score cannot be negative.",
      blank: "No score is chosen yet.",
      "detail-without-points": "Only points come with a level, parts or a ratio.",
      "invalid-ratio": "A ratio is between 0 and 1, with a denominator above 0.",
      "justification-missing": "The justification is missing.",
      "not-a-number": "A number is needed.",
      "not-an-integer": "Points are whole thousandths.",
      "not-opened": "The batch is not open: replace your sealed score instead.",
      "not-the-parts": "The points are not the sum of the chosen parts.",
      "not-the-ratio": "The points do not follow from the ratio.",
      "nothing-to-reaffirm": "This ballot does not wait for you to keep it: it is not sealed, or is on the newest set.",
      "nothing-to-withdraw": "There is no score to withdraw.",
      "off-step": "The score is not a multiple of the step.",
      "outside-level": "The score is outside the range of the chosen level.",
      "reason-missing": "A change needs a reason that says enough.",
      "repeated-part": "A part is chosen twice.",
      "too-many-decimals": "Too many decimals.",
      unchanged: "The new score is the old one.",
      "unknown-level": "The scale has no such level.",
      "unknown-part": "The scale has no such part.",
      "version-conflict": "Another version of this score was recorded before yours.",
    },
    session: {
      "csrf-missing": "The session has changed. Reload the page and send again.",
      "signed-out": "The session has ended. Sign in and send again.",
    },
    "sign-in": {
      busy: "The server is busy. Try again in a few seconds.",
      throttled: "Too many failed attempts. Wait, then try again.",
      wrong: "The name or the password is wrong.",
    },
    supplement: {
      exists: "This request is on record.",
      "not-opened": "This request is closed.",
      "other-state": "The item has a request whose date is to come. Close it, or wait for its date.",
      "until-past": "The supplement's date must be in the future.",
    },
    thing: {
      absent: "There is no such thing.",
    },
    storage: {
      full: "The disk of the system is full, so this was not recorded. What you wrote is still here; tell the administrator, then send it again.",
      stopped:
        "The system has stopped recording while the log is checked. Whether this was recorded is not known; send it again in a few minutes, it will not be recorded twice.",
    },
    "two-persons": {
      "same-person": "A proposer cannot approve their own proposal: another officer must. The attempt goes on record.",
    },
    upload: {
      empty: "The file is empty. Choose another one.",
      invalid: "The request to send a file has the wrong shape. Reload the page and send it again.",
      "name-missing": "The file has no readable name. Rename it and send it again.",
      "other-state": "This file has been sent. Reload the page to see it.",
      "quota-reached":
        "The agency's files that are not submitted use all the space that it has. Submit or drop some, then go on.",
      throttled: "Too many files are being sent at once. Wait a moment, then go on.",
      "too-large": "The file is larger than 64 MB. Send a smaller copy, or several files.",
      "too-many": "The agency has too many files that are not submitted. Submit or drop some, then go on.",
    },
  },
  status: "Code {{status}}",
};
