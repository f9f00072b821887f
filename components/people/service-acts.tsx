"use client";

import { useState } from "react";
import { ActMenu } from "#components/ui/acts/act-menu.tsx";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import type { EditServiceInput, RetireServiceInput } from "#lib/teams/input.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { type EditedService, EditService } from "./edit-service.tsx";

type Props = {
  service: EditedService;
  /** Teams this editor may choose. */
  teams: { id: number; name: string }[];
  editing: Permission;
  retiring: Permission;
  edit: (input: EditServiceInput) => Promise<ActionResult<unknown>>;
  retire: (input: RetireServiceInput) => Promise<ActionResult<unknown>>;
};

/** Actions for an active service: edit, move to another team, or retire. */
export function ServiceActs({ service, teams, editing, retiring, edit, retire }: Props) {
  const [open, setOpen] = useState<string | null>(null);
  const control = (key: string) => ({ opened: open === key, onClose: () => setOpen(null) });
  return (
    <>
      <ActMenu
        label="Change"
        name={`Change ${service.name}`}
        groups={[
          [
            { key: "edit", label: "Edit service", icon: "pencil", permission: editing },
            { key: "retire", label: "Retire service", icon: "slash", permission: retiring, danger: true },
          ],
        ]}
        onChoose={setOpen}
      />
      <EditService service={service} teams={teams} permission={editing} control={control("edit")} action={edit} />
      <FormDialog
        label="Retire service"
        title={`Retire ${service.name}?`}
        explain="No new reviews or threat models can use it. Existing ones stay, later findings on its launched changes still need a fix, and past days stay as counted. You cannot undo this: a service that returns is added under another name."
        success="Service retired."
        permission={retiring}
        control={control("retire")}
        danger
        action={() => retire({ serviceId: service.id })}
      />
    </>
  );
}
