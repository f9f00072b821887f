/** What somebody is told who began with an earlier version of a profile than the latest: with it they have been told of that one. */
export function newerVersionWords(latest: number, begun: number): string {
  return `Version ${latest} was published since you began with version ${begun}. Look at what it says, then publish again.`;
}
