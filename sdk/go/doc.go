// OAuth clients of Genesys Cloud as code: a Pulumi dynamic provider with secret rotation, and a local simulator of the API
package genesyscloudoauth
