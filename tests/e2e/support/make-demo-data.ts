import { startApp } from "./start-app.ts";

// Started alone, with a folder: the application makes its demo program there and stops. It is ended with this process.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));
const [folder] = process.argv.slice(2);
if (!folder) throw new Error("Say in which folder the demo program is to be made.");
const app = await startApp({ DATA_DIR: folder });
await app.stop();
