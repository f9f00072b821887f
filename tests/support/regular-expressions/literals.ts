import { parseAst } from "vitest/node";

/** A regular expression as it stands in a source. */
export type Literal = { file: string; source: string; flags: string };

type Node = { type?: string; regex?: { pattern: string; flags: string }; callee?: Node; name?: string };

/** Every regular expression that is written down in a source, and how many are put together from text. */
export function regularExpressionsIn(file: string, text: string): { literals: Literal[]; made: number } {
  const literals: Literal[] = [];
  let made = 0;
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { type, regex, callee } = value as Node;
    if (type === "Literal" && regex) literals.push({ file, source: regex.pattern, flags: regex.flags });
    if ((type === "NewExpression" || type === "CallExpression") && callee?.name === "RegExp") made += 1;
    for (const part of Object.values(value)) visit(part);
  };
  visit(parseAst(text, { lang: file.endsWith("x") ? "tsx" : "ts" }));
  return { literals, made };
}
