/** `openReviews`: null when the reader may not see the number. */
type Guardian = { id: number; name: string; openReviews: number | null };

/**
 * The guardian of a team's new review. Until someone chooses, the guardian with the fewest open reviews is proposed;
 * `guardians` lists those first.
 */
export function guardianOf(
  guardians: readonly { id: number; teamId: number }[],
  teamId: number | undefined,
  chosen: string | null,
) {
  const proposed = guardians.find((guardian) => guardian.teamId === teamId)?.id ?? null;
  const id = chosen === null ? proposed : Number(chosen) || null;
  return { id, words: id !== null && id === proposed ? "Proposed: fewest open reviews in its team" : undefined };
}

/** Possible guardians of a review: active ones, plus the current one, who may be paused by now. */
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
