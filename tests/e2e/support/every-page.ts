/** What the addresses of pages that show one thing are filled with. */
export type Things = {
  review: number;
  sha256: string;
  model: number;
  person: number;
  team: number;
  service: number;
  course: number;
  letter: number;
  profile: number;
  /** Of a program review. */
  quarter: string;
};

/** Each page of the tree with its addresses, each of which shows something else: none where the thing it shows is not there. */
export function everyPage(things: Partial<Things>): Record<string, string[]> {
  const { review, sha256, model, person, team, service, course, letter, profile, quarter } = things;
  const views = (page: string, ...names: string[]) => [page, ...names.map((name) => `${page}?view=${name}`)];
  const of = (thing: number | string | undefined, address: string) => (thing === undefined ? [] : [address]);
  return {
    "/": ["/"],
    "/guardians": ["/guardians"],
    "/guardians/[person]": of(person, `/guardians/${person}`),
    "/guardians/services/[service]": of(service, `/guardians/services/${service}`),
    "/guardians/teams": ["/guardians/teams"],
    "/guardians/teams/[team]": of(team, `/guardians/teams/${team}`),
    "/metrics": ["/metrics", "/metrics?view=numbers"],
    "/metrics/business-case": ["/metrics/business-case"],
    "/metrics/[metric]": ["/metrics/M1", "/metrics/M14", "/metrics/M20"],
    "/newsletters": ["/newsletters"],
    "/newsletters/[letter]": of(letter, `/newsletters/${letter}`),
    "/policies": views("/policies", "profiles", "profiles&new=1", "playground", "disagreements"),
    "/policies/profiles/[id]": of(profile, `/policies/profiles/${profile}`),
    "/program": ["/program"],
    "/program/reviews/[quarter]": of(quarter, `/program/reviews/${quarter}`),
    "/reviews": ["/reviews", "/reviews?tab=all&q=img"],
    "/reviews/[ref]": of(review, `/reviews/REV-${review}`),
    "/reviews/[ref]/documents/[sha256]": of(sha256, `/reviews/REV-${review}/documents/${sha256}`),
    "/reviews/[ref]/edit": of(review, `/reviews/REV-${review}/edit`),
    "/reviews/exceptions": ["/reviews/exceptions"],
    "/reviews/import": ["/reviews/import"],
    "/reviews/new": ["/reviews/new"],
    "/settings": ["/settings"],
    "/settings/about": ["/settings/about"],
    "/settings/about/parts": ["/settings/about/parts"],
    "/settings/activity": ["/settings/activity"],
    "/settings/organisation": ["/settings/organisation"],
    "/settings/people": ["/settings/people", "/settings/people?q=img"],
    "/sign-in": ["/sign-in"],
    "/threat-models": ["/threat-models"],
    "/threat-models/[id]": of(model, `/threat-models/${model}`),
    "/training": ["/training"],
    "/training/[course]": of(course, `/training/${course}`),
  };
}
