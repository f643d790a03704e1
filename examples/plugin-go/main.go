package main

import (
	genesyscloud "example.com/pulumi-genesyscloud-oauth/sdk/go/genesyscloudoauth"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		settings := config.New(ctx, "")

		// A service that logs in as itself: what it may do comes from roles, here in the home division.
		employee, err := genesyscloud.GetAuthorizationRole(ctx, &genesyscloud.GetAuthorizationRoleArgs{Name: "employee"})
		if err != nil {
			return err
		}

		// Change this to get a new secret: pulumi config set secretVersion 2
		secretVersion := settings.Get("secretVersion")
		if secretVersion == "" {
			secretVersion = "1"
		}
		service, err := genesyscloud.NewOAuthClient(ctx, "reporting", &genesyscloud.OAuthClientArgs{
			Name:                pulumi.String("Reporting service"),
			AuthorizedGrantType: pulumi.String("CLIENT-CREDENTIALS"),
			Roles:               genesyscloud.OAuthClientRoleArray{genesyscloud.OAuthClientRoleArgs{RoleId: pulumi.String(employee.Id)}},
			SecretVersion:       pulumi.String(secretVersion),
		})
		if err != nil {
			return err
		}

		// Data actions log in with the client. They get its new secret in the same `pulumi up`.
		_, err = genesyscloud.NewIntegrationCredential(ctx, "data-actions", &genesyscloud.IntegrationCredentialArgs{
			Name:   pulumi.String("Data actions"),
			Fields: pulumi.StringMap{"clientId": service.ClientId, "clientSecret": service.ClientSecret},
		})
		if err != nil {
			return err
		}

		if existing := settings.Get("existingClientId"); existing != "" {
			if err := adopt(ctx, existing); err != nil {
				return err
			}
		}

		ctx.Export("clientId", service.ClientId)
		ctx.Export("clientSecret", service.ClientSecret) // stored encrypted, shown as [secret]
		return nil
	})
}

// adopt lets Pulumi manage a client that exists already, from the next `pulumi up` on. Its id and its secret stay the same.
func adopt(ctx *pulumi.Context, id string) error {
	_, err := genesyscloud.NewOAuthClient(ctx, "wallboard", &genesyscloud.OAuthClientArgs{
		Name:                   pulumi.String("Wallboard"),
		AuthorizedGrantType:    pulumi.String("CODE"),
		RegisteredRedirectUris: pulumi.ToStringArray([]string{"https://wallboard.example.com/callback"}),
		Scopes:                 pulumi.ToStringArray([]string{"analytics:readonly"}),
	}, pulumi.Import(pulumi.ID(id)))
	return err
}
