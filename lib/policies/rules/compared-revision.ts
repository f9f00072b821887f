type Held = { revision: number; sha256: string };

/** The value of `against` in an address that requests no comparison. */
export const ALONE = "none";

/** The revisions a document can be compared with, and the chosen one. */
export type ComparedRevision<H extends Held = Held> = {
  /** The choices offered, newest first. */
  offered: { revision: number; approved: boolean }[];
  /** Null if the document is not compared. */
  chosen: H | null;
  /** True if the requested revision does not contain the document, or comes later. */
  refused: boolean;
};

/**
 * The revision to compare a document with: the requested one, else the last earlier one with a different text.
 * `history`: every revision with the document, newest first.
 */
export function comparedRevision<H extends Held>(
  history: readonly H[],
  here: Held,
  approved: number | null,
  asked: string | undefined,
): ComparedRevision<H> {
  const earlier = history.filter(({ revision }) => revision < here.revision);
  const usual = earlier.find(({ sha256 }) => sha256 !== here.sha256) ?? null;
  const wanted = earlier.find(({ revision }) => String(revision) === asked);
  const chosen = asked === ALONE ? null : (wanted ?? usual);
  const offered = earlier.filter(
    ({ revision }) => revision === usual?.revision || revision === approved || revision === chosen?.revision,
  );
  return {
    offered: offered.map(({ revision }) => ({ revision, approved: revision === approved })),
    chosen,
    refused: asked !== undefined && asked !== ALONE && !wanted,
  };
}
