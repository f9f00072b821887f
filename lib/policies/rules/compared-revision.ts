type Held = { revision: number; sha256: string };

/** What `against` of an address says where no comparison is wanted. */
export const ALONE = "none";

/** The revisions that a document can be compared with, and the one that it is. */
export type ComparedRevision<H extends Held = Held> = {
  /** Those that are offered, the newest first. */
  offered: { revision: number; approved: boolean }[];
  /** Null where the document stands alone. */
  chosen: H | null;
  /** Something was asked for that holds no such document, or comes later. */
  refused: boolean;
};

/**
 * What a document of a revision is compared with: what the address asks for, else the last revision before that holds the
 * document with another text. `history`: every revision that holds the document, the newest first.
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
