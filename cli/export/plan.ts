import type { OrganizationRef } from "../report/subjects.ts";
import type { DeclaredClient } from "./declared-client.ts";
import type { References } from "./references.ts";

/** The faces of the product that a program can be written for. */
export type Face = "dynamic" | "plugin";

/** A module of Terraform, which becomes a component. */
export interface PlannedModule {
  readonly variable: string;
  /** Name of the component. */
  readonly resource: string;
  /** Variable of the component that it belongs to. */
  readonly parent?: PlannedModule;
}

/** What clients and credentials have in common. */
interface Planned {
  readonly id: string;
  /** Name of the resource. */
  readonly resource: string;
  readonly module?: PlannedModule;
  /** Remarks above it. */
  readonly comments: readonly string[];
}

/** A client that the program declares. */
export interface PlannedClient extends Planned {
  readonly declared: DeclaredClient;
  /** The variable that holds it, where a credential needs it. */
  readonly variable?: string;
  /** The key of the stack configuration that holds its secret, where that is known. */
  readonly secretKey?: string;
}

/** The value of a field: that of a client, or one of the stack configuration. */
export type PlannedField =
  | { readonly client: string; readonly output: "clientId" | "clientSecret" }
  | { readonly configKey: string };

/** An integration credential that the program declares. */
export interface PlannedCredential extends Planned {
  readonly name: string;
  readonly type: string;
  readonly fields: readonly (readonly [field: string, value: PlannedField])[];
}

/** What is not declared, and why. */
export interface LeftOut {
  readonly id: string;
  /** As a person knows it: the name of a client in quotes, or an address of Terraform. */
  readonly label: string;
  readonly reason: string;
}

/** Everything that an export consists of. */
export interface ExportPlan {
  readonly organization: OrganizationRef;
  readonly references: References;
  readonly modules: readonly PlannedModule[];
  readonly clients: readonly PlannedClient[];
  readonly credentials: readonly PlannedCredential[];
  readonly leftOut: readonly LeftOut[];
  /** Whether the stack has clients or credentials already. They are not declared, so this program must not take the place of the stack's own. */
  readonly isAddition: boolean;
}

/** Type of the components that stand for modules of Terraform. */
export const MODULE_TYPE = "terraform:index:Module";
