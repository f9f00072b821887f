/** What can be chosen, with what is chosen now though it could not be any more: an owner who has left can be put off. */
export function withChosen<One extends { id: number }>(choices: One[], chosen: One | null | undefined): One[] {
  return !chosen || choices.some(({ id }) => id === chosen.id) ? choices : [...choices, chosen];
}
