/** In which words files name the version of this package. Other packages may have the same version, so the number alone does not count. */
const NAMED =
  /(genesyscloud-oauth(?: |-v|==|@v?|": "\^)|genesyscloudoauth v|This package {4}|package: ")(\d+\.\d+\.\d+)/g;

/** The text with the new version wherever it names the old one. */
export function withVersion(text, before, version) {
  return text.replace(NAMED, (whole, name, found) => (found === before ? `${name}${version}` : whole));
}
