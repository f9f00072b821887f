import { nounOf, type Row, rowOf } from "./rows.ts";
import type { Source } from "./source.ts";

type Edge = { to: string; by: string };

const ROWS_OF_NOUNS = ["domain", "data", "pure"] as const satisfies readonly Row[];

/**
 * Nouns that need each other to run, row by row: each cycle is told once, with the imports that make it. Over two rows there may be
 * one: a verb asks the conditions of a noun whose verbs ask those of its own.
 */
export function nounCycles(sources: Source[]): string[] {
  return ROWS_OF_NOUNS.flatMap((row) => cyclesIn(nounGraph(sources, row)));
}

/** Pairs of nouns whose files import each other's both ways, types too, whatever row they stand in. */
export function mutualNouns(sources: Source[]): string[] {
  const known = new Map<string, Set<string>>();
  const nounOfLib = (file: string) => (file.startsWith("lib/") ? nounOf(file) : null);
  for (const { file, imports } of sources) {
    const from = nounOfLib(file);
    for (const { target, ours } of from ? imports : []) {
      const to = ours ? nounOfLib(target) : null;
      if (from && to && to !== from) known.set(from, (known.get(from) ?? new Set()).add(to));
    }
  }
  return [...known].flatMap(([one, others]) => {
    return [...others]
      .filter((other) => one < other && known.get(other)?.has(one))
      .map((other) => `${one} and ${other} know each other`);
  });
}

function cyclesIn(graph: Map<string, Edge[]>): string[] {
  const cycles = new Map<string, string>();
  for (const start of [...graph.keys()].sort()) {
    const way = wayBack(graph, start);
    if (!way) continue;
    const key = way
      .map(({ to }) => to)
      .sort()
      .join();
    if (!cycles.has(key))
      cycles.set(key, `${[start, ...way.map(({ to }) => to)].join(" → ")} (${way.map(({ by }) => by).join("; ")})`);
  }
  return [...cycles.values()];
}

/** Files of one noun that import files of another, in one row of the house. Types are gone when the code runs. */
function nounGraph(sources: Source[], row: Row): Map<string, Edge[]> {
  const graph = new Map<string, Edge[]>();
  for (const { file, imports } of sources) {
    const from = nounOf(file);
    if (!from || rowOf(file) !== row) continue;
    for (const { target, ours, typeOnly } of imports) {
      const to = nounOf(target);
      if (!ours || typeOnly || !to || to === from || rowOf(target) !== row) continue;
      graph.set(from, [...(graph.get(from) ?? []), { to, by: `${file} imports ${target}` }]);
    }
  }
  return graph;
}

/** The shortest way from a noun back to itself. */
function wayBack(graph: Map<string, Edge[]>, start: string): Edge[] | null {
  const seen = new Set<string>();
  let ways: Edge[][] = [[]];
  while (ways.length > 0) {
    const longer: Edge[][] = [];
    for (const way of ways) {
      for (const edge of graph.get(way.at(-1)?.to ?? start) ?? []) {
        if (edge.to === start) return [...way, edge];
        if (seen.has(edge.to)) continue;
        seen.add(edge.to);
        longer.push([...way, edge]);
      }
    }
    ways = longer;
  }
  return null;
}
