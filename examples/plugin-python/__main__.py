import pulumi
import pulumi_genesyscloud_oauth as genesyscloud

config = pulumi.Config()

# A service that logs in as itself: what it may do comes from roles, here in the home division.
employee = genesyscloud.get_authorization_role_output(name="employee")

service = genesyscloud.OAuthClient(
    "reporting",
    name="Reporting service",
    authorized_grant_type="CLIENT-CREDENTIALS",
    roles=[genesyscloud.OAuthClientRoleArgs(role_id=employee.id)],
    # Change this to get a new secret: pulumi config set secretVersion 2
    secret_version=config.get("secretVersion") or "1",
)

# Data actions log in with the client. They get its new secret in the same `pulumi up`.
genesyscloud.IntegrationCredential(
    "data-actions",
    name="Data actions",
    fields={"clientId": service.client_id, "clientSecret": service.client_secret},
)

# A client that exists already: Pulumi manages it from the next `pulumi up` on. Its id and its secret stay the same.
existing = config.get("existingClientId")
if existing is not None:
    genesyscloud.OAuthClient(
        "wallboard",
        name="Wallboard",
        authorized_grant_type="CODE",
        registered_redirect_uris=["https://wallboard.example.com/callback"],
        scopes=["analytics:readonly"],
        opts=pulumi.ResourceOptions(import_=existing),
    )

pulumi.export("clientId", service.client_id)
pulumi.export("clientSecret", service.client_secret)  # stored encrypted, shown as [secret]
