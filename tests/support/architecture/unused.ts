import { packageOf, resolve, type Source, withoutComments } from "./source.ts";

/**
 * What a file exports and nothing takes that ships: no other file, nor the file itself. What its own file takes may be exported for a
 * test alone, which states a rule by itself.
 */
export function unusedExports(sources: readonly Source[]): string[] {
  const taken = new Set(sources.flatMap(namesTaken));
  return sources.flatMap(({ file, text }) => {
    const code = withoutComments(text);
    const words = code.match(/[A-Za-z_$][\w$]*/g) ?? [];
    const exported = [...code.matchAll(/^export (?:async )?(?:function\*?|const|class|type) (\w+)/gm)];
    return exported
      .map(([, name = ""]) => name)
      .filter((name) => !taken.has(`${file} ${name}`) && !taken.has(`${file} *`))
      .filter((name) => words.filter((word) => word === name).length === 1)
      .map((name) => `${file}: ${name}`);
  });
}

/** Statements start a line, as the formatter writes them. */
const STATEMENT = /^(?:import|export)\s+(?:type\s+)?((?:[\w*$]|\{)[^;"'`]*?)\s+from\s+["']([^"']+)["']/gm;
/** What is taken of it stands before it in braces, or behind it. */
const DYNAMIC = /(?:\{([^{}]*)\}\s*=\s*await\s+)?\bimport\(\s*["']([^"']+)["']\s*\)(?:\)\.(\w+))?/g;

/** "lib/csv.ts csvLine" of each name that a file takes of another; "lib/csv.ts *" where it takes all. */
function namesTaken({ file, text }: Source): string[] {
  const code = withoutComments(text);
  const of = (specifier: string, names: readonly string[]) =>
    names.map((name) => `${resolve(file, specifier).target} ${name}`);
  const listed = [...code.matchAll(STATEMENT)].flatMap(([, clause = "", specifier = ""]) => {
    const braces = /\{([^}]*)\}/.exec(clause)?.[1] ?? "";
    return of(specifier, [...namesIn(braces), clause.includes("*") ? "*" : ""]);
  });
  const later = [...code.matchAll(DYNAMIC)].flatMap(([, braces, specifier = "", name = "*"]) =>
    of(specifier, braces === undefined ? [name] : namesIn(braces)),
  );
  return [...listed, ...later];
}

/** The names that stand in braces, without what they are called here. */
function namesIn(braces: string): string[] {
  return braces.split(",").map(
    (part) =>
      part
        .trim()
        .replace(/^type /, "")
        .split(/ as |:/)[0] ?? "",
  );
}

/** The packages of these that no source imports, nor names where a program of theirs lies. */
export function unusedPackages(sources: readonly Source[], packages: readonly string[]): string[] {
  const imported = new Set(
    sources.flatMap(({ imports }) => imports.filter(({ ours }) => !ours).map(({ target }) => packageOf(target))),
  );
  const isNamed = (name: string) => sources.some(({ text }) => text.includes(`"node_modules/${name}/`));
  return packages.filter((name) => {
    const typed = name.replace(/^@types\//, "");
    return typed !== "node" && !imported.has(typed) && !isNamed(name);
  });
}
