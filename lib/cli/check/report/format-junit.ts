import { ruleOf } from "#lib/checks/rule-table.ts";
import { effectOf, fails } from "./exit-code.ts";
import type { PlacedResult } from "./placed-result.ts";
import { printable } from "./printable.ts";
import { ranked } from "./rank.ts";
import type { Report } from "./report.ts";
import { acceptedWords, breakSentences, placeWords } from "./summary-words.ts";

/** An element with its attributes, and either child elements or lines of text. */
type Xml = {
  name: string;
  attributes: Record<string, string | number>;
  children?: readonly Xml[];
  lines?: readonly string[];
};

/** An XML 1.0 document, without characters that XML does not allow. */
function xmlText(root: Xml): string {
  return ['<?xml version="1.0" encoding="UTF-8"?>', ...linesOf(root, "")].join("\n");
}

function linesOf({ name, attributes, children = [], lines = [] }: Xml, indent: string): string[] {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const head = `${indent}<${name}${given.join("")}`;
  if (lines.length > 0) return [`${head}>${lines.map(escaped).join("\n")}</${name}>`];
  if (children.length === 0) return [`${head}/>`];
  return [`${head}>`, ...children.flatMap((child) => linesOf(child, `${indent}  `)), `${indent}</${name}>`];
}

/** Lone surrogates and these two code points are not XML characters. */
const NO_CHARACTER = /[\p{Cs}\ufffe\uffff]/gu;

const MARKS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return printable(text)
    .replace(NO_CHARACTER, "\ufffd")
    .replace(/[&<>"]/g, (mark) => MARKS[mark] ?? mark);
}

/**
 * A JUnit report for CI systems: a suite for each file, a case for each result. Blocking is a failure, unevaluated an
 * error, accepted skipped; results that do not fail the run pass with output. Source: the JUnit XML of Jenkins and
 * GitLab.
 */
export function formatJunit(report: Report): string {
  const results = ranked(report);
  const places = new Set([...report.files.map(({ uri }) => uri), ...results.map(({ uri }) => uri)]);
  const byPlace = new Map([...places].map((uri) => [uri, results.filter((result) => result.uri === uri)]));
  const suites = [...byPlace].map(([uri, own]) =>
    suiteOf(
      uri,
      own.map((result) => caseOf(result, report)),
    ),
  );
  const breaks = breakSentences(report);
  const broken = breaks.length > 0 ? [suiteOf("guardians check", breaks.map(brokenCase))] : [];
  const all = [...broken, ...suites];
  return xmlText({ name: "testsuites", attributes: { name: "guardians check", ...totals(all) }, children: all });
}

function suiteOf(name: string, cases: readonly Xml[]): Xml {
  const passed: Xml = { name: "testcase", attributes: { classname: name, name: "Nothing found", file: name } };
  const children = cases.length > 0 ? [...cases] : [passed];
  const count = (kind: string) => children.filter((one) => one.children?.some((each) => each.name === kind)).length;
  const attributes = {
    name,
    tests: children.length,
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
  };
  return { name: "testsuite", attributes, children };
}

function totals(suites: readonly Xml[]) {
  const sum = (name: string) => suites.reduce((all, { attributes }) => all + Number(attributes[name] ?? 0), 0);
  return { tests: sum("tests"), failures: sum("failures"), errors: sum("errors"), skipped: sum("skipped") };
}

function caseOf(result: PlacedResult, report: Report): Xml {
  const { rule, uri, line, id, level } = result;
  const place = placeWords(result);
  const name = `${ruleOf(rule).title} (${rule})${place ? `: ${place}` : ""} [${id.slice(0, 8)}]`;
  const properties = { finding: id, rule, level };
  return {
    name: "testcase",
    attributes: { classname: uri, name, file: uri, line },
    children: [
      {
        name: "properties",
        attributes: {},
        children: Object.entries(properties).map(([property, value]) => {
          return { name: "property", attributes: { name: property, value } };
        }),
      },
      outcomeOf(result, report),
    ],
  };
}

function outcomeOf(result: PlacedResult, report: Report): Xml {
  const { accepted, level, message, file, line, column, example, remedy, excerpt } = result;
  if (accepted) return { name: "skipped", attributes: { message: `Accepted ${acceptedWords(result)}. ${message}` } };
  const lines = [
    `${file}:${line}:${column}`,
    message,
    ...(excerpt?.lines ?? []),
    ...(example ? [example] : []),
    `What to do: ${remedy}`,
  ];
  if (!fails(result, report)) return { name: "system-out", attributes: {}, lines };
  const name = effectOf(result, report) === "blocked" ? "failure" : "error";
  return { name, attributes: { type: level, message }, lines };
}

function brokenCase(error: string): Xml {
  const failure: Xml = { name: "error", attributes: { type: "internal", message: error }, lines: [] };
  return { name: "testcase", attributes: { classname: "guardians check", name: error }, children: [failure] };
}
