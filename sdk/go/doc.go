// OAuth clients of Genesys Cloud as code: a Pulumi provider with secret rotation, dynamic or as a plugin, and a local simulator of the API
package genesyscloudoauth
