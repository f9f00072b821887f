import { FILE_COMMANDS } from "./file-commands.ts";
import { runProcess } from "./run-process.ts";

// The package's command, which has no database.
await runProcess(FILE_COMMANDS);
