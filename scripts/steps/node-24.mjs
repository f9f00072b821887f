import { run } from "./run.mjs";

/** Another Node from npm, as a program in front of the arguments: one package for each kind of machine. */
export const NODE_24 = [
  "npx",
  "--yes",
  "--prefer-offline",
  `--package=node-${process.platform}-${process.arch}@24`,
  "--",
  "node",
];

/** Fetches it ahead. Where that fails, what runs on it says so. */
export async function fetchNode24() {
  const [program, ...args] = NODE_24;
  await run(program, [...args, "--version"]);
}
