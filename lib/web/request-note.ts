/** What the application learns about a request while answering; the guard uses it to choose the status. */
export type RequestNote = {
  /** A server action was read and its verb was called, so later failures are not the caller's. */
  reached?: boolean;
  /** The meaning of an uncaught error: a bad request, or the database is away. */
  status?: 400 | 409 | 503;
  /** The digest of the logged error, because rendering a page can meet it twice. */
  logged?: string;
};

/** One map per process, because the guard and each application bundle have their own copy of this module. */
const shared = globalThis as unknown as { guardiansRequests?: Map<string, RequestNote> };

/** Opens the note of a request, which exists until `end` is called. */
export function openNote(requestId: string): { note: RequestNote; end: () => void } {
  shared.guardiansRequests ??= new Map();
  const note: RequestNote = {};
  shared.guardiansRequests.set(requestId, note);
  return { note, end: () => shared.guardiansRequests?.delete(requestId) };
}

/** The note of a request. Without a guard, as in tests, a note that nobody reads. */
export function noteOf(requestId: string): RequestNote {
  return shared.guardiansRequests?.get(requestId) ?? {};
}
