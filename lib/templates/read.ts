import type { Node, Problem } from "#lib/iam/index.ts";
import { readCloudFormation } from "./cloudformation/read-cloudformation.ts";
import { parseJsonSource } from "./json-source.ts";
import { MAX_LENGTH, TOO_LONG } from "./limits.ts";
import { child } from "./node.ts";
import { readPlainPolicy } from "./plain-policy.ts";
import type { Findings, Format, Language, TemplateOptions, TemplateReading } from "./reading.ts";
import { readTerraformPlan } from "./terraform/read-terraform-plan.ts";
import { parseYaml } from "./yaml-source.ts";

export { type Branch, branchesMeet, type Fact, isCovered, isWithin } from "./branch.ts";
export type {
  Assumption,
  Attachment,
  Findings,
  Format,
  Incomplete,
  Language,
  Path,
  PolicyKind,
  TemplateOptions,
  TemplatePolicy,
  TemplateReading,
} from "./reading.ts";

/**
 * Every policy in a source: CloudFormation (YAML or JSON, CDK synth output too), a Terraform plan as JSON, or one plain
 * policy. The format is told by shape. `ok: false` means that nothing could be read (syntax, limits, unknown shape); a
 * policy that can not be known whole is in `incomplete`, never left out. Pure; lines from 1, columns from 0.
 */
export function readTemplate(text: string, options: TemplateOptions = {}): TemplateReading {
  if (text.length > MAX_LENGTH) return refuse({ message: TOO_LONG, path: [] });
  if (text.startsWith("\u{FEFF}")) {
    const start = { line: 1, column: 0, offset: 0 };
    const span = { start, end: { ...start, column: 1, offset: 1 } };
    return refuse({ message: "The text begins with a byte order mark. Save it as UTF-8 without one.", path: [], span });
  }
  const language = languageOf(text);
  const parsed = language === "json" ? parseJsonSource(text) : parseYaml(text);
  if (!parsed.ok) return { ok: false, problems: parsed.problems.slice(0, MAX_PROBLEMS) };
  const unclear = unclearShape(parsed.node);
  if (unclear) return refuse(unclear);
  const [format] = formatsOf(parsed.node);
  if (!format) return { ok: false, problems: [unknownShape(parsed.node, options.fileName)], foreign: true };
  return { ok: true, format, language, root: parsed.node, ...findings(format, parsed.node, options) };
}

/** A broken text may repeat one mistake very often; the first ones tell enough. */
const MAX_PROBLEMS = 20;

function refuse(problem: Problem): TemplateReading {
  return { ok: false, problems: [problem] };
}

function findings(format: Format, node: Node, options: TemplateOptions): Findings {
  if (format === "cloudformation") return readCloudFormation(node, options);
  return format === "policy" ? readPlainPolicy(node) : readTerraformPlan(node, options);
}

/** JSON begins with an object or list of quoted names and values; YAML's own braces hold bare words. */
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
  if (has("AWSTemplateFormatVersion", "Resources", "Fn::Transform") || isMacro(child(node, "Transform"))) {
    formats.push("cloudformation");
  }
  if (has("Statement")) formats.push("policy");
  if (has("planned_values", "resource_changes")) formats.push("terraform-plan");
  return formats;
}

/** A template that is made by a macro whole. */
function isMacro(transform: Node | undefined): boolean {
  if (transform?.kind === "array") return transform.items.some(isMacro);
  return transform?.kind === "string" ? transform.value.startsWith("AWS::") : child(transform, "Name") !== undefined;
}

/** What has two shapes, or stands under a tag, may be read in one way here and be put to use in another. */
function unclearShape(node: Node): Problem | null {
  const unclear = (message: string): Problem => ({ message, path: [], span: node.span });
  const formats = formatsOf(node).map((format) => NAMES[format]);
  if (formats.length > 1) return unclear(`The text is both ${formats.join(" and ")}. Keep one of them.`);
  const [only, ...others] = node.kind === "object" ? node.entries : [];
  if (!only?.key.startsWith("!") || others.length > 0 || formatsOf(only.value).length === 0) return null;
  return unclear(`The whole text stands under the tag ${only.key}. Remove it.`);
}

const NAMES: Record<Format, string> = {
  cloudformation: "a template",
  policy: "a policy",
  "terraform-plan": "a plan",
};

function unknownShape(node: Node, fileName = "The text"): Problem {
  const message = child(node, "terraform_version")
    ? `${fileName} is a Terraform state. Make a plan with "terraform plan -out=plan" and "terraform show -json plan".`
    : `${fileName} is no policy, template or plan: it has none of Statement, Resources, planned_values.`;
  return { message, path: [], span: node.span };
}
