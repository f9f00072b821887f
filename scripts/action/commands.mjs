import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";

/** A workflow log command, escaped so that its text cannot start another one. Source: GitHub, Workflow commands. */
export function annotate(kind, text) {
  const data = text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  console.log(`::${kind} title=Guardians::${data}`);
}

/** Sets the step's outputs. An unpredictable delimiter ends each value. */
export function setOutputs(file, outputs) {
  if (!file) return;
  const lines = Object.entries(outputs).map(([name, value]) => {
    const end = `end-${randomUUID()}`;
    return `${name}<<${end}\n${value}\n${end}\n`;
  });
  appendFileSync(file, lines.join(""));
}

/** GitHub refuses a summary of more than 1 MiB. */
const LONGEST_SUMMARY = 1_000_000;

export function addSummary(file, markdown) {
  if (file) appendFileSync(file, `${shortened(markdown, LONGEST_SUMMARY)}\n`);
}

/** The text up to a heading, within a number of bytes and with no code block left open. */
export function shortened(markdown, bytes) {
  const all = Buffer.from(markdown);
  if (all.length <= bytes) return markdown;
  const note = "\n\n*Shortened: the full report is in the job log and in its report file.*\n";
  const head = all.subarray(0, bytes - Buffer.byteLength(note) - LONGEST_FENCE).toString("utf8");
  const end = Math.max(head.lastIndexOf("\n### "), head.lastIndexOf("\n#### "), 0);
  const kept = head.slice(0, end);
  return `${kept}${closing(kept)}${note}`;
}

const LONGEST_FENCE = 400;

/** Closes the code block that a text ends in, because a template line may look like a heading. */
function closing(markdown) {
  let open = null;
  for (const line of markdown.split("\n")) {
    if (open === null && /^`{3,}$/.test(line)) open = line;
    else if (line === open) open = null;
  }
  return open === null ? "" : `\n${open}`;
}
