import { SEARCH_LENGTH } from "./lengths.ts";
import { listedOr } from "./words.ts";

/** What an address asks for: its parameters by name. */
export type Query = Record<string, string | undefined>;

/** A parameter of an address: what it may be, in words, and what a text of it means; null is not understood. */
export type Parameter<T = unknown> = {
  is: string;
  read: (text: string) => T | null;
  /** All that it may be, where that is one of a few. */
  values?: readonly string[];
};
export type Parameters = Record<string, Parameter>;

export function oneOf<const T extends string>(values: readonly T[], is = listedOr(values)): Parameter<T> {
  return { is, read: (text) => values.find((value) => value === text) ?? null, values };
}

/** The number of a row, a version or a page. */
export function numberFrom1(is: string): Parameter<number> {
  return { is, read: (text) => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : null) };
}

export const PAGE = numberFrom1("a whole number from 1");

/** Words to look for: the beginning of more than are looked for, never half a character. */
export function searchWords(is: string): Parameter<string> {
  const cut = (text: string) => [...text].slice(0, SEARCH_LENGTH).join("").trim();
  return { is, read: (text) => cut(text.replace(/\0|\p{Surrogate}/gu, "").trim()) || null };
}

/** What something is known by, as it stands: no name that is kept has a character that a database refuses. */
export function exactName(is: string): Parameter<string> {
  return { is, read: (text) => (/\0|\p{Surrogate}/u.test(text) ? null : text || null) };
}

type Understood<P extends Parameters> = { [K in keyof P]: ReturnType<P[K]["read"]> };

/** What a query says of these parameters: null where it says nothing, or nothing that is understood. */
export function readParameters<P extends Parameters>(parameters: P, query: Query): Understood<P> {
  const read = Object.entries(parameters).map(([name, { read }]) => [name, readOne(read, query[name])]);
  return Object.fromEntries(read) as Understood<P>;
}

/** A page is given a list of a parameter that is there twice, which no door lets in: it is not understood. */
function readOne(read: Parameter["read"], text: unknown): unknown {
  return typeof text === "string" ? read(text) : null;
}

/** The names of what is given and not understood; what a form sends empty is not given. */
export function notUnderstood(parameters: Parameters, query: Query): string[] {
  return Object.entries(parameters).flatMap(([name, { read }]) =>
    query[name] && readOne(read, query[name]) === null ? [name] : [],
  );
}
