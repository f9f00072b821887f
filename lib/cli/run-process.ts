import { type Commands, run } from "./run.ts";

/** Runs the command this process was started for. */
export async function runProcess(commands: Commands): Promise<void> {
  // The reader of the output may stop early, as head does, so the rest has no reader.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  process.exitCode = await run(commands, process.argv.slice(2), {
    say: (line) => console.log(line),
    complain: (line) => console.error(line),
  });
}
