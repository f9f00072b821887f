import path from "node:path";
import { describe, expect, it } from "vitest";
import { readSources, withoutComments } from "#tests/support/architecture/source.ts";

const COMPONENTS = readSources(path.resolve(import.meta.dirname, "../..")).filter(({ file }) => {
  return file.startsWith("components/");
});

function matches(pattern: RegExp): { file: string; found: RegExpMatchArray }[] {
  return COMPONENTS.flatMap(({ file, text }) => {
    return [...withoutComments(text).matchAll(pattern)].map((found) => ({ file, found }));
  });
}

/** What is sent by no form: it answers as it is changed. */
const ALONE =
  /^components\/(?:frame|metrics|ui)\/|-filters?\.tsx$|\/(?:playground|quick-log|compare-versions|import-reviews)\.tsx$/;

describe("a refusal stands at its field, since a control is named as the verb names it:", () => {
  it("every control of a form has a name", () => {
    const controls = matches(
      /<(?:TextInput|Textarea|NativeSelect|NumberField|Select|Choice|PersonSelect|FileInput|LinkLines)\s[\s\S]{0,700}?\/>/g,
    );
    const nameless = controls.filter(({ file, found: [text] }) => !ALONE.test(file) && !/\sname=/.test(text));
    const labels = nameless.map(({ file, found: [text] }) => `${file}: ${/label="([^"]*)"/.exec(text)?.[1]}`);
    // It fills others in.
    expect(labels).toEqual(["components/program/new-goal-fields.tsx: Start from"]);
    expect(controls.length).toBeGreaterThan(100);
  });

  it("a number stays as it was typed, where Mantine's own field makes another one of it", () => {
    expect(matches(/<NumberInput\b/g).map(({ file }) => file)).toEqual([]);
    expect(matches(/<NumberField\b/g).length).toBeGreaterThan(5);
  });

  it("what a form reads from a control goes into the field of that name", () => {
    const read = matches(/(\w+): (?:\w+\()*form(?:\.getAll\(|\w+\(form, |\w*\(form, )"([\w.]+)"/g);
    const other = read.filter(({ found: [, field, name = ""] }) => name.split(".").at(-1) !== field);
    expect(other.map(({ file, found: [text] }) => `${file}: ${text}`)).toEqual([]);
    expect(read.length).toBeGreaterThan(50);
  });
});
