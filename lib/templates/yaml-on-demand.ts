import type * as Yaml from "yaml";

/**
 * What `#yaml` is in a browser: the library is a third of all that the playground would load, and most policies are JSON.
 * Nothing here is set before `loadYaml` has ended.
 */
export let Composer: typeof Yaml.Composer;
export let CST: typeof Yaml.CST;
export let Lexer: typeof Yaml.Lexer;
export let Parser: typeof Yaml.Parser;
export let isMap: typeof Yaml.isMap;
export let isPair: typeof Yaml.isPair;
export let isScalar: typeof Yaml.isScalar;
export let isSeq: typeof Yaml.isSeq;

/** Call it before a text is read that `languageOf` calls YAML. */
export async function loadYaml(): Promise<void> {
  ({ Composer, CST, Lexer, Parser, isMap, isPair, isScalar, isSeq } = await import("yaml"));
}
