import { CST, type Document, isCollection, isNode, isScalar, Lexer, parseDocument, visit, type YAMLMap } from "yaml";
import { limits } from "./limits.ts";
import type { Path, Problem, Warning } from "./reading.ts";
import { placesIn } from "./text.ts";
import { type Insertion, indentQuotedLines, offsetInFile } from "./yaml-quotes.ts";

const plainTags = new Set(["!!str", "!!int", "!!float", "!!bool", "!!null", "!!map", "!!seq"]);

/**
 * "error": a parser message for the console either becomes a problem here or is ignored. `uniqueKeys` is off because
 * the parser compares each key with all previous ones, which takes minutes for a large map. Repeated keys are detected
 * here.
 */
const options = { uniqueKeys: false, strict: true, prettyErrors: false, logLevel: "error" } as const;

type YamlReading =
  | { ok: true; value: unknown; warnings: Warning[]; offsetOf: (path: Path) => number | null }
  | { ok: false; problems: Problem[]; openQuote: boolean };

/** YAML 1.2 core, one document, no aliases, no custom tags, no directives. Checked piece by piece before a tree is built. */
export function readYaml(text: string): YamlReading {
  const reading = readStrictly(text, []);
  if (reading.ok || !reading.openQuote) return reading;
  const indented = indentQuotedLines(text);
  if (indented.starts.length === 0) return reading;
  const tolerant = readStrictly(indented.text, indented.insertions);
  if (!tolerant.ok) return reading;
  const place = placesIn(text);
  const warnings = indented.starts.map((start): Warning => {
    const { line } = place(start);
    return {
      path: [],
      message: `the quoted text that starts on line ${line} is not fully indented under its key`,
    };
  });
  return { ...tolerant, warnings };
}

function readStrictly(text: string, insertions: Insertion[]): YamlReading {
  const refused = checkPieces(text);
  if (refused.length > 0) return { ok: false, problems: refused, openQuote: false };
  const document = parseDocument(text, { ...options, schema: "core" });
  const place = placesIn(text);
  const problems = [...document.errors, ...document.warnings].map((issue): Problem => {
    return { path: [], message: `The YAML is invalid: ${shortened(issue.message)}.`, ...place(issue.pos[0]) };
  });
  const openQuote = document.errors.some(({ code, message }) => code === "MISSING_CHAR" && message.endsWith("quote"));
  visit(document, {
    Map: (_, map) => {
      for (const offset of repeatedKeys(map)) {
        problems.push({ path: [], message: "The YAML is invalid: Map keys must be unique.", ...place(offset) });
      }
    },
    Pair: (_, { key }) => {
      if (!isCollection(key)) return;
      const at = place(key.range?.[0] ?? 0);
      problems.push({ path: [], message: "A key of the YAML is a list or a map; only text is accepted.", ...at });
    },
  });
  if (problems.length > 0) return { ok: false, problems, openQuote };
  const inFile = (path: Path) => {
    const offset = offsetOf(document, path);
    return offset === null ? null : offsetInFile(offset, insertions);
  };
  return { ok: true, value: document.toJS({ maxAliasCount: 0 }), warnings: [], offsetOf: inFile };
}

function repeatedKeys({ items }: YAMLMap): number[] {
  const seen = new Set<unknown>();
  return items.flatMap(({ key }) => {
    if (!isScalar(key)) return [];
    const { value, range } = key;
    if (!seen.has(value)) {
      seen.add(value);
      return [];
    }
    return [range?.[0] ?? 0];
  });
}

/** The parser quotes the rest of the file in some of its messages. */
function shortened(message: string): string {
  return (message.length > 160 ? `${message.slice(0, 160)}…` : message).replace(/\.$/, "");
}

function offsetOf(document: Document, path: Path): number | null {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return null;
}

/**
 * Aliases expand without bound and deep nesting overflows the composer's stack, so both are refused on the lexer's
 * stream.
 */
function checkPieces(text: string): Problem[] {
  const place = placesIn(text);
  const problems: Problem[] = [];
  const depth = new NestingDepth();
  const refuse = (message: string, offset: number) => problems.push({ path: [], message, ...place(offset) });
  if (place(text.length).line > limits.yamlLines) {
    return [
      {
        path: [],
        message: `The YAML has more than ${limits.yamlLines} lines; save it as JSON if it is a threat model.`,
      },
    ];
  }
  let offset = 0;
  let pieces = 0;
  let scalarNext = false;
  for (const piece of new Lexer().lex(text)) {
    pieces += 1;
    if (pieces > limits.yamlPieces) {
      refuse("The YAML has too many tokens to be a threat model; save it as JSON if it is one.", offset);
      return problems;
    }
    if (piece === CST.BOM || piece === CST.DOCUMENT || piece === CST.FLOW_END || piece === CST.SCALAR) {
      scalarNext = piece === CST.SCALAR;
      continue;
    }
    const type = scalarNext ? "scalar" : CST.tokenType(piece);
    scalarNext = false;
    const objection = objectionTo(type, piece);
    if (objection) refuse(objection, offset);
    if (depth.after(type, piece) > limits.depth) {
      refuse(`The YAML nesting exceeds the limit of ${limits.depth} levels.`, offset);
      return problems;
    }
    offset += piece.length;
  }
  return problems;
}

function objectionTo(type: string | null, piece: string): string | null {
  if (type === "alias") return `The YAML alias ${piece} is not accepted; write the value out.`;
  if (type === "tag" && !plainTags.has(piece)) return `The YAML tag ${piece} is not accepted.`;
  if (type === "directive-line") return `The YAML directive ${piece.trim()} is not accepted.`;
  return null;
}

/** Estimates depth from the columns at which values start; a list not indented under its key counts once. */
class NestingDepth {
  private readonly columns: number[] = [];
  private flow = 0;
  private column = 0;

  after(type: string | null, piece: string): number {
    if (type === "flow-map-start" || type === "flow-seq-start") this.flow += 1;
    if (type === "flow-map-end" || type === "flow-seq-end") this.flow -= 1;
    const starts = type !== "space" && type !== "newline" && type !== "comment" && type !== "map-value-ind";
    if (starts && this.flow === 0) this.start();
    const lineBreak = piece.lastIndexOf("\n");
    this.column = lineBreak < 0 ? this.column + piece.length : piece.length - lineBreak - 1;
    return this.columns.length + this.flow;
  }

  private start(): void {
    while ((this.columns.at(-1) ?? -1) > this.column) this.columns.pop();
    if ((this.columns.at(-1) ?? -1) < this.column) this.columns.push(this.column);
  }
}
