import { Form } from "@remix-run/react";
import type { KeyboardEvent, RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "#app/ui/icon.tsx";
import { Kbd } from "#app/ui/kbd.tsx";
import { formatTerm, type LogTerm, parseLogQuery } from "#domain/ledger/log-query.ts";
import type { LogQuery } from "./use-log-query.ts";

/** The filter as tokens: the same text stands in the address. Backspace in the empty box takes the last one out. */
export function QueryBar({ query, input }: { query: LogQuery; input: RefObject<HTMLInputElement> }) {
  const { t } = useTranslation("log");
  const submit = (): void => {
    const text = input.current?.value ?? "";
    if (input.current) input.current.value = "";
    query.add(parseLogQuery(text));
  };
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    const isEmpty = event.currentTarget.value === "";
    if (event.key === "Escape") event.currentTarget.blur();
    const last = query.terms.at(-1);
    if (event.key === "Backspace" && isEmpty && last !== undefined) query.remove([last]);
  };
  return (
    <Form
      role="search"
      className="qb sp"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Icon name="search" size="s" />
      <span className="toks">
        {query.terms.map((term) => (
          <Token key={formatTerm(term)} term={term} onRemove={() => query.remove([term])} />
        ))}
      </span>
      <input
        ref={input}
        name="q"
        type="text"
        autoComplete="off"
        spellCheck={false}
        aria-label={t("query.label")}
        placeholder={query.terms.length === 0 ? t("query.placeholder") : undefined}
        onKeyDown={press}
      />
      {query.terms.length > 1 && (
        <button type="button" className="qb-clear" aria-label={t("query.clear")} onClick={() => query.set([])}>
          <Icon name="close" size="s" />
        </button>
      )}
      <Kbd>/</Kbd>
    </Form>
  );
}

function Token({ term, onRemove }: { term: LogTerm; onRemove: () => void }) {
  const { t } = useTranslation("log");
  const text = formatTerm(term);
  const { key, value, isNegated } = term;
  return (
    <span className="tok">
      <input type="hidden" name="q" value={text} />
      {key !== "text" && (
        <em>
          {isNegated && "-"}
          {key}:
        </em>
      )}
      {key === "text" && isNegated && <em>-</em>}
      <code className="clip">{value}</code>
      <button type="button" aria-label={t("query.remove", { token: text })} onClick={onRemove}>
        <Icon name="close" size="xs" />
      </button>
    </span>
  );
}
