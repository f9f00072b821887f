/** The number of single letters to add, remove, change or swap with the next; `most` + 1 for any more. */
function distance(left: string, right: string, most: number): number {
  if (Math.abs(left.length - right.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      const swapped =
        left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1] ? (before[j - 2] ?? most) + 1 : most + 1;
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swapped));
    }
    if (Math.min(...next) > most) return most + 1;
    before = row;
    row = next;
  }
  return row[right.length] ?? most + 1;
}

/** The most likely intended name for a mistyped one; undefined if no name is near, or several are equally near. */
export function nearest(text: string, names: readonly string[]): string | undefined {
  const most = text.length < 6 ? 1 : 2;
  const small = text.toLowerCase();
  const ranked = names
    .map((name) => ({ name, far: distance(small, name.toLowerCase(), most) }))
    .filter(({ far }) => far <= most)
    .sort((left, right) => left.far - right.far);
  return ranked[0]?.far === ranked[1]?.far ? undefined : ranked[0]?.name;
}

/** A document full of unknown names does not need a suggestion for each. */
const MOST_GUESSES = 50;

/** `nearest`, up to a maximum number of calls. */
export function guesser(): typeof nearest {
  let asked = 0;
  return (text, names) => {
    asked += 1;
    return asked > MOST_GUESSES ? undefined : nearest(text, names);
  };
}
