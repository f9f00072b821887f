import { printable } from "./printable.ts";

/** An invisible character that prevents GitHub from creating a mention, a reference or a link. */
const GAP = "\u200b";

/** Template text inside Markdown, without markup, links, mentions or issue references. */
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

/** Inline code on one line, free of markup. The fence is longer than any run of backticks in it. */
export function code(text: string): string {
  const shown = printable(text).replaceAll("|", "\u00a6") || " ";
  const run = longestRun(shown);
  const fence = "`".repeat(run + 1);
  const space = run > 0 || /^ | $/.test(shown) ? " " : "";
  return `${fence}${space}${shown}${space}${fence}`;
}

export function block(lines: readonly string[]): string {
  const shown = lines.map(printable);
  const fence = "`".repeat(Math.max(3, longestRun(shown.join("\n")) + 1));
  return [fence, ...shown, fence].join("\n");
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
