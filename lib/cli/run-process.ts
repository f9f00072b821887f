import { type Commands, run } from "./run.ts";

/** Runs the command that this process was started for. */
export async function runProcess(commands: Commands): Promise<void> {
  // Whoever reads the output may stop early, as head does: what is left to say is for nobody.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  process.exitCode = await run(commands, process.argv.slice(2), {
    say: (line) => console.log(line),
    complain: (line) => console.error(line),
  });
}
