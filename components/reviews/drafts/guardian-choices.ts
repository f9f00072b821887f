/** `openReviews`: null where they are not told. */
type Guardian = { id: number; name: string; openReviews: number | null };

/** Who guards a new review of a team: the one of its guardians with the fewest open reviews is proposed, who come first, until someone chooses. */
export function guardianOf(
  guardians: readonly { id: number; teamId: number }[],
  teamId: number | undefined,
  chosen: string | null,
) {
  const proposed = guardians.find((guardian) => guardian.teamId === teamId)?.id ?? null;
  const id = chosen === null ? proposed : Number(chosen) || null;
  return { id, words: id !== null && id === proposed ? "Proposed: fewest open reviews in its team" : undefined };
}

/** Whom a review can have as its guardian: the active ones, and whoever it has now, who may be paused since. */
export function guardianChoices(guardians: readonly Guardian[], current: { id: number; name: string } | null) {
  const active = guardians.map(({ id, name, openReviews }) => ({
    value: String(id),
    label: openReviews === null ? name : `${name} (${openReviews} open)`,
  }));
  const away =
    current && !guardians.some(({ id }) => id === current.id)
      ? [{ value: String(current.id), label: `${current.name} (not active now)` }]
      : [];
  return [{ value: "", label: "No one" }, ...away, ...active];
}
