/** What the application learns of a request while it answers: the guard in front of it chooses the status by it. */
export type RequestNote = {
  /** A server action was read and its verb was called: what fails then is not the caller's. */
  reached?: boolean;
  /** What an error that nobody caught means: the request is no good, or the database is away. */
  status?: 400 | 409 | 503;
  /** The digest of the error that was logged: rendering a page can meet it twice. */
  logged?: string;
};

/** One map for the process: the guard and each bundle of the application have their own copy of this module. */
const shared = globalThis as unknown as { guardiansRequests?: Map<string, RequestNote> };

/** Begins the note of a request, which is there until `end` is called. */
export function openNote(requestId: string): { note: RequestNote; end: () => void } {
  shared.guardiansRequests ??= new Map();
  const note: RequestNote = {};
  shared.guardiansRequests.set(requestId, note);
  return { note, end: () => shared.guardiansRequests?.delete(requestId) };
}

/** The note of a request; one that nobody reads where no guard stands in front, as in tests. */
export function noteOf(requestId: string): RequestNote {
  return shared.guardiansRequests?.get(requestId) ?? {};
}
