import type { Node } from "#lib/iam/index.ts";
import { redactText } from "#lib/secrets/rules/redact-text.ts";
import type { LineTable } from "#lib/templates/line-table.ts";
import { stringValue } from "#lib/templates/node.ts";
import { alternative } from "./alternatives.ts";
import type { CredentialReason } from "./credential-reason.ts";
import { isLocalEndpoint, isMadeUp } from "./made-up-key.ts";

/** Top-level keys and file names that identify a pipeline file. */
const PIPELINE = /^(?:jobs|stages|phases|pipelines|workflows|before_script|steps)\s*:/m;
const PIPELINE_FILE =
  /(?:^|\/)(?:\.github\/workflows\/[^/]+|\.gitlab-ci|buildspec[^/]*|azure-pipelines[^/]*|bitbucket-pipelines)\.ya?ml$/;

/** A file that says what a CI service runs: YAML with jobs, stages or phases, and no resources. */
export function isPipeline(file: string, text: string): boolean {
  return /\.ya?ml$/i.test(file) && (PIPELINE_FILE.test(file) || (PIPELINE.test(text) && !/^Resources\s*:/m.test(text)));
}

const NAMES = ["aws-access-key-id", "AWS_ACCESS_KEY_ID"];

/** CRED-6: pipeline steps and variables that sign in with an access key. Empty keys and made-up keys do not count. */
export function keysInPipeline(
  text: string,
  file: string,
  lines: LineTable,
  tree: () => Node | null,
): CredentialReason[] {
  if (!isPipeline(file, text) || !NAMES.some((name) => text.includes(name))) return [];
  return namedKeys(text, lines, tree()).flatMap(({ start, name, value, isLocal }, count) => {
    if (value.trim() === "" || isMadeUp(value) || isLocal) return [];
    const found: CredentialReason = {
      rule: "CRED-6",
      level: "blocking",
      message: `The pipeline signs in to AWS with a stored access key (${name}).`,
      alternative: alternativeOf(file, text),
      span: lines.span(start, start + name.length),
      resource: null,
      resourceType: null,
      // The subject leaves out the key id, so the name does not reveal which key was found.
      subject: JSON.stringify([name, count, redactText(value)]),
    };
    return [found];
  });
}

/** A key's name with its value. `isLocal`: a neighbouring setting sends every call to a mock of AWS. */
type NamedKey = { start: number; name: string; value: string; isLocal: boolean };

/** Keys in YAML mappings of any style, and keys in lines that are not YAML, such as scripts. */
function namedKeys(text: string, lines: LineTable, tree: Node | null): NamedKey[] {
  const named = new Map(keysOfLines(text, lines).map((one) => [one.start, one]));
  for (const { isLocal, ...one } of tree ? keysOfTree(tree, text) : []) {
    named.set(one.start, { ...one, isLocal: isLocal || named.get(one.start)?.isLocal === true });
  }
  return [...named.values()].sort((a, b) => a.start - b.start);
}

function keysOfTree(node: Node, text: string): NamedKey[] {
  if (node.kind === "array") return node.items.flatMap((item) => keysOfTree(item, text));
  if (node.kind !== "object") return [];
  const isLocal = node.entries.some(
    ({ key, value }) => ENDPOINT.test(key) && isLocalEndpoint(stringValue(value) ?? ""),
  );
  return node.entries.flatMap(({ key, keySpan, value }) => {
    if (!NAMES.includes(key) || !("value" in value)) return keysOfTree(value, text);
    const { offset } = keySpan.start;
    const start = text.startsWith(key, offset) ? offset : offset + 1;
    return [{ start, name: key, value: String(value.value), isLocal }];
  });
}

const KEYS = /^[ \t]*(?:-[ \t]+)?["']?([\w-]+)["']?[ \t]*:[ \t]*([^\s#].*)$/gm;

function keysOfLines(text: string, lines: LineTable): NamedKey[] {
  const withoutAws = linesWithoutAws(text);
  return [...text.matchAll(KEYS)].flatMap(({ 0: line, 1: name = "", 2: value = "", index }) => {
    if (!NAMES.includes(name)) return [];
    const start = index + line.indexOf(name);
    return [{ start, name, value: plain(value), isLocal: withoutAws.has(lines.at(start).line) }];
  });
}

/** The value without its quotes and trailing comment. */
function plain(value: string): string {
  const quote = value.charAt(0);
  if (quote === '"' || quote === "'") return value.slice(1).split(quote, 1)[0] ?? "";
  return (value.split(" #", 1)[0] ?? "").trim();
}

const ENDPOINT = /^(?:AWS_ENDPOINT(?:_URL)?|LOCALSTACK_\w+)$/;
const SETTING = /^[ \t]*["']?(\w+)["']?[ \t]*:[ \t]*(\S.*)$/;

/** Line numbers, from 1, of mappings that send every call to a mock of AWS. */
function linesWithoutAws(text: string): ReadonlySet<number> {
  if (!/AWS_ENDPOINT|LOCALSTACK_/.test(text)) return new Set();
  const open: { indent: number; lines: number[] }[] = [];
  const local = new Set<number[]>();
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const indent = line.search(/[^ \t]/);
    while ((open.at(-1)?.indent ?? -1) > indent) open.pop();
    if (open.at(-1)?.indent !== indent) open.push({ indent, lines: [] });
    const lines = open.at(-1)?.lines ?? [];
    lines.push(index + 1);
    const [, name = "", url = ""] = SETTING.exec(line) ?? [];
    if (ENDPOINT.test(name) && isLocalEndpoint(plain(url))) local.add(lines);
  }
  return new Set([...local].flat());
}

function alternativeOf(file: string, text: string): string {
  if (/buildspec/.test(file) || /^phases\s*:/m.test(text)) {
    return "Give the CodeBuild project a service role with the permissions that the build needs. The build then needs no key.";
  }
  if (/gitlab/.test(file)) {
    return `${alternative("saas-ci")} In GitLab, request the token with id_tokens and pass it to AssumeRoleWithWebIdentity.`;
  }
  if (/\.github\//.test(file) || /uses\s*:\s*aws-actions\//.test(text)) {
    return `${alternative("saas-ci")} In GitHub, give the job the permission id-token: write, and set role-to-assume on the step.`;
  }
  return alternative("saas-ci");
}
