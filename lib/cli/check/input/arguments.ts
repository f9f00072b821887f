import { parseArgs } from "node:util";
import { UsageError, usageErrorOf } from "#lib/cli/usage.ts";
import { isAccountId } from "#lib/iam/index.ts";

export const FORMATS = ["text", "json", "sarif", "markdown", "github", "gitlab-codequality", "junit"] as const;
export type Format = (typeof FORMATS)[number];

export const FAIL_ON = ["blocking", "incomplete", "results", "never"] as const;
export type FailOn = (typeof FAIL_ON)[number];

export const GATES = ["all", "new"] as const;
export type Gate = (typeof GATES)[number];

export type CheckArguments = {
  paths: string[];
  /** Patterns for the paths of files and folders to leave out. */
  exclude: string[];
  references: string[];
  referenceType: "identity" | "resource";
  sensitiveActions: string | null;
  sensitiveResources: string | null;
  profile: string | null;
  parameters: string | null;
  managedPolicies: string | null;
  format: Format;
  /** One line for each result, in the text format. */
  compact: boolean;
  /** Reports in further formats, each written to a file. */
  write: { format: Format; file: string }[];
  failOn: FailOn;
  gate: Gate;
  against: string | null;
  account: string | null;
  trusted: string[];
  ignore: string[];
  baseline: string | null;
};

const OPTIONS = {
  exclude: { type: "string", multiple: true },
  compact: { type: "boolean", default: false },
  reference: { type: "string", multiple: true },
  "reference-type": { type: "string", default: "identity" },
  "sensitive-actions": { type: "string" },
  "sensitive-resources": { type: "string" },
  profile: { type: "string" },
  parameters: { type: "string" },
  "managed-policies": { type: "string" },
  format: { type: "string", default: "text" },
  write: { type: "string", multiple: true },
  "fail-on": { type: "string", default: "blocking" },
  gate: { type: "string", default: "all" },
  against: { type: "string" },
  account: { type: "string" },
  "allow-external-principals": { type: "string", multiple: true },
  ignore: { type: "string", multiple: true },
  baseline: { type: "string" },
} as const;

export function readArguments(args: string[]): CheckArguments {
  const { values, positionals } = parse(args);
  if (positionals.length === 0) throw new UsageError("No path given. Name at least one file or folder.");
  const account = values.account ?? null;
  if (account !== null && !isAccountId(account)) {
    throw new UsageError(`--account “${account}” is not an account ID: it must have 12 digits.`);
  }
  if (values.exclude?.some((pattern) => pattern.trim() === "")) throw new UsageError("--exclude needs a pattern.");
  const gate = oneOf(GATES, values.gate, "--gate");
  if (gate === "new" && values.against === undefined) throw new UsageError("--gate new requires --against.");
  const format = oneOf(FORMATS, values.format, "--format");
  if (values.compact && format !== "text") throw new UsageError("--compact requires --format text.");
  return {
    paths: positionals,
    exclude: values.exclude ?? [],
    references: values.reference ?? [],
    referenceType: oneOf(["identity", "resource"], values["reference-type"], "--reference-type"),
    sensitiveActions: values["sensitive-actions"] ?? null,
    sensitiveResources: values["sensitive-resources"] ?? null,
    profile: values.profile ?? null,
    parameters: values.parameters ?? null,
    managedPolicies: values["managed-policies"] ?? null,
    format,
    compact: values.compact,
    write: (values.write ?? []).map(readWrite),
    failOn: oneOf(FAIL_ON, values["fail-on"], "--fail-on"),
    gate,
    against: values.against ?? null,
    account,
    trusted: listed(values["allow-external-principals"]),
    ignore: listed(values.ignore),
    baseline: values.baseline ?? null,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw usageErrorOf(error);
  }
}

function oneOf<Word extends string>(words: readonly Word[], given: string, option: string): Word {
  const word = words.find((each) => each === given);
  if (word === undefined) throw new UsageError(`${option} “${given}” is not one of ${words.join(", ")}.`);
  return word;
}

function readWrite(given: string): { format: Format; file: string } {
  const at = given.indexOf("=");
  if (at < 1 || at === given.length - 1) throw new UsageError(`--write “${given}” must be FORMAT=FILE.`);
  return { format: oneOf(FORMATS, given.slice(0, at), "--write"), file: given.slice(at + 1) };
}

/** An option may be repeated, or list several values separated by commas. */
function listed(values: string[] | undefined): string[] {
  return (values ?? [])
    .flatMap((value) => value.split(","))
    .map((value) => value.trim())
    .filter((value) => value !== "");
}
