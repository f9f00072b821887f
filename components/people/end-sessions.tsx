"use client";

import { leave } from "#components/frame/leave.ts";
import { type DialogControl, FormDialog } from "#components/ui/forms/form-dialog.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import type { EndSessionsInput } from "#lib/people/input.ts";
import type { SessionsEnded } from "#lib/people/output.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { counted } from "#lib/words.ts";

type Props = {
  person: { id: number; name: string };
  /** Whether the person is the current user. */
  self: boolean;
  permission: Permission;
  /** Set when another control opens the dialog. */
  control?: DialogControl;
  action: (input: EndSessionsInput) => Promise<ActionResult<SessionsEnded>>;
};

/** Signs a person out everywhere, including this browser for your own account. */
export function EndSessions({ person, self, permission, control, action }: Props) {
  const end = () => action({ personId: person.id });
  if (self) {
    return (
      <FormDialog
        label="Sign out everywhere"
        title="Sign out everywhere?"
        explain="Ends all your sessions immediately, including this one. Anyone with a copy of your cookie is signed out. You can sign in again."
        success="Signed out everywhere."
        permission={permission}
        button={{ size: "xs" }}
        control={control}
        action={async () => {
          const result = await end();
          // The cookie is no longer valid, so drafts kept in this browser are removed too.
          if (result.ok) await leave();
          return result;
        }}
      />
    );
  }
  return (
    <FormDialog
      label="End sessions"
      title={`End all sessions of ${person.name}?`}
      explain="They are signed out everywhere immediately and can sign in again."
      success={({ sessions }: SessionsEnded) =>
        sessions === 0
          ? `${person.name} has no open session. Nothing changed.`
          : `${counted(sessions, "session")} of ${person.name} ended.`
      }
      permission={permission}
      button={{ size: "xs" }}
      control={control}
      danger
      action={end}
    />
  );
}
