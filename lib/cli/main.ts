import { run } from "./run.ts";

// Whoever reads the output may stop early, as head does: what is left to say is for nobody.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  say: (line) => console.log(line),
  complain: (line) => console.error(line),
});
