import { buildIfOld } from "./build.mjs";
import { checkPostgres } from "./check-postgres.mjs";
import { bundleWorker } from "./checks-worker.mjs";
import { loadGuard, readConfiguration, settle } from "./configuration.mjs";
import { isDemoMissing, lockDataFolder, makeDataFolder, provideSecrets, seedDemo } from "./data-folder.mjs";
import { end, endOnSignals } from "./end.mjs";
import { install } from "./install.mjs";
import { extractManagedPolicies } from "./managed-policies.mjs";
import { outliveReaders } from "./outlive-readers.mjs";
import { root, say, seconds } from "./root.mjs";
import { serve, serveMeanwhile } from "./serve.mjs";

/** `npm start`: from a fresh clone, or from the last start, to an application that answers. */
export async function start({ dev }) {
  const begin = performance.now();
  process.chdir(root);
  outliveReaders();
  endOnSignals({ serves: true });
  try {
    await install();
    const configuration = await readConfiguration({ dev });
    const { DATABASE_URL, DATA_DIR, demo } = configuration.env;
    makeDataFolder(DATA_DIR);
    if (DATABASE_URL) await checkPostgres(DATABASE_URL);
    else lockDataFolder(DATA_DIR);
    const settled = await settle(configuration);
    const { HOST, PORT, origin, hosts } = settled;
    provideSecrets(DATA_DIR);
    const guard = await loadGuard(settled, { dev });
    const fills = demo && !DATABASE_URL && isDemoMissing(DATA_DIR);
    const meanwhile = fills ? await serveMeanwhile({ host: HOST, port: PORT, guard, doing: FILLING }) : undefined;
    if (fills) say(`${origin} shows a waiting page while the demo program is created.`);
    await Promise.all([dev ? bundleWorker() : buildIfOld(), fills ? fillDemo(DATA_DIR) : undefined]);
    say(DATABASE_URL ? "Opening the PostgreSQL database …" : `Opening the database in ${DATA_DIR} …`);
    await serve({ dev, host: HOST, port: PORT, name: hosts[0], guard, meanwhile });
    say(`Guardians is at ${origin} (started in ${seconds(begin)}). Ctrl-C stops it.`);
    if (isOpen(HOST)) say(`It answers only for ${hosts.join(", ")}; any other host is refused. ORIGIN sets the host.`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    await end(1);
  }
}

const FILLING = "The demo program is being created. This takes a minute or two.";

/** Runs in parallel with the build: the demo program only needs the part that checks its policies. */
async function fillDemo(folder) {
  await bundleWorker();
  extractManagedPolicies();
  await seedDemo(folder);
}

/** Whether other machines can reach this address. */
function isOpen(host) {
  return !/^(localhost|127\..*|::1)$/.test(host);
}
