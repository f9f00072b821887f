import { type Node, parseJson as readJson } from "#lib/iam/index.ts";
import { placeHoldersIn } from "#lib/secrets/rules/place-holder.ts";
import { atMost, limits } from "./limits.ts";
import type { JsonValue, Path, Problem, Warning } from "./reading.ts";
import { decodeText, placesIn } from "./text.ts";
import { readYaml } from "./yaml-document.ts";

export type ParsedDocument =
  | { ok: true; value: JsonValue; warnings: Warning[]; located: (problems: Problem[]) => Problem[] }
  | { ok: false; problems: Problem[] };

/** Parses bytes into one JSON value. Text starting with a brace or bracket is JSON; anything else is read as YAML. */
export function parseModelDocument(input: Uint8Array | string): ParsedDocument {
  const decoded = decodeText(input);
  if (!decoded.ok) return decoded;
  const { text, warnings } = decoded;
  const parsed = /^\s*[{[]/.test(text) ? parseJson(text) : parseYaml(text);
  if (!parsed.ok) return { ok: false, problems: atMost(parsed.problems, "problems") };
  const problems: Problem[] = [];
  checkValue(parsed.value, [], problems);
  if (problems.length > 0 || !isJson(parsed.value)) return { ok: false, problems: parsed.located(problems) };
  const found = [...takenOutWarnings(text), ...warnings, ...parsed.warnings];
  return { ok: true, value: parsed.value, warnings: found, located: parsed.located };
}

type Parsed =
  | { ok: true; value: unknown; warnings: Warning[]; located: (problems: Problem[]) => Problem[] }
  | { ok: false; problems: Problem[] };

function parseJson(text: string): Parsed {
  const place = placesIn(text);
  const json = readJson(text, limits.values);
  if (!json.ok) {
    const problems = json.problems.map(({ message, path, span }) => ({
      path,
      message,
      ...(span ? place(span.start.offset) : {}),
    }));
    return { ok: false, problems };
  }
  // A problem with a missing value is located at its would-be container.
  const located = (found: Problem[]) =>
    atMost(found, "problems").map((problem) => ({
      ...problem,
      ...place(nodeAt(json.node, problem.path).span.start.offset),
    }));
  return { ok: true, value: JSON.parse(text), warnings: [], located };
}

/** The node at a path, or the last existing node on the way. */
function nodeAt(node: Node, [step, ...rest]: Path): Node {
  const next =
    node.kind === "array"
      ? node.items[Number(step)]
      : node.kind === "object"
        ? node.entries.find(({ key }) => key === step)?.value
        : undefined;
  return next ? nodeAt(next, rest) : node;
}

function parseYaml(text: string): Parsed {
  const yaml = readYaml(text);
  if (!yaml.ok) return yaml;
  const place = placesIn(text);
  const located = (found: Problem[]) =>
    atMost(found, "problems").map((problem) => {
      const offset = yaml.offsetOf(problem.path);
      return offset === null ? problem : { ...problem, ...place(offset) };
    });
  return { ok: true, value: yaml.value, warnings: yaml.warnings, located };
}

/** Reports values that JSON or YAML allows but a database text or a JSON export cannot store. */
function checkValue(value: unknown, path: Path, problems: Problem[]): void {
  if (path.length > limits.depth) {
    problems.push({ path, message: `Nesting exceeds the limit of ${limits.depth} levels.` });
  } else if (typeof value === "string") {
    if (value.includes("\0")) problems.push({ path, message: "The text contains a NUL character." });
    if (/\p{Surrogate}/u.test(value)) problems.push({ path, message: "The text contains an unpaired surrogate." });
  } else if (typeof value === "number" && !Number.isFinite(value)) {
    problems.push({ path, message: "The number is too large or not a number." });
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => {
      checkValue(item, [...path, index], problems);
    });
  } else if (value !== null && typeof value === "object") {
    for (const [key, item] of Object.entries(value)) {
      if (key === "__proto__") problems.push({ path: [...path, key], message: 'The key "__proto__" is not accepted.' });
      checkValue(key, [...path, key], problems);
      checkValue(item, [...path, key], problems);
    }
  }
}

/** After the checks only null, booleans, numbers, texts, lists and plain objects are left. */
function isJson(value: unknown): value is JsonValue {
  return value === null || ["string", "number", "boolean", "object"].includes(typeof value);
}

/** Warns that secrets were removed from a file's text, detected by their placeholders. */
function takenOutWarnings(text: string): Warning[] {
  const [first, ...more] = placeHoldersIn(text);
  if (!first) return [];
  const { line } = placesIn(text)(first.start);
  const message =
    more.length === 0
      ? `A secret was removed from the file, on line ${line}, and not stored. Revoke it: anyone who could read the file knows it.`
      : `Secrets were removed from ${more.length + 1} places in the file, the first on line ${line}, and not stored. Revoke them: anyone who could read the file knows them.`;
  return [{ path: [], message }];
}
