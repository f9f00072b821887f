import Link from "next/link";
import { Fragment } from "react";
import { paths, reviewId } from "#lib/paths.ts";

type Props = {
  words: string;
  /** Where the words are no link themselves. */
  linked?: boolean;
  /** The class of what stands around the references, where it is cut and they are not. */
  cut?: string | undefined;
};

/** Words with the references of reviews in them, each in one line. */
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
