import { useTranslation } from "react-i18next";

export type PersonRole =
  "expert" | "chair" | "staff" | "support" | "auditor" | "administrator" | "agency" | "witness" | "system" | "hidden";

/** People are shown by role; a letter or digit tells those of one role apart. */
export interface Person {
  role: PersonRole;
  /** `A` for Chuyên gia A, `1` for Cán bộ 1; empty where the role is one person. */
  letter: string;
}

const ROLE_CLASSES: Record<PersonRole, string> = {
  expert: "",
  chair: "pCh",
  staff: "pS",
  support: "pS",
  auditor: "pS",
  administrator: "pS",
  agency: "pO",
  witness: "pS",
  system: "pO",
  hidden: "pX",
};

/** The class that gives a person's colour as `--c`, for chips, cursors and chart marks. */
export function toPersonClass({ role, letter }: Person): string {
  if (role === "expert") return /^[A-G]$/.test(letter) ? `p${letter}` : "";
  return ROLE_CLASSES[role];
}

/** "Chuyên gia A", "Chủ tọa", "Cán bộ 2". */
export function usePersonName(): (person: Person) => string {
  const { t } = useTranslation("common");
  return ({ role, letter }) => t(`role.${role}`, { letter }).trim();
}

export interface PersonChipProps {
  person: Person;
  size?: "m" | "sm" | undefined;
  /** A ring: the person is on the same item now. Faded: absent. */
  presence?: "here" | "away" | undefined;
  /** The name is written beside the chip, so it is not said twice. */
  hasText?: boolean | undefined;
}

/** The shape is the role: circle expert, square chair, lozenge staff and auditor, notched agency, hatched hidden. */
export function PersonChip({ person, size = "m", presence, hasText = false }: PersonChipProps) {
  const { t } = useTranslation("common");
  const getName = usePersonName();
  const { role } = person;
  const name = presence ? `${getName(person)}, ${t(`presence.${presence}`)}` : getName(person);
  const isNamed = role === "chair" || role === "auditor" || role === "administrator";
  const letter = isNamed ? t(`roleLetter.${role}`) : role === "hidden" || role === "agency" ? "" : person.letter;
  const classes = [
    "p",
    toPersonClass(person),
    size === "sm" && "sm",
    presence === "here" && "on",
    presence === "away" && "away",
  ];
  return (
    <span className={classes.filter(Boolean).join(" ")} title={hasText ? undefined : name}>
      <span aria-hidden="true">{letter}</span>
      {!hasText && <span className="sr">{name}</span>}
    </span>
  );
}
