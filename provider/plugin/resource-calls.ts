import { GuardError, isErrorOf, PartialFailureError } from "../errors/index.ts";
import { adviceFor, refusedSecretAdvice, UNKNOWN_SECRET_ADVICE } from "../model/advice.ts";
import type { InputFailure } from "../model/check-inputs.ts";
import { type Owner, writeOwner } from "../model/ownership-mark.ts";
import { OwnershipMarks } from "../model/ownership-marks.ts";
import { pluginToken } from "../model/plugin-tokens.ts";
import { partsOfUrn } from "../model/urn.ts";
import type { ProcessSession } from "../resources/process-session.ts";
import { type DetailedDiff, detailedDiff } from "./detailed-diff.ts";
import type { EngineLog } from "./engine-log.ts";
import type { Properties } from "./property-codec.ts";
import { type ResourceKind, resourceKinds } from "./resource-kinds.ts";
import { sameVersionAdvice, withVersionAdvice } from "./same-version.ts";

type Values = Readonly<Record<string, unknown>>;

/** What a resource keeps for the dynamic face, which it may come from and go back to. */
const CARRIED = "__provider";

/** They do not count as changes. */
const UNCOMPARED = [CARRIED, "importId"];

/** What `diff` tells the engine. */
export interface ResourceDiff {
  readonly isChanged: boolean;
  readonly replaces: readonly string[];
  readonly details: DetailedDiff;
}

/** The calls of the engine about resources, on decoded properties. */
export class ResourceCalls {
  private readonly kinds: ReturnType<typeof resourceKinds>;
  private readonly log: EngineLog;
  private readonly onChange: () => void;
  /** Clients that the engine has imported in this run, in lower case. What the program says of them is only recorded. */
  private readonly imported = new Set<string>();
  /** The resources of the program that exist: id in lower case → URN. */
  private readonly inProgram = new Map<string, string>();
  /** States of creations in doubt, by URN. */
  private readonly inDoubt = new Map<string, Values>();
  private readonly marks = new OwnershipMarks();
  /** Whether descriptions are marked with the owner. */
  marksOwnership = false;

  /** @param onChange called when something was created, updated or deleted. */
  constructor(process: ProcessSession, log: EngineLog, onChange: () => void) {
    this.kinds = resourceKinds(process);
    this.log = log;
    this.onChange = onChange;
  }

  /** @throws GuardError if the plugin has no such resource. */
  async kindOf(urn: string): Promise<ResourceKind> {
    const { type } = partsOfUrn(urn);
    const kind = this.kinds[type];
    if (kind !== undefined) return kind();
    throw new GuardError(`This version of the provider plugin has no resource ${type}`, {
      nextStep: `It has ${Object.keys(this.kinds).join(" and ")}. ${await sameVersionAdvice()}`,
    });
  }

  async check(urn: string, olds: Properties, news: Properties) {
    const { methods } = await this.kindOf(urn);
    const { [CARRIED]: carried, ...before } = olds.values;
    // The dynamic face adopted it: on the way back, that program still has the option import.
    const adopted = before.importId === undefined ? {} : { importId: before.importId };
    const { inputs, failures } = await methods.check(before, { ...adopted, ...this.withMark(urn, news.values) });
    if (failures.length === 0) this.advise(urn, inputs);
    return {
      inputs: carried === undefined ? inputs : { ...inputs, [CARRIED]: carried },
      failures: await Promise.all(
        failures.map(async ({ property, reason }): Promise<InputFailure> => {
          return withoutProperty({ property, reason: await withVersionAdvice(reason) }, news.secrets);
        }),
      ),
    };
  }

  async diff(urn: string, id: string, olds: Values, oldInputs: Values, news: Values): Promise<ResourceDiff> {
    const { methods } = await this.kindOf(urn);
    const state = this.asAdopted(id, withoutCarried(olds), news);
    const { replaces = [], changes, isInDoubt } = await methods.diff(id, state, withoutCarried(news));
    if (isInDoubt) this.noteDoubt(urn, state);
    else this.warnOfSecret(state, news);
    if (replaces.length === 0) this.inProgram.set(id.toLowerCase(), urn);
    const isTakenOver = this.imported.has(id.toLowerCase()) || olds.clientSecret === "";
    const details = detailedDiff(comparable(oldInputs, isTakenOver), comparable(news, isTakenOver));
    return { isChanged: changes === true || replaces.length > 0 || details.size > 0, replaces, details };
  }

  async create(
    urn: string,
    news: Values,
    isPreview: boolean,
  ): Promise<{ readonly id: string; readonly outputs: object }> {
    const { methods, idProperty } = await this.kindOf(urn);
    if (isPreview) return { id: "", outputs: await methods.planCreation(news) };
    const outputs = await methods.create(news, this.inDoubt.get(urn));
    this.onChange();
    return { id: String(outputs[idProperty]), outputs };
  }

