export const receipts = {
  alarm: {
    title: "The log does not match. Do not use this result.",
    frozen: "Finalising, sealing and every other command are stopped in this browser.",
    save: "Save evidence",
    what: "What to do",
    dialog: "The log does not match",
    at: "Found at {{time}}.",
    fault: {
      "commitment-head": "The server recorded another command than you sent: its head was changed.",
      "commitment-value": "The server recorded another value than you sent.",
      "commitment-text": "The server recorded another text than you sent.",
      entry: "The receipt holds no valid event.",
      proof: "The proof does not lead from your event to the signed root.",
      signature: "The checkpoint is not signed by the log.",
      origin: "The receipt is of another log.",
      history:
        "The log does not continue the checkpoint that this browser has kept: its past was changed, or there are two histories.",
      cut: "The log is shorter than the checkpoint that this browser has kept: its end was cut off.",
      record: "An event in the log differs from the receipt that this browser keeps.",
    },
    steps: {
      stay: "Keep this page open; do not send again, do not clear the browser's data.",
      save: "Save the evidence file. It holds what you sent and what the server answered, sealed parts included: give it to the auditor only.",
      call: "Call the auditor of the round, not through this system, and read them the checkpoint's root in the file.",
      wait: "What is not recorded stays on this machine. Send again only when the auditor has answered.",
    },
    answered: "The auditor has seen the evidence and lets us go on",
    end: "Send again",
    endText: "The browser forgets the checkpoint that it kept and begins with the next one. Old receipts stay.",
  },
};
