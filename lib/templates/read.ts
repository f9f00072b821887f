import type { Node, Problem } from "#lib/iam/index.ts";
import { READERS } from "#readers";
import { parseJsonSource } from "./json-source.ts";
import { MAX_LENGTH, MAX_PLAN_LENGTH, MAX_PLAN_NODES, TOO_LONG } from "./limits.ts";
import { type Nesting, nestedReader, outermost, type ReadNested } from "./nested/nested.ts";
import { child, children, objectNode } from "./node.ts";
import { readPlainPolicy } from "./plain-policy.ts";
import { readPoliciesIn, STATE } from "./policies-in-data.ts";
import type { Findings, Format, Incomplete, Language, LeftOut, TemplateOptions, TemplateReading } from "./reading.ts";
import { pathInWhole, withLeftOut } from "./terraform/reduced-plan.ts";
import { parseYaml, type Twice } from "./yaml-source.ts";

export { type Branch, branchesMeet, type Fact, isCovered, isWithin } from "./branch.ts";
export type {
  Assumption,
  Attachment,
  FileBeside,
  Findings,
  Format,
  Holder,
  Incomplete,
  Language,
  LeftOut,
  Link,
  Named,
  Path,
  PolicyKind,
  TemplateOptions,
  TemplatePolicy,
  TemplateReading,
} from "./reading.ts";

/**
 * Every policy in a source: CloudFormation (YAML or JSON, CDK synth output too), a Terraform plan as JSON, one plain
 * policy, or data that contains policies. The format is detected by shape. `ok: false` means that nothing could be read
 * (syntax, limits, unknown shape). A policy that cannot be fully known is in `incomplete`, never left out. A template
 * and a plan may begin with a byte order mark. In a YAML template the last of two equal keys wins, as for
 * CloudFormation, and the duplicate is a gap. Pure; lines from 1, columns from 0.
 */
export function readTemplate(text: string, options: TemplateOptions = {}): TemplateReading {
  return readWithin(text, options, outermost());
}

function readWithin(text: string, options: TemplateOptions, nesting: Nesting): TemplateReading {
  const { leftOut } = options;
  if (text.length > (leftOut ? MAX_PLAN_LENGTH : MAX_LENGTH)) return refuse({ message: TOO_LONG, path: [] });
  const isMarked = text.startsWith(MARK);
  const language = languageOf(text);
  const parsed = parsedAs(language, text, leftOut ? MAX_PLAN_NODES : undefined);
  if (!parsed.ok) {
    const problems = parsed.problems.slice(0, MAX_PROBLEMS);
    return { ok: false, problems: leftOut ? problems.map((one) => inWhole(one, leftOut)) : problems };
  }
  const unclear = unclearShape(parsed.node);
  if (unclear) return refuse(unclear);
  const [format] = formatsOf(parsed.node);
  const { twice = [] } = parsed;
  const root = leftOut ? withLeftOut(parsed.node, leftOut) : parsed.node;
  if (twice.length > 0 && format !== "cloudformation") {
    return { ok: false, problems: twice.slice(0, MAX_PROBLEMS).map(said) };
  }
  if (!format) {
    const found = options.isData ? null : readPoliciesIn(root);
    if (found) return { ok: true, format: "policy", language, root, ...found };
    return { ok: false, problems: [unknownShape(root, options.fileName)], foreign: true };
  }
  if (format === "policy" && isMarked) return refuse(marked());
  const found = findings(format, root, options, nestedReader(options, nesting, readWithin));
  if (twice.length === 0) return { ok: true, format, language, root, ...found };
  const incomplete = [...found.incomplete, ...twice.slice(0, MAX_PROBLEMS).map((one) => gapOf(one, root))];
  const told = twice.map((one) => ({ ...said(one), passedOver: passedOver(one) }));
  return { ok: true, format, language, root, ...found, incomplete, twice: told };
}

function parsedAs(language: Language, text: string, mostNodes?: number) {
  if (language === "yaml") return parseYaml(text);
  return parseJsonSource(text.startsWith(MARK) ? ` ${text.slice(1)}` : text, mostNodes);
}

/** The format of a text by its shape; undefined if the text cannot be read or is something else. */
export function formatOf(text: string): Format | undefined {
  const parsed = text.length > MAX_LENGTH ? null : parsedAs(languageOf(text), text);
  return parsed?.ok ? formatsOf(parsed.node)[0] : undefined;
}

const MARK = "\u{FEFF}";

/** The problem for a policy with a byte order mark, because it is unknown whether IAM accepts one. */
function marked(): Problem {
  const start = { line: 1, column: 0, offset: 0 };
  const span = { start, end: { ...start, column: 1, offset: 1 } };
  return { message: "The text begins with a byte order mark. Save it as UTF-8 without one.", path: [], span };
}

