package dev.metabuilder.database;

import static dev.metabuilder.database.model.Reference.Rule.CASCADE;
import static dev.metabuilder.database.model.Reference.Rule.SET_NULL;
import static dev.metabuilder.database.model.Reference.following;
import static dev.metabuilder.database.model.Reference.to;
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
import java.util.List;

/** The catalogue of the models: the one place that names them all. A line here is all that a new model needs beside its entity and its change. */
@Dependent
public class Models {

    /** The sections in the order of the export, then the contract's table of relationships in the order of the sections. */
    @Produces
    public static final Catalogue CATALOGUE = new Catalogue(
            List.of(
                    list("users", User.class).oneOnly("role", Role.SUPERGOD).portable(),
                    list("workflows", Workflow.class).portable(),
                    list("luaScripts", LuaScript.class).portable(),
                    list("pages", PageConfig.class).portable(),
                    list("schemas", ModelSchema.class).portable(),
                    singleton("appConfig", AppConfiguration.class).portable(),
                    list("comments", Comment.class).portable(),
                    map("componentHierarchy", ComponentNode.class).portable(),
                    map("componentConfigs", ComponentConfig.class).portable(),
                    sortedValues("credentials", Credential.class, "passwordHash")
                            .hashed(),
                    sortedValues("passwordChangeTimestamps", Credential.class, "passwordChangeTimestamp"),
                    sortedValues("firstLoginFlags", Credential.class, "firstLogin"),
                    list("cssClasses", CssCategory.class),
                    list("dropdownConfigs", DropdownConfig.class),
                    list("installedPackages", InstalledPackage.class),
                    values("packageData", PackageData.class, "data"),
                    list("tenants", Tenant.class),
                    list("powerTransferRequests", PowerTransferRequest.class),
                    singleton("smtpConfig", SmtpConfig.class),
                    sortedValues("passwordResetTokens", PasswordResetToken.class, "token"),
                    sortedValues("systemConfig", SystemConfig.class, "value")),
            List.of(
                    to(User.class, "tenantId", Tenant.class, SET_NULL),
                    to(Comment.class, "userId", User.class, CASCADE),
                    following(Credential.class, "username", User.class, "username"),
                    to(Tenant.class, "ownerId", User.class, CASCADE),
                    to(PowerTransferRequest.class, "fromUserId", User.class, CASCADE),
                    to(PowerTransferRequest.class, "toUserId", User.class, CASCADE)));

    Models() {}
}
