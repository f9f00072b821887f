import { FILE_COMMANDS } from "./file-commands.ts";
import { PROGRAM_COMMANDS } from "./program-commands.ts";
import { runProcess } from "./run-process.ts";

// The command in a checkout.
await runProcess({ ...FILE_COMMANDS, ...PROGRAM_COMMANDS });
