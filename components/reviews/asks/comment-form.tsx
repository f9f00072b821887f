"use client";

import { Button, Group, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { type LoadPeople, PersonSelect } from "#components/people/person-select.tsx";
import type { ReviewAction } from "#components/reviews/moves/move-dialog.tsx";
import { GuardedButton } from "#components/ui/acts/guarded-button.tsx";
import { Form } from "#components/ui/forms/form.tsx";
import { KeptNotice } from "#components/ui/forms/kept-notice.tsx";
import { ProblemAlert } from "#components/ui/forms/problem-alert.tsx";
import { useAction } from "#components/ui/forms/use-action.ts";
import { useKept } from "#components/ui/forms/use-draft.ts";
import type { Permission } from "#lib/auth/actor.ts";
import { REVIEW_LENGTHS } from "#lib/lengths.ts";
import type { CommentInput } from "#lib/reviews/input.ts";

type Props = {
  reviewId: number;
  loadPeople: LoadPeople;
  permission: Permission;
  action: ReviewAction<CommentInput>;
};

const NOTHING = { body: "", mention: "" };

/** Writes to the discussion. Naming a person lets them see the review. */
export function CommentForm({ reviewId, loadPeople, permission, action }: Props) {
  const { value, set, forget, ...kept } = useKept("comment and mention", reviewId, NOTHING);
  const { body, mention } = value;
  const [mentioning, setMentioning] = useState(false);
  const mentions = mentioning || mention !== "";
  const askWhom = () => setMentioning(true);
  const unmention = () => {
    setMentioning(false);
    set({ ...value, mention: "" });
  };
  const clear = () => {
    set(NOTHING);
    forget();
    setMentioning(false);
  };
  const { run, pending, problem } = useAction(action, { onDone: clear });
  const send = () => {
    if (permission.allowed) void run(reviewId, { body, mentions: mention ? [Number(mention)] : [] });
  };
  return (
    <Form className="screen-only" problem={problem} onSend={send}>
      <Stack gap="sm">
        <KeptNotice kept={kept} />
        <div>
          <ProblemAlert problem={problem} />
          <Textarea
            id="comment"
            name="body"
            label="Comment"
            value={body}
            onChange={(event) => set({ ...value, body: event.currentTarget.value })}
            maxLength={REVIEW_LENGTHS.comment}
            autosize
            minRows={2}
          />
        </div>
        <Group align="flex-end" justify="space-between">
          <Group align="flex-end" gap="xs">
            {/* The button stays put and keeps the focus, so that the next Tab leads to the names. */}
            <Button variant="subtle" type="button" aria-expanded={mentions} onClick={mentions ? unmention : askWhom}>
              {mentions ? "Cancel mention" : "Mention someone"}
            </Button>
            {mentions ? (
              <PersonSelect
                name="mentions"
                label="Mention"
                description="They will see this review."
                none="No one"
                value={mention}
                onChange={(chosen) => set({ ...value, mention: chosen })}
                load={loadPeople}
              />
            ) : null}
          </Group>
          <GuardedButton
            type="submit"
            variant="default"
            permission={commentPermission(permission, body)}
            loading={pending}
          >
            Comment
          </GuardedButton>
        </Group>
      </Stack>
    </Form>
  );
}

function commentPermission(permission: Permission, body: string): Permission {
  if (!permission.allowed || body.trim() !== "") return permission;
  return { allowed: false, because: "state", reason: "Write something first." };
}
