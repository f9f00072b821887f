import { SEARCH_LENGTH } from "./lengths.ts";
import { listedOr } from "./words.ts";

/** The parameters of an address, by name. */
export type Query = Record<string, string | undefined>;

/** A parameter of an address: its allowed values in words, and how to read a text; null means not understood. */
export type Parameter<T = unknown> = {
  is: string;
  read: (text: string) => T | null;
  /** All allowed values, if there are only a few. */
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

export const PAGE = numberFrom1("a whole number of 1 or more");

/** Search words: longer input is cut to the searched length, never within a character. */
export function searchWords(is: string): Parameter<string> {
  const cut = (text: string) => [...text].slice(0, SEARCH_LENGTH).join("").trim();
  return { is, read: (text) => cut(text.replace(/\0|\p{Surrogate}/gu, "").trim()) || null };
}

/** An exact name. No stored name has a character the database refuses. */
export function exactName(is: string): Parameter<string> {
  return { is, read: (text) => (/\0|\p{Surrogate}/u.test(text) ? null : text || null) };
}

type Understood<P extends Parameters> = { [K in keyof P]: ReturnType<P[K]["read"]> };

/** The values of these parameters in a query; null if missing or not understood. */
export function readParameters<P extends Parameters>(parameters: P, query: Query): Understood<P> {
  const read = Object.entries(parameters).map(([name, { read }]) => [name, readOne(read, query[name])]);
  return Object.fromEntries(read) as Understood<P>;
}

/** A page gets a list for a repeated parameter, which no route accepts, so it is not understood. */
function readOne(read: Parameter["read"], text: unknown): unknown {
  return typeof text === "string" ? read(text) : null;
}

/** The names of parameters that are given and not understood. Empty form fields do not count as given. */
export function notUnderstood(parameters: Parameters, query: Query): string[] {
  return Object.entries(parameters).flatMap(([name, { read }]) =>
    query[name] && readOne(read, query[name]) === null ? [name] : [],
  );
}
