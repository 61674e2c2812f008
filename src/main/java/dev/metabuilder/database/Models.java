package dev.metabuilder.database;

import static dev.metabuilder.database.model.Reference.Rule.CASCADE;
import static dev.metabuilder.database.model.Reference.Rule.SET_NULL;
import static dev.metabuilder.database.model.Section.list;
import static dev.metabuilder.database.model.Section.map;
import static dev.metabuilder.database.model.Section.singleton;
import static dev.metabuilder.database.model.Section.sortedValues;
import static dev.metabuilder.database.model.Section.values;

import dev.metabuilder.database.content.AppConfiguration;
import dev.metabuilder.database.content.Comment;
import dev.metabuilder.database.content.LuaScript;
import dev.metabuilder.database.content.ModelSchema;
import dev.metabuilder.database.content.PageConfig;
import dev.metabuilder.database.content.Workflow;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.packages.InstalledPackage;
import dev.metabuilder.database.packages.PackageData;
import dev.metabuilder.database.system.SmtpConfig;
import dev.metabuilder.database.system.SystemConfig;
import dev.metabuilder.database.tenancy.PowerTransferRequest;
import dev.metabuilder.database.tenancy.Tenant;
import dev.metabuilder.database.ui.ComponentConfig;
import dev.metabuilder.database.ui.ComponentNode;
import dev.metabuilder.database.ui.CssCategory;
import dev.metabuilder.database.ui.DropdownConfig;
import dev.metabuilder.database.users.Credential;
import dev.metabuilder.database.users.PasswordResetToken;
import dev.metabuilder.database.users.Role;
import dev.metabuilder.database.users.User;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;

/**
 * The catalogue of the models: the only place that names them all. Each line adds what the entity's annotations do not say;
 * {@link dev.metabuilder.database.security.AccessRules} says who may call it.
 */
@Dependent
public class Models {

    /** The sections in the order of the export. */
    @Produces
    public static final Catalogue CATALOGUE = new Catalogue(
            list("users", User.class)
                    .portable()
                    .oneOnly("role", Role.SUPERGOD)
                    .refersTo(Tenant.class, "tenantId", SET_NULL)
                    .ownedBy("id", "role", "tenantId", "isInstanceOwner"),
            list("workflows", Workflow.class).portable(),
            list("luaScripts", LuaScript.class).portable(),
            list("pages", PageConfig.class).portable(),
            list("schemas", ModelSchema.class).portable(),
            singleton("appConfig", AppConfiguration.class).portable(),
            list("comments", Comment.class)
                    .portable()
                    .refersTo(User.class, "userId", CASCADE)
                    .ownedBy("userId"),
            map("componentHierarchy", ComponentNode.class).portable(),
            map("componentConfigs", ComponentConfig.class).portable(),
            sortedValues("credentials", Credential.class, "passwordHash")
                    .hashed()
                    .follows(User.class, "username"),
            sortedValues("passwordChangeTimestamps", Credential.class, "passwordChangeTimestamp"),
            sortedValues("firstLoginFlags", Credential.class, "firstLogin"),
            list("cssClasses", CssCategory.class),
            list("dropdownConfigs", DropdownConfig.class),
            list("installedPackages", InstalledPackage.class).addedOnce(),
            values("packageData", PackageData.class, "data"),
            list("tenants", Tenant.class).refersTo(User.class, "ownerId", CASCADE),
            list("powerTransferRequests", PowerTransferRequest.class)
                    .refersTo(User.class, "fromUserId", CASCADE)
                    .refersTo(User.class, "toUserId", CASCADE),
            singleton("smtpConfig", SmtpConfig.class),
            sortedValues("passwordResetTokens", PasswordResetToken.class, "token"),
            sortedValues("systemConfig", SystemConfig.class, "value"));

    Models() {}
}
