import Link from "next/link";
import { Fragment } from "react";
import { paths, reviewId } from "#lib/paths.ts";

type Props = {
  words: string;
  /** Whether the references become links, for text that is not itself a link. */
  linked?: boolean;
  /** Class for the text around references, which may be truncated while references stay whole. */
  cut?: string | undefined;
};

/** Text with review references, each kept on one line. */
export function WithRefs({ words, linked = false, cut }: Props) {
  return words.split(/\b(REV-\d+)\b/).map((part, index) => {
    const id = reviewId(part);
    const key = `${index} ${part}`;
    if (id === null) {
      return cut && part ? (
        <span key={key} className={cut}>
          {part}
        </span>
      ) : (
        <Fragment key={key}>{part}</Fragment>
      );
    }
    if (!linked) {
      return (
        <span key={key} className="nowrap">
          {part}
        </span>
      );
    }
    return (
      <Link key={key} href={paths.review(id)} prefetch={false} className="nowrap">
        {part}
      </Link>
    );
  });
}
