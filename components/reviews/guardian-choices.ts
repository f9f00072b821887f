type Guardian = { id: number; name: string; openReviews: number };

/** Whom a review can have as its guardian: the active ones, and whoever it has now, who may be paused since. */
export function guardianChoices(guardians: readonly Guardian[], current: { id: number; name: string } | null) {
  const active = guardians.map(({ id, name, openReviews }) => ({
    value: String(id),
    label: `${name} (${openReviews} open)`,
  }));
  const away =
    current && !guardians.some(({ id }) => id === current.id)
      ? [{ value: String(current.id), label: `${current.name} (not active now)` }]
      : [];
  return [{ value: "", label: "Nobody" }, ...away, ...active];
}