  /** Undefined if the resource is gone. */
  async read(urn: string, id: string, state: Values) {
    const { methods } = await this.kindOf(urn);
    const found = await methods.read(id, withoutCarried(state));
    return found === undefined
      ? undefined
      : { id: found.id ?? id, inputs: carrying(state, found.inputs), state: carrying(state, found.state) };
  }

  /** What the engine's own import is to know of an existing object. */
  async import(urn: string, id: string) {
    const { methods } = await this.kindOf(urn);
    const found = await methods.import(id, writeOwner(ownerOf(urn)));
    this.imported.add(id.toLowerCase());
    return { id, ...found };
  }

  async update(urn: string, id: string, olds: Values, news: Values, isPreview: boolean): Promise<object> {
    const { methods } = await this.kindOf(urn);
    const state = this.asAdopted(id, withoutCarried(olds), news);
    const inputs = withoutCarried(news);
    if (isPreview) return carrying(olds, await methods.planUpdate(state, inputs));
    try {
      const outputs = await methods.update(id, state, inputs);
      this.onChange();
      return carrying(olds, outputs);
    } catch (error) {
      if (!this.imported.has(id.toLowerCase()) || isErrorOf(error, PartialFailureError)) throw error;
      // What the import recorded must be in the state. Otherwise the next run would take the recorded secretVersion for a new one.
      throw new PartialFailureError(id, state, error instanceof Error ? error.message : String(error));
    }
  }

  /** What the state of a resource keeps for the dynamic face, also if an update fails half-way. */
  carriedIn(state: Values): object {
    return carrying(state, {});
  }

  async delete(urn: string, id: string, state: Values): Promise<void> {
    const { methods } = await this.kindOf(urn);
    // A `pulumi import` can give two resources of the state one client, because the engine tells the plugin of one of them only. The client
    // goes when the last of the two does.
    if ((this.inProgram.get(id.toLowerCase()) ?? urn) !== urn) return;
    await methods.delete(id, withoutCarried(state));
    this.onChange();
  }

  /**
   * A client that this run has imported has the version that the program says: nothing is to be regenerated. Its secret is the one that the
   * program knows, also if only a later run tells it.
   */
  private asAdopted(id: string, state: Values, news: Values): Values {
    if (state.clientId === undefined) return state;
    const { secretVersion, importedClientSecret } = news;
    const isRecorded = this.imported.has(id.toLowerCase()) && secretVersion !== undefined;
    const isTold = state.clientSecret === "" && importedClientSecret !== undefined;
    return {
      ...state,
      ...(isRecorded ? { secretVersion } : {}),
      ...(isTold ? { clientSecret: importedClientSecret } : {}),
    };
  }

  private withMark(urn: string, news: Values): Values {
    if (partsOfUrn(urn).type !== pluginToken("OAuthClient")) return news;
    // The engine checks a resource that it replaces twice.
    return { ...news, ...this.marks.inputOf(news, this.marksOwnership ? ownerOf(urn) : undefined, urn) };
  }

  private advise(urn: string, inputs: Values): void {
    // What is to be said about the two clients of a RotatingOAuthClient is said once, about that.
    if (partsOfUrn(urn).type !== pluginToken("OAuthClient") || inputs.rotationSlot !== undefined) return;
    for (const advice of adviceFor(inputs)) this.log.warn(advice);
  }

  private noteDoubt(urn: string, state: Values): void {
    this.inDoubt.set(urn, state);
    this.log.warn(
      "A run was cancelled while it created this client. The update finds out whether it exists, and then goes on.",
    );
  }

  private warnOfSecret({ clientSecret, secretStatus, secretVersion, rotationSlot }: Values, news: Values): void {
    // This update mends it, or the component tells it.
    if (rotationSlot !== undefined || (news.secretVersion !== undefined && news.secretVersion !== secretVersion))
      return;
    if (clientSecret === "") this.log.warn(UNKNOWN_SECRET_ADVICE);
    if (secretStatus === "invalid") this.log.warn(refusedSecretAdvice("secretVersion"));
  }
}

function ownerOf(urn: string): Owner {
  const { project, stack, name } = partsOfUrn(urn);
  return { project, stack, resource: name };
}

/** The engine prints the value of the property that a failure names. */
function withoutProperty(failure: InputFailure, secrets: ReadonlySet<string>): InputFailure {
  const [property = ""] = failure.property.split(/[.[]/);
  return secrets.has(property) ? { property: "", reason: `${failure.property} ${failure.reason}` } : failure;
}

function withoutCarried({ [CARRIED]: _, ...values }: Values): Values {
  return values;
}

function carrying<T extends object>(before: Values, values: T): T {
  return before[CARRIED] === undefined ? values : { ...values, [CARRIED]: before[CARRIED] };
}

/** @param isTakenOver whether the secret is still to be told. Later, changing or removing importedClientSecret has no effect. */
function comparable(inputs: Values, isTakenOver: boolean): object {
  const hidden = isTakenOver ? UNCOMPARED : [...UNCOMPARED, "importedClientSecret"];
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !hidden.includes(key)));
}
