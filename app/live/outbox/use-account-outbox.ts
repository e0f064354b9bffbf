import { useRevalidator } from "@remix-run/react";
import { useEffect, useMemo, useRef, useState } from "react";
import { closeLocalStores, openLocalStores, type PageSession } from "../local/local-stores.ts";
import { createStoredOutbox } from "../local/stored-outbox.ts";
import { takeOverReceipts } from "../local/take-over-receipts.ts";
import { sealEvidence } from "../log-alarm.ts";
import { type CommandSender, sendCommand } from "../send-command.ts";
import { doubtSession } from "../session-watch.ts";
import { computeBackoffMs } from "../backoff.ts";
import { Outbox } from "./outbox.ts";
import type { OutboxDesk, OutboxStorage } from "./outbox-context.ts";
import type { OutboxEvent } from "./outbox-rows.ts";

/** The outbox of the signed-in account, for as long as its pages are open. */
export function useAccountOutbox(sender: CommandSender): OutboxDesk {
  const { accountId } = sender;
  const { origin } = sender.log;
  const [outbox, setOutbox] = useState<Outbox | null>(null);
  const storage = useStorage(sender, outbox);
  const { revalidate } = useRevalidator();
  const latest = useRef({ sender, revalidate });
  useEffect(() => {
    latest.current = { sender, revalidate };
  });
  useEffect(() => {
    const name = `assay-outbox/${accountId}`;
    const channel = new BroadcastChannel(name);
    const made = new Outbox({
      accountId,
      log: origin,
      send: (prepared) => sendCommand(latest.current.sender, prepared),
      inTurn: async (work) => navigator.locks.request(name, work),
      tell: (event) => {
        channel.postMessage(event);
        refresh(event);
      },
      isOnline: () => navigator.onLine,
      random: Math.random,
      onSessionLost: doubtSession,
    });
    // What was recorded or refused is on the server as the page does not show it yet.
    const refresh = (event: OutboxEvent): void => void (event.kind === "answered" && latest.current.revalidate());
    channel.onmessage = ({ data }: MessageEvent<OutboxEvent>) => {
      made.hear(data);
      refresh(data);
    };
    const wake = (): void => void (document.visibilityState === "visible" && made.wake());
    addEventListener("online", wake);
    document.addEventListener("visibilitychange", wake);
    setOutbox(made);
    return () => {
      removeEventListener("online", wake);
      document.removeEventListener("visibilitychange", wake);
      made.stop();
      channel.close();
      setOutbox(null);
    };
  }, [accountId, origin]);
  return useMemo(() => ({ outbox, storage }), [outbox, storage]);
}

/** Opens what the browser keeps of the account; a server that does not answer is asked again. */
function useStorage({ accountId, csrfToken }: PageSession, outbox: Outbox | null): OutboxStorage {
  const [storage, setStorage] = useState<OutboxStorage>("opening");
  useEffect(() => {
    if (outbox === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const open = async (failures: number): Promise<void> => {
      const stores = await openLocalStores({ accountId, csrfToken }).catch(() => null);
      if (isGone) return;
      if (stores === null) {
        timer = setTimeout(() => void open(failures + 1), computeBackoffMs(failures, Math.random()));
      } else if (stores === "session") doubtSession();
      else if (stores === "storage") setStorage("memory");
      else {
        await outbox.adopt(createStoredOutbox(stores.database, stores.vault));
        setStorage("durable");
        // No room: the next page tries again.
        await sealEvidence(accountId, stores.vault).catch(() => undefined);
        await takeOverReceipts(stores).catch(() => undefined);
      }
    };
    // `open` handles what fails by itself; storage that fails later leaves the outbox in memory.
    open(0).catch(() => setStorage("memory"));
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [accountId, csrfToken, outbox]);
  useEffect(() => closeLocalStores, [accountId]);
  return storage;
}
