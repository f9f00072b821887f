import type * as Yaml from "yaml";

/**
 * The browser's version of `#yaml`: the library is a third of everything the playground would load, and most policies
 * are JSON. Unset until `loadYaml` has finished.
 */
export let Composer: typeof Yaml.Composer;
export let CST: typeof Yaml.CST;
export let Lexer: typeof Yaml.Lexer;
export let Parser: typeof Yaml.Parser;
export let isMap: typeof Yaml.isMap;
export let isPair: typeof Yaml.isPair;
export let isScalar: typeof Yaml.isScalar;
export let isSeq: typeof Yaml.isSeq;

/** Call this before reading a text that `languageOf` identifies as YAML. */
export async function loadYaml(): Promise<void> {
  ({ Composer, CST, Lexer, Parser, isMap, isPair, isScalar, isSeq } = await import("yaml"));
}