function said({ path, span }: Twice): Problem {
  return { message: `The key "${path.at(-1)}" appears twice.`, path, span };
}

function gapOf({ path, span }: Twice, root: Node): Incomplete {
  const message = `The key "${path.at(-1)}" appears twice. CloudFormation uses the last one, and so does this check. Keep one of them.`;
  const [section, logicalId] = path;
  if (section !== "Resources" || typeof logicalId !== "string") return { message, path, span };
  const type = child(child(child(root, section), logicalId), "Type");
  return { message, path, span, logicalId, ...(type?.kind === "string" && { resourceType: type.value }) };
}

function passedOver({ path, passedOver: { key, value } }: Twice): Node {
  const names = path.slice(0, -1).filter((name) => typeof name === "string");
  const inner = objectNode([[key, value]], value.span);
  return names.reduceRight<Node>((node, name) => objectNode([[name, node]], value.span), inner);
}

/** A broken text may repeat one mistake very often; the first ones are enough. */
const MAX_PROBLEMS = 20;

function inWhole(problem: Problem, leftOut: readonly LeftOut[]): Problem {
  return { ...problem, path: pathInWhole(problem.path, leftOut) };
}

function refuse(problem: Problem): TemplateReading {
  return { ok: false, problems: [problem] };
}

function findings(format: Format, node: Node, options: TemplateOptions, nested: ReadNested): Findings {
  return format === "policy" ? readPlainPolicy(node) : READERS[format](node, options, nested);
}

/**
 * Guesses the language: JSON begins with an object or list of quoted names and values; YAML's own braces contain bare
 * words.
 */
export function languageOf(text: string): Language {
  const start = /^\s*([{[])\s*([^\s]?)/.exec(text);
  if (!start) return "yaml";
  const [, bracket, next = ""] = start;
  if (bracket === "[") return /^[\][{"\d-]?$/.test(next) ? "json" : "yaml";
  return /^["}]?$/.test(next) ? "json" : "yaml";
}

function formatsOf(node: Node): Format[] {
  const has = (...keys: string[]) => keys.some((key) => child(node, key));
  const formats: Format[] = [];
  const isTemplate = has("AWSTemplateFormatVersion", "Fn::Transform") || isMacro(child(node, "Transform"));
  if (isTemplate || holdsResources(child(node, "Resources"))) {
    formats.push("cloudformation");
  }
  if (has("Statement")) formats.push("policy");
  if (has("planned_values", "resource_changes")) formats.push("terraform-plan");
  return formats;
}

/** CloudFormation types: `AWS::S3::Bucket`, `Custom::Thing`, `Team::Own::Type::MODULE`. */
const TYPE = /^[A-Za-z0-9]+::/;

/**
 * Whether Resources are CloudFormation's. Others, such as AWS Security Hub findings, have a list, or no CloudFormation
 * types.
 */
function holdsResources(resources: Node | undefined): boolean {
  if (resources?.kind !== "object") return false;
  const isOne = (node: Node) =>
    [...children(node).values()].some((each) => each.kind === "string" && TYPE.test(each.value));
  const isMade = (name: string) => /^(?:Fn::|!)/.test(name);
  return (
    resources.entries.length === 0 ||
    resources.entries.some(({ key, value }) => {
      const looksLikeOne = child(value, "Type") !== undefined && child(value, "Properties") !== undefined;
      return isMade(key) || isOne(value) || looksLikeOne || [...children(value).keys()].some(isMade);
    })
  );
}

/** Whether a macro makes the whole template. */
function isMacro(transform: Node | undefined): boolean {
  if (transform?.kind === "array") return transform.items.some(isMacro);
  return transform?.kind === "string" ? transform.value.startsWith("AWS::") : child(transform, "Name") !== undefined;
}

/**
 * The problem if a document has two shapes, or is under a tag: it may be read one way here and used another way
 * elsewhere.
 */
function unclearShape(node: Node): Problem | null {
  const unclear = (message: string): Problem => ({ message, path: [], span: node.span });
  const formats = formatsOf(node).map((format) => NAMES[format]);
  if (formats.length > 1) return unclear(`The text is both ${formats.join(" and ")}. Keep one of them.`);
  const [only, ...others] = node.kind === "object" ? node.entries : [];
  if (!only?.key.startsWith("!") || others.length > 0 || formatsOf(only.value).length === 0) return null;
  return unclear(`The whole text is under the tag ${only.key}. Remove the tag.`);
}

const NAMES: Record<Format, string> = {
  cloudformation: "a template",
  policy: "a policy",
  "terraform-plan": "a plan",
};

function unknownShape(node: Node, fileName = "The text"): Problem {
  const message = child(node, "terraform_version")
    ? STATE
    : `${fileName} is not a policy, template or plan. It has no Statement, Resources or planned_values.`;
  return { message, path: [], span: node.span };
}
