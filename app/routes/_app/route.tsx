import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { requireSession } from "#app/http/session.server.ts";
import { useLogAlarm } from "#app/live/log-alarm.ts";
import { OutboxContext } from "#app/live/outbox/outbox-context.ts";
import { useAccountOutbox } from "#app/live/outbox/use-account-outbox.ts";
import { useWitnessing } from "#app/live/outbox/use-witnessing.ts";
import { registerOfflineWorker } from "#app/live/register-offline-worker.ts";
import { announceSessionChange, watchSession } from "#app/live/session-watch.ts";
import { useCommandSender } from "#app/live/use-commands.ts";
import { useFeed } from "#app/live/use-feed.ts";
import { type LogWatch, useLogWatch } from "#app/live/use-log-watch.ts";
import { AppShell } from "#app/ui/app-shell.tsx";
import { LogAlarmBar } from "#app/ui/log-alarm-bar.tsx";
import type { LogStatus } from "#app/ui/log-footer.tsx";
import { OutboxPill } from "#app/ui/outbox-pill.tsx";
import { PLACE_PATHS, PLACE_PREFIXES } from "#app/ui/places.ts";
import { SignedOut } from "#app/ui/signed-out.tsx";
import { useAccountFace } from "#app/ui/use-account-face.ts";

const LOG_STATES: Readonly<Record<LogWatch, LogStatus["state"]>> = {
  intact: "intact",
  behind: "checkpointing",
};

/** The frame of every page for people at work. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  return { shell: await context.services.pages.shell(account, context.logSize) };
}

export default function AppLayout() {
  const sender = useCommandSender();
  const { accountId, csrfToken } = sender;
  const [lost, setLost] = useState<string | null>(null);
  useEffect(registerOfflineWorker, []);
  useEffect(() => {
    announceSessionChange();
    return watchSession({ accountId, csrfToken }, () => setLost(csrfToken));
  }, [accountId, csrfToken]);
  // Everything that listens, sends or holds a key is below, and goes with it.
  return lost === csrfToken ? <SignedOut /> : <SignedInLayout key={accountId} />;
}

function SignedInLayout() {
  const { shell } = useLoaderData<typeof loader>();
  const { t } = useTranslation("shell");
  const account = useAccountFace(shell);
  // Whatever was recorded moves the size of the log, which every page shows.
  useFeed({ ...shell, roundId: shell.round?.id ?? null });
  const { round, log } = shell;
  const outbox = useAccountOutbox(useCommandSender());
  const onVerified = useWitnessing(outbox.outbox, log.witnesses?.policy ?? null);
  const watch = useLogWatch(log, shell.accountId, onVerified);
  const alarm = useLogAlarm(shell.accountId);
  return (
    <OutboxContext.Provider value={outbox}>
      <AppShell
        nav={shell.nav.map((key) => ({
          key,
          to: PLACE_PATHS[key],
          prefix: PLACE_PREFIXES[key],
          count: key === "notes" ? shell.unread : 0,
        }))}
        round={round === null ? null : { name: t(`tier.${round.tier}`, { year: round.year }), to: null }}
        account={account}
        outbox={<OutboxPill accountId={shell.accountId} />}
        log={{ ...log, state: log.witnesses?.isLate === true ? "witnessLate" : LOG_STATES[watch], treeSize: log.size }}
        logTo="/results#log"
        logAlarm={alarm === null ? undefined : <LogAlarmBar alarm={alarm} accountId={shell.accountId} />}
      >
        <Outlet />
      </AppShell>
    </OutboxContext.Provider>
  );
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
