import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { type FileBeside, type Incomplete, readTemplate, type TemplateReading } from "#lib/templates/read.ts";

/** Templates and plans that are not part of this repository. */
const FOLDER = path.join(import.meta.dirname, "../../../shared/samples/templates/real");

export type Sample = { name: string; reading: TemplateReading };

/**
 * Why something is not read, where the answer would be, and where it occurs: `file`, in the file itself; `given`, a
 * value from outside.
 */
export type Cause = { words: string; by: "file" | "given"; names: string[]; place: string };

/** The samples by name; undefined if they are absent. */
export function readCorpus(folder = FOLDER): Sample[] | undefined {
  if (!existsSync(folder)) return undefined;
  const names = (readdirSync(folder, { recursive: true }) as string[]).filter((name) => {
    return statSync(path.join(folder, name)).isFile();
  });
  return names.sort().map((name) => {
    const file = path.join(folder, name);
    return { name, reading: readTemplate(readFileSync(file, "utf8"), { fileName: name, fileBeside: beside(file) }) };
  });
}

function beside(file: string): FileBeside {
  return (name) => {
    const other = path.join(path.dirname(file), name);
    return existsSync(other) && statSync(other).isFile()
      ? { ok: true, text: readFileSync(other, "utf8") }
      : { ok: false, message: "There is no such file." };
  };
}

/**
 * Causes that no reader can resolve from the file: values given to it, code or data elsewhere, and duplicate
 * definitions. The file resolves everything else.
 */
const FROM_OUTSIDE = [
  /has no value and no default/,
  /is not known\. Give it/,
  /read from Parameter Store/,
  /The export .* of another stack/,
  /\(Custom::\w+\) is known only at deployment/,
  /dynamic reference/,
  /rewritten by \w+ at deployment/,
  /macro \(Fn::Transform\)/,
  /is not part of this template/,
  /\(AWS::CloudFormation::Stack\) is known only at deployment/,
  /cannot be read: There is no such file/,
  /is not in the repository/,
  /definition of this API is elsewhere/,
  /known only after the plan is applied/,
  /appears twice/,
  /is no parameter and no resource of this template/,
  /Resources must be an object of resources/,
  /AssumeRolePolicyDocument is missing/,
];

export function isOpen({ unset }: Incomplete): boolean {
  return !unset;
}

/** The causes of unread content, most frequent first by number of files. */
export function causesIn(samples: readonly Sample[]): Cause[] {
  const causes = new Map<string, Cause>();
  for (const { name, reading } of samples) {
    for (const { message, path: place } of reading.ok ? reading.incomplete.filter(isOpen) : []) {
      const words = message.replace(/^Where .*?: /, "").replace(/"[^"]*"/g, '"…"');
      const by = FROM_OUTSIDE.some((pattern) => pattern.test(message)) ? "given" : "file";
      const cause = causes.get(words) ?? { words, by, names: [], place: `${name} ${place.join(".")}` };
      if (!cause.names.includes(name)) cause.names.push(name);
      causes.set(words, cause);
    }
  }
  return [...causes.values()].sort((a, b) => b.names.length - a.names.length);
}
