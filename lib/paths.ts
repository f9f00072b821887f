/** Every URL the app links to. A page missing here is not linked. */
export const paths = {
  home: () => "/",
  signIn: (query: Query = {}) => `/sign-in${search(query)}`,
  reviews: (query: Query = {}) => `/reviews${search(query)}`,
  newReview: (query: Query = {}) => `/reviews/new${search(query)}`,
  /** Waivers and accepted risks, of all reviews or of one given by number. */
  exceptions: (query: Query = {}) => `/reviews/exceptions${search(query)}`,
  importReviews: () => "/reviews/import",
  review: (id: number, anchor?: string) => `/reviews/REV-${id}${anchor ? `#${anchor}` : ""}`,
  reviewRevision: (id: number, revision: number) => `/reviews/REV-${id}?revision=${revision}`,
  /** Every result of a revision's policy checks, not only the blocking ones. */
  reviewChecks: (id: number, revision: number, page = 1) =>
    `/reviews/REV-${id}${search({ revision, checks: "all", results: page > 1 ? page : undefined })}#checks`,
  /** A page of a review's messages, or of its findings: by page number, or the page with a given finding. */
  reviewDiscussion: (id: number, page: number) => `/reviews/REV-${id}${search({ messages: page })}#discussion`,
  reviewFindings: (id: number, page: number) => `/reviews/REV-${id}${search({ findings: page })}#findings`,
  reviewFinding: (id: number, finding: number) => `/reviews/REV-${id}?finding=${finding}#finding-${finding}`,
  editReview: (id: number) => `/reviews/REV-${id}/edit`,
  /**
   * Documents may share a text, so the name identifies one. `against`: an earlier revision, or "none"; without it, the
   * page chooses.
   */
  document: (id: number, { name, sha256 }: Document, revision: number, query: Query = {}) =>
    `/reviews/REV-${id}/documents/${sha256}${search({ revision: String(revision), name, ...query })}`,
  /** A document at the line where a statement begins. A line far down opens shortly before it, without a comparison. */
  documentLine: (id: number, document: Document, revision: number, line: number): string => {
    const from: Query = line > FAR_DOWN ? { against: "none", line: line - LINES_BEFORE } : {};
    return `${paths.document(id, document, revision, from)}#${lineAnchor(line)}`;
  },
  newestDocument: (id: number, { name, sha256 }: Document) =>
    `/reviews/REV-${id}/documents/${sha256}${search({ name })}`,
  threatModels: (query: Query = {}) => `/threat-models${search(query)}`,
  threatModel: (id: number, query: Query = {}) => `/threat-models/${id}${search(query)}`,
  threatModelFile: (id: number, seq: number) => `/api/v1/threat-models/${id}/versions/${seq}/file`,
  policies: (query: Query = {}) => `/policies${search(query)}`,
  checkProfile: (id: number, query: Query = {}) => `/policies/profiles/${id}${search(query)}`,
  checkProfileFile: (id: number, version: number) => `/api/v1/check-profiles/${id}/versions/${version}/file`,
  guardians: (query: Query = {}) => `/guardians${search(query)}`,
  person: (id: number) => `/guardians/${id}`,
  teams: (query: Query = {}) => `/guardians/teams${search(query)}`,
  team: (id: number) => `/guardians/teams/${id}`,
  service: (id: number) => `/guardians/services/${id}`,
  training: () => "/training",
  course: (id: number, query: Query = {}) => `/training/${id}${search(query)}`,
  metrics: (query: Query = {}) => `/metrics${search(query)}`,
  businessCase: (query: Query = {}) => `/metrics/business-case${search(query)}`,
  metricRows: (metric: string, query: Query = {}) => `/metrics/${metric}${search(query)}`,
  /** The file of a chart for the current selection, without its view. */
  metricChart: (chart: string, { view: _, ...query }: Query = {}) => `/api/v1/metrics/charts/${chart}${search(query)}`,
  newsletters: () => "/newsletters",
  newsletter: (id: number) => `/newsletters/${id}`,
  program: (anchor?: string) => `/program${anchor ? `#${anchor}` : ""}`,
  /** `quarter` has the form 2026-Q3. */
  programReview: (quarter: string, anchor?: string) =>
    `/program/reviews/${encodeURIComponent(quarter)}${anchor ? `#${anchor}` : ""}`,
  settings: () => "/settings",
  setting: (tab: string) => `/settings/${tab}`,
  activityLog: (query: Query = {}) => `/settings/activity${search(query)}`,
  backup: () => "/api/v1/backup",
  api: (path: string, query: Query = {}) => `/api/v1${path}${search(query)}`,
} as const;

/** Beyond this line a long document may not fit on its first page. */
const FAR_DOWN = 400;
const LINES_BEFORE = 20;

/** The anchor of a line on its document's page. */
export function lineAnchor(line: number): string {
  return `line-${line}`;
}

type Query = Record<string, string | number | undefined>;
type Document = { name: string; sha256: string };

function search(query: Query): string {
  const pairs = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`;
}

/** "REV-12" → 12, and null for anything else. */
export function reviewId(ref: string): number | null {
  const match = /^REV-([1-9]\d{0,8})$/.exec(ref);
  return match ? Number(match[1]) : null;
}

/** 12 → "REV-12" */
export function reviewRef(id: number): string {
  return `REV-${id}`;
}
