/** The choices, plus the current value even if no longer eligible, such as an owner who has left. */
export function withCurrentChoice<One extends { id: number }>(choices: One[], chosen: One | null | undefined): One[] {
  return !chosen || choices.some(({ id }) => id === chosen.id) ? choices : [...choices, chosen];
}
