const PICKED = ["quarter", "organisation", "team", "asOf", "compare", "view"] as const;

/** What was picked of the metrics, as addresses within them carry it: which numbers, what they are held against, and how they are shown. */
export type Picked = Partial<Record<(typeof PICKED)[number], string>>;

/** Of the parameters of an address. */
export function pickedIn(parameters: Record<string, string | undefined>): Picked {
  return Object.fromEntries(PICKED.flatMap((name) => (parameters[name] ? [[name, parameters[name]]] : [])));
}

/** Which numbers were picked: not what they are held against, nor how they are shown. */
export function numbersOf({ compare: _, view: __, ...numbers }: Picked): Picked {
  return numbers;
}

/** Whether the rows of a goal may be opened by its reader: those of the whole program by who reads all numbers. */
export function mayOpen({ organisation }: Pick<Picked, "organisation">, readsAll: boolean): boolean {
  return organisation !== undefined || readsAll;
}
