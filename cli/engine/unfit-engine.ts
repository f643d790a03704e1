import { EngineFailure } from "./engine-failure.ts";

/** From this version on `pulumi` tells drift from failure, and previews a refresh. */
export const MINIMUM_CLI = "3.227.0";

const INSTALL = `Install ${MINIMUM_CLI} or newer: https://www.pulumi.com/docs/install/`;

/** There is no `pulumi` on PATH that can be used. */
export class UnfitEngine extends EngineFailure {
  /** Version of the one that is there; undefined where there is none, or where it does not tell. */
  readonly found: string | undefined;
  /** What is wrong, without what to do about it. */
  readonly fault: string;
  readonly remedy: string;

  private constructor(fault: string, remedy: string, found?: string) {
    super(`${fault} ${remedy}`);
    this.found = found;
    this.fault = fault;
    this.remedy = remedy;
  }

  static missing(): UnfitEngine {
    return new UnfitEngine("The pulumi CLI was not found on PATH.", INSTALL);
  }

  static broken(): UnfitEngine {
    return new UnfitEngine("The pulumi CLI on PATH does not work:", "try `pulumi version`.");
  }

  static tooOld(version: string): UnfitEngine {
    return new UnfitEngine(`The pulumi CLI on PATH is version ${version}, which is too old.`, INSTALL, version);
  }
}
