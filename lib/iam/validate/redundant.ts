import type { Pattern } from "../language/index.ts";
import { redundantGroups } from "./containment.ts";
import type { Location } from "./finding.ts";
import { at, type TextPlace } from "./place.ts";

/** Texts of one element of which one says what all say; `text` is the one to leave out first. */
export type Redundancy = { locations: Location[]; text: string };

export function redundant(places: TextPlace[], patternOf: (text: string) => Pattern): Redundancy[] {
  const groups = redundantGroups(
    places.map(({ node }) => node.value),
    patternOf,
  );
  const placesAt = (indexes: number[]) => indexes.flatMap((index) => places[index] ?? []);
  return groups.map(({ all, inner }) => ({ locations: placesAt(all).map(at), text: longest(placesAt(inner)) }));
}

/** The longest is taken for the most exact: AWS's answers name it. */
function longest(places: TextPlace[]): string {
  return places.reduce((found, { node }) => (node.value.length > found.length ? node.value : found), "");
}
