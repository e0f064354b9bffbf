import type { Catalogue } from "../catalogue.ts";

export const interests: Catalogue["interests"] = {
  title: "Conflicts of interest",
  lead: "Whoever has a conflict neither sees nor scores that entity, a chair no more than others. One that arises after the first seal takes two people; what was sealed stays on record, opens with its batch and is not counted.",
  members: "Members of panels",
  member: "Member",
  declaration: "Declaration",
  holds: "holds until {{at}}",
  lapsed: "lapsed on {{at}}: cannot score",
  missing: "missing: cannot score",
  conflicts: "Conflicts",
  none: "none",
  pinned: "by the secretariat",
  pin: {
    title: "Pin a conflict",
    member: "Whose",
    entity: "With which entity",
    kind: "Relation",
    reason: "Reason",
    reasonHint: "{{count, number}} characters at least",
    submit: "Pin the conflict",
    propose: "Propose it",
    late: "This member has sealed already: you propose, and a second person confirms.",
  },
  proposals: {
    title: "Proposals that wait for a second person",
    confirm: "Confirm",
    own: "You proposed it or it is yours; somebody else confirms.",
  },
  own: {
    lateTitle: "A conflict that arose after sealing",
    lateLead:
      "You have sealed in this round, so a second person confirms a new conflict. From then on you do not see the entity; your ballot stays on record and is not counted.",
    waiting_one: "{{count, number}} proposal waits for confirmation",
    waiting_other: "{{count, number}} proposals wait for confirmation",
    affiliation: "By where you work",
    pinned: "Pinned by the secretariat; you cannot take it back.",
  },
};
