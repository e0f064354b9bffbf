import { useCallback, useEffect, useRef, useState } from "react";
import { ulid } from "ulid";
import type { NoteDraft } from "#domain/annotation/web-annotation/import-notes.ts";
import type { HeadFacts } from "#domain/event/head.ts";
import { useCommand } from "#app/live/use-commands.ts";

/**
 * Records notes of a file one after the other: each is a command with a receipt of its own, and all have one group id.
 * It stops at the first that is not recorded; those before it stay, and sending that one again goes on.
 */
export function useImport(facts: HeadFacts, drafts: readonly NoteDraft[]) {
  const { status, submit, retry } = useCommand();
  const [done, setDone] = useState(0);
  const [group] = useState(() => ulid());
  const counted = useRef<number | null>(null);
  const record = useCallback(
    async (at: number): Promise<void> => {
      const draft = drafts[at];
      if (draft === undefined) return;
      const { kind, criterion, target, text } = draft;
      const value = { annotation: ulid(), version: 1, kind, criterion, target, mentions: [] };
      await submit({ type: "annotation.created", facts: { ...facts, group }, value, text });
    },
    [drafts, facts, group, submit],
  );
  useEffect(() => {
    if (status.state !== "recorded" || counted.current === status.seq) return;
    counted.current = status.seq;
    setDone(done + 1);
    void record(done + 1);
  }, [status, done, record]);
  return { done, status, start: () => void record(0), retry };
}
