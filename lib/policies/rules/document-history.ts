type Held = { revision: number; name: string; sha256: string };

/**
 * What the revisions of a review hold of a document, the newest first: under its name, and before that under the one that it had with
 * the same text. `held` is what all of them hold, in that order. What keeps its name in the revision that has another one too is a
 * document of its own.
 */
export function historyOf<H extends Held>(held: readonly H[], name: string): H[] {
  const history = held.filter((one) => one.name === name);
  for (let before = renamedFrom(held, history.at(-1)); before; before = renamedFrom(held, history.at(-1))) {
    const { name: called, revision } = before;
    history.push(...held.filter((one) => one.name === called && one.revision <= revision));
  }
  return history;
}

/** What the last revision before held of a document that has its name since: of several with its text each is one. */
function renamedFrom<H extends Held>(held: readonly H[], first: H | undefined): H | undefined {
  if (!first) return undefined;
  const last = held.find(({ revision }) => revision < first.revision)?.revision;
  const [before, now] = [last, first.revision].map((revision) => held.filter((one) => one.revision === revision));
  const only = (some: readonly H[] = [], others: readonly H[] = []) =>
    some.filter(({ name, sha256 }) => sha256 === first.sha256 && !others.some((other) => other.name === name));
  return only(before, now)[only(now, before).indexOf(first)];
}
