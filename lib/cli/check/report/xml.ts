import { printable } from "./printable.ts";

/** An element with its attributes, and in it others, or lines of text. */
export type Xml = {
  name: string;
  attributes: Record<string, string | number>;
  children?: readonly Xml[];
  lines?: readonly string[];
};

/** A document of XML 1.0, which holds no text that it could not. */
export function xmlText(root: Xml): string {
  return ['<?xml version="1.0" encoding="UTF-8"?>', ...linesOf(root, "")].join("\n");
}

function linesOf({ name, attributes, children = [], lines = [] }: Xml, indent: string): string[] {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const head = `${indent}<${name}${given.join("")}`;
  if (lines.length > 0) return [`${head}>${lines.map(escaped).join("\n")}</${name}>`];
  if (children.length === 0) return [`${head}/>`];
  return [`${head}>`, ...children.flatMap((child) => linesOf(child, `${indent}  `)), `${indent}</${name}>`];
}

/** Half of a pair, and these two, are no characters of XML. */
const NO_CHARACTER = /[\p{Cs}\ufffe\uffff]/gu;

const MARKS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return printable(text)
    .replace(NO_CHARACTER, "\ufffd")
    .replace(/[&<>"]/g, (mark) => MARKS[mark] ?? mark);
}
