type Held = { revision: number; name: string; sha256: string };

/**
 * A document's forms in the revisions of a review, newest first: under its name, and before this under an earlier name
 * with the same text. `held` lists all revisions' documents in this order. If the old name persists next to the new
 * one, it is a separate document.
 */
export function historyOf<H extends Held>(held: readonly H[], name: string): H[] {
  const history = held.filter((one) => one.name === name);
  for (let before = renamedFrom(held, history.at(-1)); before; before = renamedFrom(held, history.at(-1))) {
    const { name: called, revision } = before;
    history.push(...held.filter((one) => one.name === called && one.revision <= revision));
  }
  return history;
}

/** The previous revision's form of a document since renamed; each of several with its text qualifies. */
function renamedFrom<H extends Held>(held: readonly H[], first: H | undefined): H | undefined {
  if (!first) return undefined;
  const last = held.find(({ revision }) => revision < first.revision)?.revision;
  const [before, now] = [last, first.revision].map((revision) => held.filter((one) => one.revision === revision));
  const only = (some: readonly H[] = [], others: readonly H[] = []) =>
    some.filter(({ name, sha256 }) => sha256 === first.sha256 && !others.some((other) => other.name === name));
  return only(before, now)[only(now, before).indexOf(first)];
}
