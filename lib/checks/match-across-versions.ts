type InPolicy = { statementId?: string | null; statementIndex: number | null };

/** Recognises a statement whose content changed: by its Sid, otherwise by its index. Null if no statement is named. */
export function statementPlace({ statementId, statementIndex }: InPolicy): string | null {
  return statementId ?? (statementIndex === null ? null : `#${statementIndex} `);
}

/** Identifies an item across versions; null if nothing does. */
type KeyOf<One> = (one: One) => string | null;

/** Maps each surviving item to its current counterpart, by the surest key first. No two items share one. */
export function matchBy<One>(keys: readonly KeyOf<One>[], before: readonly One[], now: readonly One[]): Map<One, One> {
  const partners = new Map<One, One>();
  for (const keyOf of keys) {
    const met = new Set(partners.values());
    const [old, open] = [before.filter((one) => !partners.has(one)), now.filter((one) => !met.has(one))];
    for (const [one, partner] of pairs(old, open, keyOf)) partners.set(one, partner);
  }
  return partners;
}

function pairs<One>(before: readonly One[], now: readonly One[], keyOf: KeyOf<One>): [One, One][] {
  const waiting = new Map<string, One[]>();
  for (const one of before) {
    const key = keyOf(one);
    if (key !== null) waiting.set(key, [...(waiting.get(key) ?? []), one]);
  }
  return now.flatMap((partner): [One, One][] => {
    const one = waiting.get(keyOf(partner) ?? "")?.shift();
    return one ? [[one, partner]] : [];
  });
}
