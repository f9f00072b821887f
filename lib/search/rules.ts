/** How many of each kind to show. Kinds take turns until `most` are reached, so that none crowds out another. */
export function shares(found: readonly number[], most: number): number[] {
  const shown = found.map(() => 0);
  let left = most;
  for (let turn = 1; left > 0 && found.some((count) => count >= turn); turn += 1) {
    for (const [at, count] of found.entries()) {
      if (count < turn || left === 0) continue;
      shown[at] = turn;
      left -= 1;
    }
  }
  return shown;
}
