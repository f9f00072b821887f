import { RULES, type Rule, ruleOf, VALIDATION_RULES } from "#lib/checks/rule-table.ts";
import { PRODUCT_VERSION } from "#lib/product-version.ts";
import type { Level, PlacedResult } from "./placed-result.ts";
import { printable } from "./printable.ts";
import { ranked } from "./rank.ts";
import type { Report } from "./report.ts";
import { acceptedWords } from "./summary-words.ts";

const LEVEL_OF: Record<Level, "error" | "warning" | "note"> = {
  blocking: "error",
  incomplete: "warning",
  warning: "warning",
  suggestion: "note",
};

/** SARIF 2.1.0 for code scanning. Source: OASIS SARIF 2.1.0; GitHub, SARIF support for code scanning. */
export function formatSarif(report: Report): string {
  const listed = [...new Map([...RULES, ...VALIDATION_RULES].map((rule) => [rule.id, rule])).values()];
  const known = new Set(listed.map(({ id }) => id));
  const rules = [
    ...listed,
    ...[...new Set(report.findings.map(({ rule }) => rule))].filter((id) => !known.has(id)).map(ruleOf),
  ];
  const index = new Map(rules.map(({ id }, at) => [id, at]));
  const inFiles = ranked(report).filter(({ uri }) => uri !== WHOLE_RUN);
  const run = {
    tool: {
      driver: {
        name: "guardians",
        version: PRODUCT_VERSION,
        semanticVersion: PRODUCT_VERSION,
        rules: rules.map(ruleObject),
      },
    },
    // Runs with other profiles are separate analyses; code scanning uses this id to separate their results.
    automationDetails: { id: `guardians/${encoded(report.profile)}/` },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { "%SRCROOT%": { description: { text: "The root of the repository." } } },
    invocations: [
      {
        executionSuccessful: report.errors.length === 0,
        exitCode: report.exitCode,
        toolExecutionNotifications: notifications(report),
      },
    ],
    results: inFiles.map((each) => sarifResult(each, index.get(each.rule) ?? 0)),
  };
  const schema = "https://json.schemastore.org/sarif-2.1.0.json";
  return JSON.stringify({ $schema: schema, version: "2.1.0", runs: [run] }, null, 2);
}

/** Findings that concern no file have no place in the results. */
const WHOLE_RUN = ".";

function ruleObject({ id, title, description, remedy, severity, page }: Rule) {
  return {
    id,
    name: id,
    shortDescription: { text: title },
    fullDescription: { text: description },
    help: { text: remedy },
    ...(page !== undefined && { helpUri: page }),
    defaultConfiguration: { level: severity >= 7 ? "error" : severity >= 3 ? "warning" : "note" },
    properties: { tags: ["security", "iam"], precision: "very-high", "security-severity": severity.toFixed(1) },
  };
}

function sarifResult(result: PlacedResult, ruleIndex: number) {
  const { rule, level, uri, message, example, remedy, fingerprint, accepted, id, state, plan } = result;
  const words = [message, example, `What to do: ${remedy}`].filter((part) => part !== null).join(" ");
  const kind = accepted === "suppressed" ? "inSource" : "external";
  const justification = withoutLinks(`Accepted ${acceptedWords(result)}.`);
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVEL_OF[level],
    message: { text: withoutLinks(words) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: encoded(uri), uriBaseId: "%SRCROOT%" }, region: region(result) },
        ...(result.resource && { logicalLocations: [{ name: result.resource, kind: "resource" }] }),
      },
    ],
    ...(plan && { relatedLocations: [relatedLocation(plan)] }),
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    properties: { findingId: id },
    ...(state !== null && { baselineState: state }),
    ...(accepted && { suppressions: [{ kind, status: "accepted", justification }] }),
  };
}

function relatedLocation({ uri, line }: NonNullable<PlacedResult["plan"]>) {
  return {
    id: 1,
    message: { text: "The plan that contains the finding." },
    physicalLocation: { artifactLocation: { uri: encoded(uri), uriBaseId: "%SRCROOT%" }, region: { startLine: line } },
  };
}

function region({ line, column, endLine, endColumn }: PlacedResult) {
  const start = { startLine: line, startColumn: column };
  const forward = endLine > line || (endLine === line && endColumn > column);
  return forward ? { ...start, endLine, endColumn } : start;
}

/** A relative URI with each path segment encoded, so that no name can look like a scheme or a query. */
function encoded(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

/** Brackets in a message create links, which text from a template must not do. */
function withoutLinks(text: string): string {
  return printable(text).replace(/[\\[\]]/g, "\\$&");
}

function notifications({ errors, findings }: Report) {
  const broken = errors.map((error) => ({ level: "error", message: { text: withoutLinks(error) } }));
  const whole = findings.filter(({ uri }) => uri === WHOLE_RUN);
  return [...broken, ...whole.map(({ message }) => ({ level: "warning", message: { text: withoutLinks(message) } }))];
}
