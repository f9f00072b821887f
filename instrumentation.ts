/** What has to stand before the first request: the database, then the worker of the job queue. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { env } = await import("#lib/env.ts");
  // next-auth reads its own address from here.
  process.env.NEXTAUTH_URL ??= env().origin;
  // The SDK of AWS would say on the server's log which Node it will want some day.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const { database } = await import("#db/client.ts");
  const opened = await database();
  const { startWorker, stopWorker } = await import("#lib/jobs/worker.ts");
  await startWorker(opened);
  // What the program that serves does last: the job in hand is done before the database closes.
  Object.assign(globalThis, { guardiansStop: () => stopWorker().then(opened.close) });
}
