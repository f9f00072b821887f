import { makeDataFolder, provideSecrets, seedDemo } from "../../../scripts/steps/data-folder.mjs";

// Started alone, with a folder: makes the demo program there as a first start does, beside the build. It is ended with this process.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));
const [folder] = process.argv.slice(2);
if (!folder) throw new Error("Say in which folder the demo program is to be made.");
makeDataFolder(folder);
provideSecrets(folder);
await seedDemo(folder);
