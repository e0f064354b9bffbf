import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { FreeText } from "#app/ui/free-text.tsx";
import { type Person, PersonChip, usePersonName } from "#app/ui/person-chip.tsx";
import { toNotePath } from "#app/ui/places.ts";
import type { UnreadView } from "../../../server/services/annotation/read-unread.ts";

/** What waits for the person: who said it, what it says, and where it leads. */
export function UnreadList({ unread }: { unread: readonly UnreadView[] }) {
  return (
    <ol className="unread-list">
      {unread.map((one) => (
        <UnreadLine key={`${one.noteId}-${one.at}-${one.kind}`} one={one} />
      ))}
    </ol>
  );
}

function UnreadLine({ one }: { one: UnreadView }) {
  const { t } = useTranslation("notes");
  const format = useFormat();
  const nameOf = usePersonName();
  const person: Person = toPerson(one.by);
  return (
    <li>
      <Link to={toNotePath(one.itemId, one.noteId)}>
        <span className="unread-head">
          <PersonChip person={person} size="sm" hasText />
          <b>{nameOf(person)}</b> <span>{t(`unread.kind.${one.kind}`)}</span>
        </span>{" "}
        <time dateTime={one.at}>{format.dayTime(one.at)}</time>{" "}
        <span className="unread-words">
          <FreeText text={one.words} />
        </span>{" "}
        <span className="unread-item">
          {one.indicator} · {one.entityName[format.locale]}
        </span>
      </Link>
    </li>
  );
}

function toPerson(by: UnreadView["by"]): Person {
  if (by === null) return { role: "hidden", letter: "" };
  return { role: by.duty, letter: by.duty === "chair" ? "" : by.letter };
}
