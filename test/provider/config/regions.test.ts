import { describe, expect, it } from "vitest";
import { domainOfRegion, REGIONS } from "../../../provider/config/regions.ts";

/** As the vendor publishes them (developer.genesys.cloud/platform/api): written out a second time, to catch a slip in the first. */
const PUBLISHED: readonly (readonly [string, string])[] = [
  ["us-east-1", "mypurecloud.com"],
  ["us-east-2", "use2.us-gov-pure.cloud"],
  ["us-west-2", "usw2.pure.cloud"],
  ["ca-central-1", "cac1.pure.cloud"],
  ["mx-central-1", "mxc1.pure.cloud"],
  ["sa-east-1", "sae1.pure.cloud"],
  ["eu-west-1", "mypurecloud.ie"],
  ["eu-west-2", "euw2.pure.cloud"],
  ["eu-central-1", "mypurecloud.de"],
  ["eu-central-2", "euc2.pure.cloud"],
  ["eusc-de-east-1", "edee1.eusc-pure.cloud"],
  ["me-central-1", "mec1.pure.cloud"],
  ["ap-northeast-1", "mypurecloud.jp"],
  ["ap-northeast-2", "apne2.pure.cloud"],
  ["ap-northeast-3", "apne3.pure.cloud"],
  ["ap-south-1", "aps1.pure.cloud"],
  ["ap-southeast-1", "apse1.pure.cloud"],
  ["ap-southeast-2", "mypurecloud.com.au"],
];

describe("the regions", () => {
  it("are the 18 that are published, and no others", () => {
    expect(PUBLISHED).toHaveLength(18);
    expect(REGIONS).toEqual(Object.fromEntries(PUBLISHED));
  });

  it.each(PUBLISHED)("%s is found by its name and by its domain %s, however written", (name, domain) => {
    for (const text of [name, name.toUpperCase(), ` ${name} `, domain, domain.toUpperCase()]) {
      expect(domainOfRegion(text)).toBe(domain);
    }
  });

  it.each(["", "eu-west-9", "mypurecloud", "api.mypurecloud.ie", "constructor", "__proto__", "evil.example.com"])(
    "have none called %j",
    (text) => {
      expect(domainOfRegion(text)).toBeUndefined();
    },
  );
});
