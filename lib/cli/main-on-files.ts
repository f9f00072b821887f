import { FILE_COMMANDS } from "./file-commands.ts";
import { runProcess } from "./run-process.ts";

// The command of the package, which has no database.
await runProcess(FILE_COMMANDS);
