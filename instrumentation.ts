import type { Instrumentation } from "next";
import type { Database } from "#db/client.ts";

/** Anyone who takes over the server would have it too. */
const OWNER_URL_GIVEN =
  "DATABASE_OWNER_URL is for “guardians db init” only. Unset it for the server, which could change and empty the tables with it.";

/**
 * What has to stand before the first request: the database, then the worker of the job queue. What fails is kept for the
 * process that serves, which says it in its own words and ends.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  try {
    const { env } = await import("#lib/env.ts");
    // next-auth reads its own address from here.
    process.env.NEXTAUTH_URL ??= env().origin;
    // The SDK of AWS would say on the server's log which Node it will want some day.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
    if (env().DATABASE_OWNER_URL) throw new Error(OWNER_URL_GIVEN);
    const { database } = await import("#db/client.ts");
    const opened = await database();
    await warnOfOwner(opened);
    const { startWorker, stopWorker } = await import("#lib/worker/worker.ts");
    const { closePool, pool } = await import("#lib/processes/pool.ts");
    pool().warm();
    await startWorker(opened);
    // What the program that serves does last. Checks that run are ended and done at the next start; then the database closes.
    const stop = () => {
      const stopped = stopWorker();
      closePool();
      return stopped.then(opened.close);
    };
    Object.assign(globalThis, { guardiansStop: stop });
    const { logError } = await import("#lib/web/refusal.ts");
    if (env().NODE_ENV === "production") keepConsole(logError);
  } catch (error) {
    Object.assign(globalThis, { guardiansFailure: error });
  }
}

async function warnOfOwner({ driver, role }: Database): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  if (driver.kind !== "postgres" || role !== "owner") return;
  const { OWNER_SERVES } = await import("#lib/database-role.ts");
  const { logWarning } = await import("#lib/web/log-warning.ts");
  logWarning("database", OWNER_SERVES);
}

/** What libraries write about a request may hold what was sent: their lines are made as ours are (S39, S42). */
function keepConsole(logError: (requestId: string, action: string, error: unknown) => void): void {
  const write = (...parts: unknown[]) =>
    logError("unknown", "console", parts.find((part) => part instanceof Error) ?? parts[0]);
  console.error = write;
  console.warn = write;
}

export const onRequestError: Instrumentation.onRequestError = async (...error) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { noteRequestError } = await import("#lib/web/request-error.ts");
  noteRequestError(...error);
};
