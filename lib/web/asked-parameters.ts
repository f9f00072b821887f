import { type FieldProblem, Invalid } from "#lib/errors.ts";
import type { Parameter, Query } from "#lib/parameters.ts";
import { listed } from "#lib/words.ts";

/** What a route takes in its address; in words alone, where its verb reads the text itself. */
export type AskedParameters = Record<string, string | Parameter>;

/** The query of a request to a route. Throws Invalid for what the route does not take, and for what is not understood. */
export function askedParameters(taken: AskedParameters, given: URLSearchParams): Query {
  const problems = [...given].flatMap(([name, text]) => problemOf(taken, name, text) ?? []);
  const [first] = problems;
  if (first) throw new Invalid(`The address is wrong. ${first.path.join(".")}: ${first.message}`, problems);
  return Object.fromEntries(given);
}

function problemOf(taken: AskedParameters, name: string, text: string): FieldProblem | null {
  const parameter = Object.hasOwn(taken, name) ? taken[name] : undefined;
  if (parameter === undefined) return { path: [name.slice(0, 50)], message: unknownWords(Object.keys(taken)) };
  if (typeof parameter === "string" || parameter.read(text) !== null) return null;
  return { path: [name], message: `must be ${parameter.is}` };
}

function unknownWords(names: string[]): string {
  return names.length === 0 ? "is not asked for here" : `is not asked for here: ${listed(names)} can be`;
}
