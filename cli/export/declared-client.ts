import type { ApiOAuthClient } from "../../provider/api/api-types.ts";
import { withoutUndefined } from "../../provider/model/canonical.ts";
import { changedProperties } from "../../provider/model/changes.ts";
import { checkInputs } from "../../provider/model/check-inputs.ts";
import { type ClientFields, eachField } from "../../provider/model/client-fields.ts";
import { withHomeDivision } from "../../provider/model/home-division.ts";
import { observedInputs } from "../../provider/model/translate.ts";
import { visible } from "../terminal/text.ts";

/** A role as a program declares it. */
export interface DeclaredRole {
  readonly roleId: string;
  /** Absent for the home division. */
  readonly divisionId?: string;
}

/** The arguments that declare a client as it is. Defaults are left out. */
export interface DeclaredClient extends Omit<Partial<ClientFields>, "name" | "authorizedGrantType" | "roles"> {
  readonly name: string;
  readonly authorizedGrantType: string;
  readonly roles?: readonly DeclaredRole[];
}

/** What declares a client, or why nothing can. */
export type Declaration = { readonly declared: DeclaredClient } | { readonly refusal: string };

/**
 * Finds the arguments with which a client can be adopted. They are checked as the provider checks them, so that an export never
 * fails when it is applied.
 * @param homeDivisionId undefined if it is not known. Then every role names its division.
 */
export function declarationOf(live: ApiOAuthClient, homeDivisionId: string | undefined): Declaration {
  const { ownershipMark: _, ...observed } = observedInputs(live, {});
  const values = eachField((property, { absent }) => (observed[property] === absent ? undefined : observed[property]));
  const declared = withoutUndefined({
    ...values,
    name: observed.name,
    authorizedGrantType: observed.authorizedGrantType,
    roles: observed.roles?.map(({ roleId, divisionId }) =>
      divisionId === homeDivisionId ? { roleId } : { roleId, divisionId },
    ),
  }) as DeclaredClient;
  if (hasHalfCharacter(declared)) return { refusal: "one of its texts holds half of a character" };
  const { inputs, failures } = checkInputs(withHomeDivision({ ...declared }, homeDivisionId ?? ""));
  if (failures.length > 0) {
    const faults = failures.map(({ property, reason }) => `${property} ${visible(reason)}`);
    return { refusal: `no program can declare it as it is: ${faults.join("; ")}` };
  }
  const different = changedProperties(observed, inputs);
  if (different.length > 0) return { refusal: `no program can declare its ${different.join(", ")}` };
  return { declared };
}

function hasHalfCharacter(value: unknown): boolean {
  if (typeof value === "string") return !value.isWellFormed();
  return typeof value === "object" && value !== null && Object.values(value).some(hasHalfCharacter);
}
