import { run } from "./run.mjs";

/** Node 24 from npm, as a program in front of the arguments: one package for each kind of machine. */
export const NODE_24 = [
  "npx",
  "--yes",
  "--prefer-offline",
  `--package=node-${process.platform}-${process.arch}@24`,
  "--",
  "node",
];

/** Fetches Node 24 in advance. If this fails, the programs that run on it report it. */
export async function fetchNode24() {
  const [program, ...args] = NODE_24;
  await run(program, [...args, "--version"]);
}
