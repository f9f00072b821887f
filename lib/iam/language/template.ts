/** A piece of a pattern: plain text, `*`, `?`, or a policy variable such as `${aws:username, 'nobody'}`. */
export type Piece =
  | { kind: "text"; text: string }
  | { kind: "any" }
  | { kind: "one" }
  | { kind: "variable"; key: string; fallback?: string };

export type TemplateOptions = { variables: boolean; wildcards: boolean };

const LITERALS = new Set(["*", "?", "$"]);
const VARIABLE = /^([^,']+)(?:,\s*'([^']*)'\s*)?$/;

function push(pieces: Piece[], text: string): void {
  if (text === "") return;
  const last = pieces[pieces.length - 1];
  if (last?.kind === "text") last.text += text;
  else pieces.push({ kind: "text", text });
}

function pushPlain(pieces: Piece[], text: string, wildcards: boolean): void {
  if (!wildcards) {
    push(pieces, text);
    return;
  }
  for (const part of text.split(/([*?])/)) {
    if (part === "*") pieces.push({ kind: "any" });
    else if (part === "?") pieces.push({ kind: "one" });
    else push(pieces, part);
  }
}

/**
 * Splits a policy string into pieces. `${*}`, `${?}` and `${$}` are plain characters. Returns the reason as a string if
 * a variable is malformed. Source: IAM User Guide, "IAM policy elements: Variables and tags".
 */
export function parseTemplate(source: string, options: TemplateOptions): Piece[] | string {
  const pieces: Piece[] = [];
  if (!options.variables || !source.includes("${")) {
    pushPlain(pieces, source, options.wildcards);
    return pieces;
  }
  let from = 0;
  for (;;) {
    const open = source.indexOf("${", from);
    if (open < 0) break;
    pushPlain(pieces, source.slice(from, open), options.wildcards);
    const close = source.indexOf("}", open);
    if (close < 0) return "the policy variable has no closing }";
    const inside = source.slice(open + 2, close);
    if (LITERALS.has(inside)) push(pieces, inside);
    else {
      const match = VARIABLE.exec(inside);
      const key = match?.[1]?.trim();
      if (!match || !key || /[${]/.test(inside)) return `\${${inside}} is not a policy variable`;
      if (options.wildcards && /[*?]/.test(match[2] ?? "")) {
        return `\${${inside}} has a wildcard in its default, which AWS may read as a wildcard or as plain text`;
      }
      const variable: Piece = { kind: "variable", key: key.toLowerCase() };
      pieces.push(match[2] === undefined ? variable : { ...variable, fallback: match[2] });
    }
    from = close + 1;
  }
  pushPlain(pieces, source.slice(from), options.wildcards);
  return pieces;
}
