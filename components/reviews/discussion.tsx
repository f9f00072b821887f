import { EmptyState } from "#components/ui/empty-state.tsx";
import { Moment } from "#components/ui/moment.tsx";
import { PersonName } from "#components/ui/person-name.tsx";
import { Status } from "#components/ui/status.tsx";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import classes from "./discussion.module.css";

/** What was said, oldest first. A message that asked for changes shows whether it was answered. */
export function Discussion({ comments, now }: { comments: ReviewDetail["comments"]; now: Date }) {
  if (comments.length === 0) {
    return <EmptyState title="No discussion yet">Questions and answers about this change are kept here.</EmptyState>;
  }
  return (
    <ol className={classes.comments}>
      {comments.map((comment) => (
        <li key={comment.id} className={classes.comment}>
          <div className={classes.head}>
            <PersonName name={comment.author?.name ?? "The product"} />
            <span className="dimmed">
              <Moment at={comment.createdAt} now={now} />
            </span>
            {comment.ask ? (
              <Status
                value={comment.answered ? "good" : "unmet"}
                label={comment.answered ? "Answered" : "Asks for an answer"}
                size="sm"
              />
            ) : null}
          </div>
          <p className={classes.body}>{comment.body}</p>
        </li>
      ))}
    </ol>
  );
}
