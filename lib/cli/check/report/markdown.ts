import { printable } from "./printable.ts";

/** Shows nothing, and ends what GitHub would make a mention, a reference or a link of. */
const GAP = "\u200b";

/** Text of a template inside Markdown: it makes no markup, no link, no mention and no reference to an issue. */
export function words(text: string): string {
  return printable(text)
    .replace(/[&<>$]/g, (mark) => `&#${mark.charCodeAt(0)};`)
    .replace(/[\\`*_{}[\]()!|~]/g, "\\$&")
    .replace(/(?<!&)#/g, `\\#${GAP}`)
    .replaceAll("@", `@${GAP}`)
    .replaceAll("://", `:${GAP}//`)
    .replace(/\b(www)(?=\.)|\b(GH)(?=-\d)/gi, `$&${GAP}`)
    .replace(/^([-+=:]|\d+(?=[.)]))/, `${GAP}$1`);
}

/** Text as code on one line: inside it nothing is markup. The fence is longer than any run of back-ticks in it. */
export function code(text: string): string {
  const shown = printable(text).replaceAll("|", "\u00a6") || " ";
  const run = longestRun(shown);
  const fence = "`".repeat(run + 1);
  const space = run > 0 || /^ | $/.test(shown) ? " " : "";
  return `${fence}${space}${shown}${space}${fence}`;
}

/** Lines as a block of code. */
export function block(lines: readonly string[]): string {
  const shown = lines.map(printable);
  const fence = "`".repeat(Math.max(3, longestRun(shown.join("\n")) + 1));
  return [fence, ...shown, fence].join("\n");
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
