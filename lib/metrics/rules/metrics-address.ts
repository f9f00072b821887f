const PICKED = ["quarter", "organisation", "team", "asOf", "compare", "view"] as const;

/** The selection on the metrics pages, as their addresses carry it: the numbers, the comparison, and the view. */
export type Picked = Partial<Record<(typeof PICKED)[number], string>>;

/** Picks the selection from address parameters. */
export function pickedIn(parameters: Record<string, string | undefined>): Picked {
  return Object.fromEntries(PICKED.flatMap((name) => (parameters[name] ? [[name, parameters[name]]] : [])));
}

/** The selected numbers, without the comparison and the view. */
export function numbersOf({ compare: _, view: __, ...numbers }: Picked): Picked {
  return numbers;
}

/** Whether the reader may open the rows of a goal. Those of the whole program require a reader of all numbers. */
export function mayOpen({ organisation }: Pick<Picked, "organisation">, readsAll: boolean): boolean {
  return organisation !== undefined || readsAll;
}
