import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";

export interface PickOption {
  readonly id: string;
  readonly content: ReactNode;
}

export interface PickListProps {
  /** Of the list; the field that steers it names it in `aria-controls`. */
  readonly id: string;
  readonly label: string;
  readonly options: readonly PickOption[];
  readonly currentId: string | null;
  readonly onPick: (id: string) => void;
}

/** Id of an option, which the field names in `aria-activedescendant`. */
export const toOptionId = (listId: string, id: string): string => `${listId}-${id}`;

/** The list below a field that steers it: the focus stays in the field. */
export function PickList({ id: listId, label, options, currentId, onPick }: PickListProps) {
  return (
    <ul id={listId} role="listbox" aria-label={label}>
      {options.map(({ id, content }) => (
        <PickItem key={id} id={toOptionId(listId, id)} isCurrent={id === currentId} onPick={() => onPick(id)}>
          {content}
        </PickItem>
      ))}
    </ul>
  );
}

function PickItem(props: { id: string; isCurrent: boolean; onPick: () => void; children: ReactNode }) {
  const { id, isCurrent, onPick, children } = props;
  const ref = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) ref.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  return (
    <li
      ref={ref}
      id={id}
      role="option"
      aria-selected={isCurrent}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      {children}
    </li>
  );
}

/**
 * Where the arrows lead in a list, round its ends; null for other keys.
 *
 * @param at - place of the current one. @param count - of the options; 0 gives 0.
 */
export function stepInList(event: Pick<KeyboardEvent, "key">, at: number, count: number): number | null {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return null;
  return count === 0 ? 0 : (Math.min(at, count - 1) + step + count) % count;
}
